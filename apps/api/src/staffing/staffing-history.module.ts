import { Module } from '@nestjs/common'
import { KpiModule } from '../kpi'
import { StoreModule } from '../store'
import { TwinModule } from '../twin'
import { StaffingModule } from './staffing.module'
import { StaffingHistoryController } from './staffing-history.controller'
import { StaffingHistoryService } from './staffing-history.service'
import { STAFFING_PAST } from './staffing-past.port'

/** Staffing of the past: apart from the present, which works without a store. */
@Module({
  imports: [KpiModule, StaffingModule, StoreModule, TwinModule],
  controllers: [StaffingHistoryController],
  providers: [StaffingHistoryService, { provide: STAFFING_PAST, useExisting: StaffingHistoryService }],
  exports: [STAFFING_PAST],
})
export class StaffingHistoryModule {}
