import { Module } from '@nestjs/common'
import { StoreModule } from '../store'
import { TwinModule } from '../twin'
import { CasesController } from './cases/cases.controller'
import { QualityExportController } from './export/quality-export.controller'
import { QualityController } from './quality.controller'
import { qualityProviders } from './quality.providers'

/** Rank and test: what breaks more often than chance, and what was done about it. */
@Module({
  imports: [StoreModule, TwinModule],
  controllers: [QualityController, QualityExportController, CasesController],
  providers: qualityProviders,
})
export class QualityModule {}
