import { join } from 'node:path'
import type { Provider } from '@nestjs/common'
import { pino } from 'pino'
import { CLOCK, type Clock } from '../clock'
import { API_CONFIG, type ApiConfig } from '../config'
import { MEASURED_EVENTS, type MeasuredEventsSource, REPORT_SUMS, type ReportSums } from '../kpi'
import { STAFFING_PAST, type StaffingPast } from '../staffing'
import { HISTORY_STORE, type HistoryStore } from '../store'
import { MILL_DIRECTORY, type MillDirectory, TwinService } from '../twin'
import { HandoverController } from './handover/handover.controller'
import { HandoverService } from './handover/handover.service'
import { Notes } from './handover/notes'
import { OPEN_ITEMS, type OpenItems } from './handover/open-items.port'
import { LateData } from './late-data'
import { ReportsController } from './reports.controller'
import { ReportsService } from './reports.service'
import { ReportScheduler } from './schedule/report-scheduler'
import { ScheduleController } from './schedule/schedule.controller'
import { KeptSums } from './sums/kept-sums'
import { SumsReader } from './sums/sums-reader'

/** Printed in both languages as it is: years, the issuer's short names and the number of the announcement. */
const GRID_SOURCE = 'CN grid 2023, national mean, CO2 only (MEE and NBS, announcement 47 of 2025)'
const OWN_SOURCE = 'setting CARBON_KG_PER_KWH'

export const reportControllers = [ReportsController, ScheduleController, HandoverController]

/** What the module is made of; tests bring a store of their own. */
export const reportProviders: Provider[] = [
  LateData,
  {
    provide: ReportsService,
    inject: [API_CONFIG, CLOCK, HISTORY_STORE, MILL_DIRECTORY, REPORT_SUMS, MEASURED_EVENTS, STAFFING_PAST],
    useFactory: (
      { dataFolder, reports }: ApiConfig,
      clock: Clock,
      store: HistoryStore,
      directory: MillDirectory,
      live: ReportSums,
      source: MeasuredEventsSource,
      staffing: StaffingPast,
    ) => {
      const kept = new KeptSums(join(dataFolder, 'reports', 'sums'))
      const sums = new SumsReader(store, directory, live, staffing, kept, () => clock.nowMs())
      return new ReportsService(sums, directory, live, source, {
        ...reports,
        carbonSource: reports.carbonIsOwn ? OWN_SOURCE : GRID_SOURCE,
      })
    },
  },
  {
    provide: ReportScheduler,
    inject: [API_CONFIG, ReportsService, MILL_DIRECTORY, REPORT_SUMS],
    useFactory: (config: ApiConfig, reports: ReportsService, directory: MillDirectory, live: ReportSums) => {
      const log = pino({ name: 'reports', level: config.logLevel })
      return new ReportScheduler(join(config.dataFolder, 'reports', 'kept'), reports, directory, live, (err) =>
        log.warn({ err }, 'a planned report could not be made; tried again'),
      )
    },
  },
  {
    provide: OPEN_ITEMS,
    inject: [REPORT_SUMS],
    useFactory: (live: ReportSums): OpenItems => ({ open: (mill) => live.now(mill)?.attention ?? [] }),
  },
  {
    provide: HandoverService,
    inject: [API_CONFIG, ReportsService, TwinService, REPORT_SUMS, MEASURED_EVENTS, OPEN_ITEMS],
    useFactory: (
      config: ApiConfig,
      reports: ReportsService,
      twins: TwinService,
      live: ReportSums,
      source: MeasuredEventsSource,
      items: OpenItems,
    ) =>
      new HandoverService(reports, twins, live, source, items, new Notes(join(config.dataFolder, 'reports', 'notes'))),
  },
]
