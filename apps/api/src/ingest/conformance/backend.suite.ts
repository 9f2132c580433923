import { pino } from 'pino'
import { Bus } from '../../bus'
import { type ApiConfig, loadConfig } from '../../config'
import { Spool } from '../../spool'
import { IngestService } from '../ingest.service'

/** The backend as far as it hears: its ingest over a spool of its own. */
export interface Backend {
  bus: Bus
  ingest: IngestService
  start(): void
  stop(): Promise<void>
}

export interface BackendOptions {
  url: string
  protocolVersion: 4 | 5
  /** Where the spool is; a second backend may go on with it. */
  folder: string
  reorderMs?: number
}

/** Not started yet, so that listeners can be put on its bus. */
export async function backend({ url, protocolVersion, folder, reorderMs = 2_000 }: BackendOptions): Promise<Backend> {
  const config: ApiConfig = {
    ...loadConfig({ LOG_LEVEL: 'silent', SPARKPLUG_REORDER_MS: String(reorderMs) }),
    mqtt: { url, embedded: protocolVersion === 4 },
  }
  const bus = new Bus((error) => {
    throw error
  })
  const spool = await Spool.open({ folder, mostBytes: 64 * 1024 * 1024, log: pino({ level: 'silent' }) })
  const ingest = new IngestService(bus, spool, config)
  return {
    bus,
    ingest,
    start: () => ingest.onModuleInit(),
    stop: async () => {
      await ingest.onModuleDestroy()
      await spool.stop()
    },
  }
}
