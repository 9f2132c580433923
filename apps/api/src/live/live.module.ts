import { Module } from '@nestjs/common'
import { AlarmsModule } from '../alarms'
import { KpiModule } from '../kpi'
import { TwinModule } from '../twin'
import { LiveGateway } from './live.gateway'
import { LIVE_STATUS } from './live-status.port'

@Module({
  imports: [TwinModule, KpiModule, AlarmsModule],
  providers: [LiveGateway, { provide: LIVE_STATUS, useExisting: LiveGateway }],
  exports: [LIVE_STATUS],
})
export class LiveModule {}
