import type { ScalarValue, SpindleTransition } from '../bus'

/** A half-open window on the mill's clock: from ≤ t < to, epoch ms. */
export interface TimeRange {
  fromMs: number
  toMs: number
}

/** One machine's numbers at one mill second; strings and booleans are kept as states when they change. */
export interface MetricRow {
  run: string
  mill: string
  machine: string
  kind: string
  atMs: number
  values: ReadonlyMap<string, ScalarValue>
}

/** Every spindle of a frame at one second: speeds and states packed, one row a frame and second. */
export interface SpindleSecondRow {
  run: string
  mill: string
  machine: string
  atMs: number
  rpm: Uint16Array
  states: Uint8Array
}

export interface TransitionRow extends SpindleTransition {
  run: string
  mill: string
  machine: string
}

/** One minute of one spindle. */
export interface SpindleRollupRow {
  run: string
  mill: string
  machine: string
  position: number
  atMs: number
  breaks: number
  producingSeconds: number
  downSeconds: number
  meanRpm: number
}

/** A point of a precomputed series: the mill's KPI and staffing. */
export interface SeriesRow {
  run: string
  mill: string
  /** `kpi/kgPerHour`, `staffing/required`, ... */
  series: string
  atMs: number
  value: number
}

/** What the store takes in one go; writing the same batch twice leaves the same content. */
export interface StoreBatch {
  metrics: readonly MetricRow[]
  seconds: readonly SpindleSecondRow[]
  transitions: readonly TransitionRow[]
  rollups: readonly SpindleRollupRow[]
  series: readonly SeriesRow[]
}

export interface StepPoint {
  atMs: number
  mean: number
  least: number
  most: number
}

export interface StoredSpindleSecond {
  atMs: number
  rpm: number
  state: number
}

export interface WorstSpindle {
  machine: string
  position: number
  breaks: number
  lastBreakMs: number
}

export interface StoreHealth {
  kind: 'duckdb' | 'influxdb'
  ok: boolean
  lastError: string | null
}

/** History behind one door: two adapters (DuckDB embedded, InfluxDB server) that pass the same tests. */
export interface HistoryStore {
  /** Opens or creates; resolves when queries and writes work. Rejects with a StoreUnavailableError otherwise. */
  start(): Promise<void>
  /** Flushes and closes; nothing accepted before is lost. */
  stop(): Promise<void>
  /** Resolves when the batch is durable. Rejects with StoreUnavailableError when it may be tried again as it is. */
  write(batch: StoreBatch): Promise<void>
  /** Deletes spindle seconds older than the given mill time; transitions, rollups and series stay longer. */
  forgetBefore(limits: { secondsMs: number; metricsMs: number }): Promise<void>
  /** Steps of `stepMs` aligned to the epoch; steps without data are left out. */
  metricHistory(
    key: { run: string; mill: string; machine: string; metric: string },
    range: TimeRange,
    stepMs: number,
  ): Promise<StepPoint[]>
  spindleEvents(
    key: { run: string; mill: string; machine: string; position: number },
    range: TimeRange,
  ): Promise<SpindleTransition[]>
  spindleSeconds(
    key: { run: string; mill: string; machine: string; position: number },
    range: TimeRange,
  ): Promise<StoredSpindleSecond[]>
  /** Spindles by their number of breaks (transitions into end down), most first; ties by the latest break. */
  worstSpindles(
    key: { run: string; mill: string; machine?: string },
    range: TimeRange,
    limit: number,
  ): Promise<WorstSpindle[]>
  seriesHistory(
    key: { run: string; mill: string; series: readonly string[] },
    range: TimeRange,
    stepMs: number,
  ): Promise<Map<string, StepPoint[]>>
  health(): StoreHealth
}

/** The store cannot be reached or is closed: what was to be written can be tried again. */
export class StoreUnavailableError extends Error {
  readonly code = 'store/unavailable'
}

/** The store refused the content for good: trying again does not help. */
export class StoreRejectedError extends Error {
  readonly code = 'store/rejected'
}
