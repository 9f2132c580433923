import { type DynamicModule, Module } from '@nestjs/common'
import { ServeStaticModule } from '@nestjs/serve-static'
import { AlarmsModule } from './alarms'
import { AnnotationsModule } from './annotations'
import { BusModule } from './bus'
import { CalibrationModule } from './calibration'
import { ClockModule } from './clock'
import { type ApiConfig, ConfigModule } from './config'
import { DoffsModule } from './doffs'
import { EnergyModule } from './energy'
import { HealthModule } from './health'
import { IngestModule } from './ingest'
import { KpiModule } from './kpi'
import { LiveModule } from './live'
import { PastModule } from './past'
import { QualityModule } from './quality'
import { ReportsModule } from './reports'
import { SpoolModule } from './spool'
import { StaffingHistoryModule, StaffingModule } from './staffing'
import { StoreModule } from './store'
import { TwinModule } from './twin'
import { WhatIfModule } from './what-if'

/** The backend, put together. `dashboardFolder` is the built dashboard; without it only the API is served. */
@Module({})
// biome-ignore lint/complexity/noStaticOnlyClass: a Nest dynamic module is a class with a static factory
export class AppModule {
  static of(config: Readonly<ApiConfig>, dashboardFolder?: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(config),
        BusModule,
        ClockModule,
        SpoolModule,
        TwinModule,
        KpiModule,
        AlarmsModule,
        StaffingModule,
        WhatIfModule,
        CalibrationModule,
        StoreModule,
        DoffsModule,
        EnergyModule,
        AnnotationsModule,
        StaffingHistoryModule,
        ReportsModule,
        QualityModule,
        LiveModule,
        PastModule,
        HealthModule,
        // Last: whoever listens is ready before the first message is announced.
        IngestModule,
        ...(dashboardFolder ? [ServeStaticModule.forRoot(dashboardOptions(dashboardFolder))] : []),
      ],
    }
  }
}

/** A missing asset must answer 404, not the page; only the page itself may never be cached. */
const dashboardOptions = (rootPath: string) => ({
  rootPath,
  exclude: ['/api/{*splat}', '/socket.io/{*splat}', '/assets/{*splat}'],
  serveStaticOptions: {
    setHeaders: (response: { setHeader(name: string, value: string): unknown }, path: string) => {
      response.setHeader('Cache-Control', path.includes('assets') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  },
})
