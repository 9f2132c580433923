import { Worker } from 'node:worker_threads'
import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { Heartbeat } from '../heartbeat'
import { TwinModule } from '../twin'
import { HistoryController } from './history.controller'
import { storeProviders } from './store.providers'
import { HISTORY_STORE } from './store.tokens'
import { STORE_STATUS } from './store-status.port'
import { StoreWriter } from './store-writer'

const TICK_MS = 1000

/** The worker stands beside the built program (vite.config.ts names both). */
const builtWorker = () => new Worker(new URL('./duckdb-worker.js', import.meta.url))

@Module({
  imports: [TwinModule],
  controllers: [HistoryController],
  providers: storeProviders(builtWorker),
  exports: [HISTORY_STORE, STORE_STATUS],
})
export class StoreModule implements OnModuleInit, OnApplicationShutdown {
  private readonly heartbeat: Heartbeat

  constructor(private readonly writer: StoreWriter) {
    this.heartbeat = new Heartbeat(TICK_MS, () => this.writer.tick())
  }

  onModuleInit(): void {
    this.writer.start()
    this.heartbeat.start()
  }

  async onApplicationShutdown(): Promise<void> {
    this.heartbeat.stop()
    await this.writer.stop()
  }
}
