import { join } from 'node:path'
import { Module } from '@nestjs/common'
import { CLOCK, type Clock } from '../clock'
import { API_CONFIG, type ApiConfig } from '../config'
import { KpiModule, MEASURED_EVENTS, type MeasuredEventsSource } from '../kpi'
import { TwinModule } from '../twin'
import { defaultNormsFile, loadNorms } from './load-norms'
import { NormsController } from './norms/norms.controller'
import { NormsService } from './norms/norms.service'
import { NORMS_IN_USE } from './norms/norms-in-use.port'
import { VersionBook } from './norms/version-book'
import { StaffingController } from './staffing.controller'
import { StaffingService } from './staffing.service'

function normsService(config: ApiConfig, clock: Clock, mills: MeasuredEventsSource): NormsService {
  const file = config.normsFile ?? defaultNormsFile()
  const start = { norms: loadNorms(file), file }
  return new NormsService(VersionBook.open(join(config.dataFolder, 'norms')), clock, mills, start)
}

@Module({
  imports: [KpiModule, TwinModule],
  controllers: [StaffingController, NormsController],
  providers: [
    StaffingService,
    { provide: NormsService, inject: [API_CONFIG, CLOCK, MEASURED_EVENTS], useFactory: normsService },
    { provide: NORMS_IN_USE, useExisting: NormsService },
  ],
  exports: [NORMS_IN_USE],
})
export class StaffingModule {}
