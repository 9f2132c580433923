import { join } from 'node:path'
import { Module } from '@nestjs/common'
import { Bus } from '../bus'
import { CLOCK, type Clock } from '../clock'
import { API_CONFIG, type ApiConfig } from '../config'
import { KpiModule, MILL_WINDOWS, type MillWindows } from '../kpi'
import { AlarmJournal } from './alarm-journal'
import { AlarmsController } from './alarms.controller'
import { AlarmsService } from './alarms.service'
import { ALARMS_SOURCE } from './alarms-source.port'

@Module({
  imports: [KpiModule],
  controllers: [AlarmsController],
  providers: [
    {
      provide: AlarmsService,
      inject: [API_CONFIG, Bus, CLOCK, MILL_WINDOWS],
      useFactory: (config: ApiConfig, bus: Bus, clock: Clock, windows: MillWindows) =>
        new AlarmsService(bus, clock, windows, new AlarmJournal(join(config.dataFolder, 'alarms'))),
    },
    { provide: ALARMS_SOURCE, useExisting: AlarmsService },
  ],
  exports: [ALARMS_SOURCE],
})
export class AlarmsModule {}
