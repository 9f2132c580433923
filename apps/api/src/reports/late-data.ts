import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { Bus } from '../bus'
import { ReportsService } from './reports.service'

/** Tells the reports that something was counted: of a period that was summed already, the sum is made again. */
@Injectable()
export class LateData implements OnModuleInit, OnApplicationShutdown {
  private off: (() => void) | undefined

  constructor(
    private readonly bus: Bus,
    private readonly reports: ReportsService,
  ) {}

  onModuleInit(): void {
    this.off = this.bus.on('counted', (counted) => this.reports.counted(counted))
  }

  onApplicationShutdown(): void {
    this.off?.()
  }
}
