import { hasLeapt, signalOf } from '@wanding/contracts'
import { type CounterGain, counterGain } from '@wanding/mill'
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
 * What a counter gained from the begin of the step that holds `fromMs`. Its greatest value in a step is its last, so the step
 * before tells what it was at the begin.
 */
export async function gained(
  store: HistoryStore,
  { kind, ...key }: CounterKey,
  range: TimeRange,
  stepMs: number,
): Promise<Gained> {
  const fromMs = Math.max(0, alignedFrom(range, stepMs) - stepMs)
  const points = await store.metricHistory(key, { fromMs, toMs: range.toMs }, stepMs)
  const readings = points.map(({ atMs, most, least }) => ({
    atMs: Math.min(atMs + stepMs, range.toMs),
    value: most,
    least,
  }))
  const signal = signalOf(kind, key.metric) ?? {}
  const { machine, metric } = key
  return { machine, metric, ...counterGain(readings, (gain, overMs) => hasLeapt(signal, gain, overMs)) }
}
