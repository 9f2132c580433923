import type { Ledger } from '@wanding/contracts'

/** What ingest has seen, for health. */
export interface IngestStatus {
  connected: boolean
  connectedSinceMs: number | null
  received: number
  perSecond: number
  rejected: number
  seqGaps: number
  rebirthsRequested: number
  lastReceivedMs: number | null
  /** The newest reasons for rejecting, latest first. */
  lastRejections: readonly string[]
  /** Gateways, as `<mill>/<gateway>`, whose name two programs have. */
  rivals: readonly string[]
}

export interface IngestStatusSource {
  status(): IngestStatus
  /** Gateways that keep no journal, and what came of their messages. */
  unjournalled(): Ledger['unjournalled']
}

export const INGEST_STATUS = Symbol('INGEST_STATUS')
