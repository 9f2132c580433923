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
  /** True where the spindle went from producing into end down: an end break. Only who knows the state before can say. */
  broke: boolean
}

/**
 * One minute of a frame, its spindles in arrays (position 1 first): one packed row instead of a row a spindle,
 * which costs InfluxDB 1,200 times less. At fast clocks, where messages are minutes apart, a row spans several minutes.
 */
export interface FrameRollupRow {
  run: string
  mill: string
  machine: string
  /** Begin of the minute. */
  atMs: number
  /** A whole number of minutes, usually one. */
  spanMs: number
  breaks: Uint8Array
  /** Whole seconds. */
  producingSeconds: Uint16Array
  downSeconds: Uint16Array
  /** Mean over the speeds reported while the spindle was producing; 0 without any. */
  meanRpm: Uint16Array
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

/** What is kept of the whole mill: pictures to begin from, steps between them, and what was out of the ordinary. */
export type MomentKind = 'picture' | 'step' | 'anomaly'

/** The whole mill at or up to a moment, packed by who understands it; one a mill, kind and time. */
export interface MomentRow {
  run: string
  mill: string
  kind: MomentKind
  atMs: number
  data: Uint8Array
}

/** What the store takes in one go; writing the same batch twice leaves the same content. */
export interface StoreBatch {
  metrics: readonly MetricRow[]
  seconds: readonly SpindleSecondRow[]
  transitions: readonly TransitionRow[]
  rollups: readonly FrameRollupRow[]
  series: readonly SeriesRow[]
  moments: readonly MomentRow[]
}

/** What was reported in one step; a step without a report repeats the last one as long as that holds (steps.ts). */
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

export interface StoredSpindleRollup {
  atMs: number
  spanMs: number
  breaks: number
  producingSeconds: number
  downSeconds: number
  meanRpm: number
}

/** All points of a series in a range together. */
export interface SeriesTotal {
  points: number
  sum: number
  /** The newest value. */
  last: number
}

/** A word and when it was said. */
export interface StoredWord {
  atMs: number
  word: string
}

export interface StoredMoment {
  atMs: number
  data: Uint8Array
}

/** What of a run is kept as pictures: the first and the newest. */
export interface StoredRun {
  run: string
  fromMs: number
  toMs: number
}

/** The speeds of a frame's spindles: of one second, or the means of a minute once the second is forgotten. */
export interface StoredSpeeds {
  from: 'second' | 'minute'
  atMs: number
  rpm: Uint16Array
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
  /** Deletes what is older than the given mill times; words, transitions and series stay. */
  forgetBefore(limits: ForgetLimits): Promise<void>
  /**
   * Copies what is durable into a file, while it is written on; answers with its size. The file is whole or is not there. Missing
   * where the store is a server, which has ways of its own.
   */
  backup?(file: string): Promise<number>
  /** Numbers in steps of `stepMs` aligned to the epoch; steps without data are left out. */
  metricHistory(
    key: { run: string; mill: string; machine: string; metric: string },
    range: TimeRange,
    stepMs: number,
  ): Promise<StepPoint[]>
  /** Words and booleans (`true`, `false`) as they changed; the word that held at the begin comes first with its own time. */
  wordHistory(
    key: { run: string; mill: string; machine: string; metric: string },
    range: TimeRange,
  ): Promise<StoredWord[]>
  spindleEvents(
    key: { run: string; mill: string; machine: string; position: number },
    range: TimeRange,
  ): Promise<SpindleTransition[]>
  spindleSeconds(
    key: { run: string; mill: string; machine: string; position: number },
    range: TimeRange,
  ): Promise<StoredSpindleSecond[]>
  /** Rollups of one spindle whose begin lies in the range. */
  spindleRollups(
    key: { run: string; mill: string; machine: string; position: number },
    range: TimeRange,
  ): Promise<StoredSpindleRollup[]>
  /** Spindles by their number of breaks (transitions into end down), most first; ties by the latest break. */
  worstSpindles(
    key: { run: string; mill: string; machine?: string },
    range: TimeRange,
    limit: number,
  ): Promise<WorstSpindle[]>
  /** All end breaks of a mill or of one machine. */
  breakCount(key: { run: string; mill: string; machine?: string }, range: TimeRange): Promise<number>
  seriesHistory(
    key: { run: string; mill: string; series: readonly string[] },
    range: TimeRange,
    stepMs: number,
  ): Promise<Map<string, StepPoint[]>>
  /** Sum, number and newest of the points of each series; a series without a point is left out. */
  seriesTotals(
    key: { run: string; mill: string; series: readonly string[] },
    range: TimeRange,
  ): Promise<Map<string, SeriesTotal>>
  /** Sums of all series whose names begin with the prefix: for series of which nobody knows the names beforehand. */
  seriesSums(key: { run: string; mill: string; prefix: string }, range: TimeRange): Promise<Map<string, number>>
  /** The newest moment at or before `atMs`. */
  momentBefore(key: MomentKey, atMs: number): Promise<StoredMoment | undefined>
  /** Moments in order of time; with `everyMs` only the first of each such step, counted from the epoch. */
  moments(key: MomentKey, range: TimeRange, everyMs?: number): Promise<StoredMoment[]>
  /** The first moment at or after `atMs`. */
  momentAfter(key: MomentKey, atMs: number): Promise<StoredMoment | undefined>
  /** The runs of a mill of which there are pictures, in the order of their newest. */
  storedRuns(mill: string): Promise<StoredRun[]>
  /** The newest number of every metric in the range, and the words and booleans that held at its end, as words. */
  machineAt(
    key: { run: string; mill: string; machine: string },
    range: TimeRange,
  ): Promise<Map<string, number | string>>
  /** The newest speeds of a frame in the range. */
  speedsAt(key: { run: string; mill: string; machine: string }, range: TimeRange): Promise<StoredSpeeds | undefined>
  health(): StoreHealth
}

/** Mill times before which spindle seconds, machine metrics, moments and rollups go; moments never stay longer than metrics. */
export interface ForgetLimits {
  secondsMs: number
  metricsMs: number
  momentsMs: number
  rollupsMs: number
}

export interface MomentKey {
  run: string
  mill: string
  kind: MomentKind
}

/** The store cannot be reached or is closed: what was to be written can be tried again. */
export class StoreUnavailableError extends Error {
  readonly code = 'store/unavailable'

  constructor(
    message: string,
    options?: ErrorOptions,
    /** The shortest time before it is worth trying again, as far as the store says so. */
    readonly waitMs = 0,
  ) {
    super(message, options)
  }
}

/** A row as it was written, and why the store does not take it. */
export interface RefusedRow {
  text: string
  reason: string
}

/** The store refused the content for good: trying again does not help. */
export class StoreRejectedError extends Error {
  readonly code = 'store/rejected'

  constructor(
    message: string,
    /** Rows refused, where the store took the others of the batch; undefined where it took none. */
    readonly refusedRows?: number,
    /** The first of them as they were written. */
    readonly refused: readonly RefusedRow[] = [],
  ) {
    super(message)
  }
}
