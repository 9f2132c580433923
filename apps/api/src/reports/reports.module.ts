import { Module } from '@nestjs/common'
import { KpiModule } from '../kpi'
import { StaffingHistoryModule } from '../staffing'
import { StoreModule } from '../store'
import { TwinModule } from '../twin'
import { reportControllers, reportProviders } from './reports.providers'

@Module({
  imports: [KpiModule, StaffingHistoryModule, StoreModule, TwinModule],
  controllers: reportControllers,
  providers: reportProviders,
})
export class ReportsModule {}
