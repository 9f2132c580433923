/** How the store is doing, as health tells it. */
export interface StoreStatus {
  kind: 'duckdb' | 'influxdb'
  /** False while what comes in cannot be written. */
  ok: boolean
  /** Age of the oldest that is not durable yet, real time; also of what still waits in the spool. */
  lagMs: number
  /** Batches that wait. */
  queued: number
  /** Rows given up since the start, because the store was away for too long or refused them. */
  dropped: number
  lastError: string | null
}

export interface StoreStatusSource {
  /** `nowMs`: the real clock, epoch ms. */
  status(nowMs: number): StoreStatus
}

/** Injection token of the store's status. */
export const STORE_STATUS = Symbol('STORE_STATUS')
