import { leapOf } from '@wanding/contracts'
import { type CounterGain, type CounterReading, counterGain, toldAnew } from '@wanding/mill'
import type { HistoryStore, TimeRange } from '../store'

/** A counter of a machine in one run of its mill. */
export interface CounterKey {
  run: string
  mill: string
  machine: string
  kind: string
  metric: string
}

export interface Gained extends CounterGain {
  machine: string
  metric: string
}

/** Begin of the step that holds the begin of a range. */
export const alignedFrom = ({ fromMs }: TimeRange, stepMs: number): number => Math.floor(fromMs / stepMs) * stepMs

/**
 * What a counter said from the begin of the step that holds `fromMs`. Its greatest value in a step is its last, so the step before
 * tells what it was at the begin. Of a counter that always grows only what was told anew counts: at fast clocks reports are far apart.
 */
export async function readingsOf(
  store: HistoryStore,
  { kind, ...key }: CounterKey,
  range: TimeRange,
  stepMs: number,
): Promise<CounterReading[]> {
  const isFeeder = kind === 'electricity'
  const fromMs = Math.max(0, alignedFrom(range, stepMs) - (isFeeder ? 2 : 1) * stepMs)
  const points = await store.metricHistory(key, { fromMs, toMs: range.toMs }, stepMs)
  const readings = points.map(({ atMs, most, least }) => ({
    atMs: Math.min(atMs + stepMs, range.toMs),
    value: most,
    least,
  }))
  return isFeeder ? toldAnew(readings) : readings
}

/** What readings of a counter come to; what leaps is not counted. */
export function gained({ kind, machine, metric }: CounterKey, readings: readonly CounterReading[]): Gained {
  return { machine, metric, ...counterGain(readings, leapOf(kind, metric)) }
}
