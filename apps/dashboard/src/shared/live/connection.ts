import type { Health } from '@wanding/contracts'
import { STALE_MS } from './freshness.svelte'

/** How the page stands to the mill, from the nearest trouble to the farthest. */
export type Connection =
  | 'starting'
  | 'server-down'
  | 'line-down'
  | 'broker-down'
  | 'no-mill'
  | 'unknown-mill'
  | 'waiting'
  | 'stopped-clock'
  | 'stale'
  | 'live'

export interface ConnectionFacts {
  /** The live line is up; null before the first attempt has ended. */
  connected: boolean | null
  /** The newest health report, and whether asking for it fails now. */
  health: Health | null
  unreachable: boolean
  /** The mill that is wanted; null where none is known. */
  mill: string | null
  /** Figures of this mill have come. */
  hasFigures: boolean
  ageMs: number | null
  clockSpeed: number
}

/** What is going on, in one word. */
export function connectionOf(facts: ConnectionFacts): Connection {
  const { connected, health, unreachable, mill, hasFigures, ageMs, clockSpeed } = facts
  if (connected === false) return unreachable ? 'server-down' : 'line-down'
  if (unreachable && !hasFigures) return 'server-down'
  const fresh = hasFigures && ageMs !== null && ageMs <= STALE_MS
  if (connected && fresh) return clockSpeed === 0 ? 'stopped-clock' : 'live'
  if (health && !health.broker.connected) return 'broker-down'
  if (health && mill === null) return 'no-mill'
  if (health && mill !== null && !health.mills.includes(mill)) {
    if (hasFigures || health.mills.length === 0) return 'waiting'
    return 'unknown-mill'
  }
  if (connected === null || !hasFigures || ageMs === null) return 'starting'
  return clockSpeed === 0 ? 'stopped-clock' : 'stale'
}

/** Whether what the page shows may be read as the present. */
export const isPresent = (connection: Connection): boolean => connection === 'live' || connection === 'stopped-clock'
