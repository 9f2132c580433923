import type { ScalarValue } from '../bus'
import type { FrameRollupRow, MetricRow, SpindleSecondRow, StoreBatch, TransitionRow } from './history-store.port'

/** Builders of rows for the tests of this module: say only what matters. */
export const RUN = 'live'
export const MILL = 'jimo'
export const FRAME = 'RF01'
export const MACHINE = { run: RUN, mill: MILL, machine: FRAME }
export const MINUTE = 60_000
/** A round hour in November 2026; tests that must not see each other's rows use runs of their own. */
export const T0 = Date.UTC(2026, 10, 22, 8)

export const aBatch = (parts: Partial<StoreBatch>): StoreBatch => ({
  metrics: [],
  seconds: [],
  transitions: [],
  rollups: [],
  series: [],
  moments: [],
  ...parts,
})

export const aMetricRow = (
  atMs: number,
  values: Record<string, ScalarValue>,
  over: Partial<MetricRow> = {},
): MetricRow => ({
  run: RUN,
  mill: MILL,
  machine: FRAME,
  kind: 'ring-frame',
  atMs,
  values: new Map(Object.entries(values)),
  ...over,
})

export const aSecond = (
  atMs: number,
  rpm: readonly number[],
  states: readonly number[],
  over: Partial<SpindleSecondRow> = {},
): SpindleSecondRow => ({
  run: RUN,
  mill: MILL,
  machine: FRAME,
  atMs,
  rpm: Uint16Array.from(rpm),
  states: Uint8Array.from(states),
  ...over,
})

export const aTransition = (
  position: number,
  atMs: number,
  state: number,
  over: Partial<TransitionRow> = {},
): TransitionRow => ({ run: RUN, mill: MILL, machine: FRAME, position, atMs, state, broke: state === 2, ...over })

export const aRollup = (
  atMs: number,
  breaks: readonly number[],
  over: Partial<FrameRollupRow> = {},
): FrameRollupRow => ({
  run: RUN,
  mill: MILL,
  machine: FRAME,
  atMs,
  spanMs: 60_000,
  breaks: Uint8Array.from(breaks),
  producingSeconds: Uint16Array.from(breaks, (count) => 60 - count),
  downSeconds: Uint16Array.from(breaks),
  meanRpm: Uint16Array.from(breaks, (_, index) => 18_500 + index),
  ...over,
})
