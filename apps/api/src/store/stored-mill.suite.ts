import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { Module, type Provider, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { tempFolder } from '@wanding/testkit'
import { expect, vi } from 'vitest'
import { Bus, BusModule } from '../bus'
import { ClockModule } from '../clock'
import { ConfigModule, loadConfig } from '../config'
import { TwinModule } from '../twin'
import { buildWorker } from './duckdb/built-worker.suite'
import { storeProviders } from './store.providers'
import { StoreWriter } from './store-writer'

export interface StoredMill {
  get(path: string): Promise<{ status: number; body: Record<string, unknown> }>
  stop(): Promise<void>
}

/** Starts the routes of a module over the embedded store of a folder of its own, with a story told and stored; for specs. */
export async function startStoredMill(
  controllers: Type[],
  services: Provider[],
  tell: (bus: Bus, writer: StoreWriter) => void,
): Promise<StoredMill> {
  const built = await buildWorker()
  const folder = await tempFolder('stored-mill')
  @Module({
    imports: [
      ConfigModule.of(loadConfig({ WANDING_DATA: folder.path, LOG_LEVEL: 'silent' })),
      BusModule,
      ClockModule,
      TwinModule,
    ],
    controllers,
    providers: [...storeProviders(built.spawn), ...services],
  })
  class AppModule {}
  const app = await NestFactory.create(AppModule, { logger: false })
  await app.listen(0, '127.0.0.1')
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/api/mills`
  const writer = app.get(StoreWriter)
  writer.start()
  tell(app.get(Bus), writer)
  writer.tick()
  await vi.waitFor(() => expect(writer.status(0).queued).toBe(0), { timeout: 15_000 })
  return {
    get: async (path) => {
      const answer = await fetch(url + path)
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    },
    stop: async () => {
      await writer.stop()
      await app.close()
      await folder.stop()
      await built.stop()
    },
  }
}
