import { Worker } from 'node:worker_threads'
import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { KEPT_BUS, Spool } from '../spool'
import { TwinModule } from '../twin'
import { BackupController } from './backup.controller'
import { HistoryController } from './history.controller'
import { SpoolPump } from './spool-pump'
import { pumpProvider, storeProviders } from './store.providers'
import { HISTORY_STORE } from './store.tokens'
import { STORE_STATUS } from './store-status.port'
import { StoreWriter } from './store-writer'

/** A mill's gateways speak together once a second; by this long after the first word what is shown live is done. */
const AFTER_BURST_MS = 150

/** The worker stands beside the built program (vite.config.ts names both). */
const builtWorker = () => new Worker(new URL('./duckdb-worker.js', import.meta.url))

@Module({
  imports: [TwinModule],
  controllers: [HistoryController, BackupController],
  providers: [...storeProviders(builtWorker, KEPT_BUS), pumpProvider],
  exports: [HISTORY_STORE, STORE_STATUS],
})
export class StoreModule implements OnModuleInit, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly writer: StoreWriter,
    private readonly pump: SpoolPump,
    spool: Spool,
  ) {
    spool.onDurable(() => this.turnSoon())
  }

  onModuleInit(): void {
    this.writer.start()
    this.turnSoon()
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer)
    await this.pump.stop(() => this.writer.flush())
    await this.writer.stop()
  }

  private turnSoon(): void {
    this.timer ??= setTimeout(async () => {
      await this.pump.turn()
      this.timer = undefined
      if (!this.pump.isAtRest) this.turnSoon()
    }, AFTER_BURST_MS)
  }
}
