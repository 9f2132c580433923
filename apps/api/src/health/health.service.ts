import { Inject, Injectable } from '@nestjs/common'
import type { Health, Ledger } from '@wanding/contracts'
import { API_CONFIG, type ApiConfig } from '../config'
import { INGEST_STATUS, type IngestStatusSource } from '../ingest'
import { LIVE_STATUS, type LiveStatusSource } from '../live'
import { Spool } from '../spool'
import { STORE_STATUS, type StoreStatusSource } from '../store'
import { GATEWAY_STALE_MS, TwinService } from '../twin'
import { problemsOf, statusOf } from './problems'

const VERSION = '0.1.0'

/** Gathers what each module says of itself. */
@Injectable()
export class HealthService {
  constructor(
    @Inject(API_CONFIG) private readonly config: ApiConfig,
    @Inject(INGEST_STATUS) private readonly ingest: IngestStatusSource,
    @Inject(STORE_STATUS) private readonly store: StoreStatusSource,
    @Inject(LIVE_STATUS) private readonly live: LiveStatusSource,
    private readonly twins: TwinService,
    private readonly spool: Spool,
  ) {}

  ledger(nowMs: number): Ledger {
    return { atMs: nowMs, ...this.spool.ledger(), unjournalled: this.ingest.unjournalled() }
  }

  now(nowMs: number): Health {
    const ingest = this.ingest.status()
    const { spool } = this.spool.ledger()
    const gateways = this.twins.mills().flatMap((id) => [...this.twins.mill(id)!.gateways.values()])
    const parts = {
      version: VERSION,
      uptimeSeconds: Math.round(process.uptime()),
      mills: this.twins.mills(),
      broker: { connected: ingest.connected, since: ingest.connectedSinceMs, embedded: this.config.mqtt.embedded },
      messages: {
        received: ingest.received,
        perSecond: ingest.perSecond,
        rejected: ingest.rejected,
        seqGaps: ingest.seqGaps,
        rebirthsRequested: ingest.rebirthsRequested,
        lastReceivedMs: ingest.lastReceivedMs,
      },
      gateways: {
        total: gateways.length,
        online: gateways.filter((gateway) => gateway.online).length,
        stale: gateways
          .filter((gateway) => gateway.online && nowMs - gateway.receivedMs > GATEWAY_STALE_MS)
          .map((gateway) => gateway.id),
        rivals: [...ingest.rivals],
      },
      store: this.store.status(nowMs),
      spool: { waiting: spool.waiting, bytes: spool.bytes, problem: spool.problem },
      live: this.live.status(),
    }
    const problems = problemsOf(parts)
    return { status: statusOf(ingest.connected, problems), problems, ...parts }
  }
}
