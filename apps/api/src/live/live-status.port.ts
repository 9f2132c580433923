/** Watchers, for health. */
export interface LiveStatusSource {
  /** Connected clients, and messages left out for clients that could not take them. */
  status(): { clients: number; skipped: number }
}

export const LIVE_STATUS = Symbol('LIVE_STATUS')
