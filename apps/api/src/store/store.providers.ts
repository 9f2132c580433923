import type { Worker } from 'node:worker_threads'
import type { InjectionToken, Provider } from '@nestjs/common'
import { pino } from 'pino'
import { Bus } from '../bus'
import { CLOCK, type Clock } from '../clock'
import { API_CONFIG, type ApiConfig } from '../config'
import { KEPT_BUS, Spool } from '../spool'
import { BackupService } from './backup.service'
import { DuckDbStore } from './duckdb/duckdb-store'
import { HistoryService } from './history.service'
import type { HistoryStore } from './history-store.port'
import { InfluxStore } from './influx/influx-store'
import { SpoolPump } from './spool-pump'
import { HISTORY_STORE } from './store.tokens'
import { STORE_STATUS } from './store-status.port'
import { StoreWriter } from './store-writer'

/**
 * What the module is made of; tests that run from source bring a worker they have built. The writer hears what is kept on the given
 * bus: in the product that of the spool; a test without a spool speaks on the one that everybody hears.
 */
export const storeProviders = (spawn: () => Worker, listensTo: InjectionToken = Bus): Provider[] => [
  {
    provide: HISTORY_STORE,
    useFactory: ({ influx, dataFolder, logLevel }: ApiConfig): HistoryStore => {
      if (!influx) return new DuckDbStore({ folder: dataFolder, spawn })
      const log = pino({ name: 'store', level: logLevel })
      return new InfluxStore({ ...influx, tell: (line) => log.info(line) })
    },
    inject: [API_CONFIG],
  },
  {
    provide: StoreWriter,
    useFactory: (bus: Bus, store: HistoryStore, config: ApiConfig, clock: Clock) =>
      new StoreWriter(bus, store, {
        retentionHours: config.retentionHours,
        retentionBytes: config.retentionBytes,
        nowMs: () => clock.nowMs(),
        log: pino({ name: 'store', level: config.logLevel }),
      }),
    inject: [listensTo, HISTORY_STORE, API_CONFIG, CLOCK],
  },
  { provide: STORE_STATUS, useExisting: StoreWriter },
  HistoryService,
  BackupService,
]

/** Brings what is spooled to the writer; tests without a spool speak to the writer's bus themselves. */
export const pumpProvider: Provider = {
  provide: SpoolPump,
  useFactory: (spool: Spool, bus: Bus, writer: StoreWriter, clock: Clock, { logLevel }: ApiConfig) => {
    const log = pino({ name: 'store', level: logLevel })
    writer.onRefused = ({ text, reason }) =>
      spool.deadLetters.add({ atMs: clock.nowMs(), where: 'store', reason, payload: Buffer.from(text) })
    const onUnreadable = (err: unknown) => log.error({ err }, 'the spool cannot be read; tried again')
    return new SpoolPump(spool, bus, writer, () => clock.nowMs(), onUnreadable)
  },
  inject: [Spool, KEPT_BUS, StoreWriter, CLOCK, API_CONFIG],
}
