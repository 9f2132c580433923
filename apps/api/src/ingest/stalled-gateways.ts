import type { GatewayRef } from '../bus'
import type { StreamState } from '../spool'

/** Longer than a gateway waits before it tells again what is missing, which is a minute at most. */
const STALLED_MS = 90_000

/** A stream as the book tells of it. */
type Stream = Pick<StreamState, 'mill' | 'gateway' | 'next'> & { held: number; isAbsent: boolean }

/**
 * Finds gateways whose messages wait for one that does not come: one that another host has acknowledged, so that the gateway does not
 * tell it again. Its next birth says so.
 */
export class StalledGateways {
  private readonly since = new Map<string, { settled: number; atMs: number }>()

  /** Those that have not moved on for long, each again only after as long. */
  find(streams: Iterable<Stream>, nowMs: number): GatewayRef[] {
    const gateways = new Map<string, GatewayRef & { settled: number; held: number }>()
    for (const { mill, gateway, next, held, isAbsent } of streams) {
      if (isAbsent) continue
      const key = `${mill}/${gateway}`
      const sums = gateways.get(key) ?? { mill, gateway, settled: 0, held: 0 }
      sums.settled += next
      sums.held += held
      gateways.set(key, sums)
    }
    for (const key of this.since.keys()) if (!gateways.get(key)?.held) this.since.delete(key)
    const stalled: GatewayRef[] = []
    for (const [key, { mill, gateway, settled, held }] of gateways) {
      if (held === 0) continue
      const before = this.since.get(key)
      const isStalled = before?.settled === settled && nowMs - before.atMs >= STALLED_MS
      if (isStalled) stalled.push({ mill, gateway })
      if (isStalled || before?.settled !== settled) this.since.set(key, { settled, atMs: nowMs })
    }
    return stalled
  }
}
