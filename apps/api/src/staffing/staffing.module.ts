import { Module } from '@nestjs/common'
import { API_CONFIG, type ApiConfig } from '../config'
import { KpiModule } from '../kpi'
import { TwinModule } from '../twin'
import { loadNorms } from './load-norms'
import { STAFFING_NORMS } from './norms.token'
import { StaffingController } from './staffing.controller'
import { StaffingService } from './staffing.service'

@Module({
  imports: [KpiModule, TwinModule],
  controllers: [StaffingController],
  providers: [
    StaffingService,
    { provide: STAFFING_NORMS, inject: [API_CONFIG], useFactory: (config: ApiConfig) => loadNorms(config.normsFile) },
  ],
  exports: [STAFFING_NORMS],
})
export class StaffingModule {}
