import { Module } from '@nestjs/common'
import { TwinModule } from '../twin'
import { FRAME_RATES } from './frame-rates.port'
import { KpiController } from './kpi.controller'
import { KpiService } from './kpi.service'
import { MACHINE_TIMES } from './machine-times.port'
import { MEASURED_EVENTS } from './measured-events.port'
import { MILL_WINDOWS } from './mill-windows.port'
import { REPORT_SUMS } from './report-sums.port'

@Module({
  imports: [TwinModule],
  controllers: [KpiController],
  providers: [
    KpiService,
    { provide: MEASURED_EVENTS, useExisting: KpiService },
    { provide: FRAME_RATES, useExisting: KpiService },
    { provide: MACHINE_TIMES, useExisting: KpiService },
    { provide: MILL_WINDOWS, useExisting: KpiService },
    { provide: REPORT_SUMS, useExisting: KpiService },
  ],
  exports: [MEASURED_EVENTS, FRAME_RATES, MACHINE_TIMES, MILL_WINDOWS, REPORT_SUMS],
})
export class KpiModule {}
