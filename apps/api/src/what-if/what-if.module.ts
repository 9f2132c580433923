import { Module } from '@nestjs/common'
import { CalibrationModule } from '../calibration'
import { KpiModule } from '../kpi'
import { StaffingModule } from '../staffing'
import { WhatIfController } from './what-if.controller'
import { programAt, whatIfProviders } from './what-if.providers'

/** The threads' program stands beside the built program (vite.config.ts names both). */
const builtProgram = () => programAt(new URL('./what-if-worker.js', import.meta.url))

@Module({
  imports: [KpiModule, StaffingModule, CalibrationModule],
  controllers: [WhatIfController],
  providers: whatIfProviders(builtProgram),
})
export class WhatIfModule {}
