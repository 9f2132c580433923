import { FAULT_KINDS, FAULTS, type FaultKind, type MillPlan } from '@wanding/mill'
import { faultsPerYear, placesOf } from '../../engine'
import { nextBetween, nextExponential, nextUnit, seedStream, WORDS } from '../../engine/kernel/random'

export const DAY_MS = 24 * 3_600_000
const MINUTE_MS = 60_000
const DAYS = 365

export const GATEWAY_FAULT_KINDS: readonly FaultKind[] = FAULT_KINDS.filter((kind) => FAULTS[kind].layer === 'gateway')

/** A fault of what is published; times are mill time. */
export interface GatewayFault {
  kind: FaultKind
  /** 0-based among the places of its kind. */
  place: number
  severity: number
  rampMs: number
  onsetMs: number
  /** Infinity while only an order ends it. */
  endMs: number
  by: 'itself' | 'command'
}

/**
 * The faults of a kind that begin on a day of the mill's clock. They follow from plan, seed and day alone: a mill that is
 * started anew, or looked at from another moment, has the same ones, and those of long ago still stand.
 */
export function faultsOfDay(plan: MillPlan, seed: number, kind: FaultKind, day: number): GatewayFault[] {
  const { severity, cure, rampMinutes, place } = FAULTS[kind]
  const perDay = faultsPerYear(plan, kind) / DAYS
  if (perDay === 0 || 'task' in cure) return []
  const streams = new Int32Array(WORDS)
  seedStream(streams, 0, seed, `gateway-fault/${kind}/${day}`)
  const faults: GatewayFault[] = []
  for (let at = nextExponential(streams, 0) / perDay; at < 1; at += nextExponential(streams, 0) / perDay) {
    const onsetMs = Math.floor((day + at) * DAY_MS)
    faults.push({
      kind,
      place: Math.floor(nextUnit(streams, 0) * placesOf(plan, place)),
      severity: nextBetween(streams, 0, severity.usual),
      rampMs: rampMinutes * MINUTE_MS,
      onsetMs,
      endMs: onsetMs + nextBetween(streams, 0, cure.minutes) * MINUTE_MS,
      by: 'itself',
    })
  }
  return faults
}

/** Longest that a fault of a kind stands, days. */
export function longestDays(kind: FaultKind): number {
  const { cure } = FAULTS[kind]
  return 'task' in cure ? 0 : Math.ceil((cure.minutes[1] * MINUTE_MS) / DAY_MS)
}
