/** Sparkplug B datatypes used by the catalogue (names as in the specification, chapter 6). */
export type SignalDatatype =
  | 'Int32'
  | 'UInt8'
  | 'UInt16'
  | 'UInt32'
  | 'UInt64'
  | 'Float'
  | 'Double'
  | 'Boolean'
  | 'String'
  | 'DateTime'
  | 'DataSet'
  | 'UInt8Array'
  | 'UInt16Array'
  | 'StringArray'

/**
 * How a signal is kept: `series` as numbers over time, `state` as a word when it changes,
 * `spindles` by the spindle history (packed seconds, transitions), `none` only as the present value.
 */
export type SignalHistory = 'series' | 'state' | 'spindles' | 'none'

/** `gauge` may go up and down, `counter` only grows (a fall means it was reset), `text` is a word. */
export type SignalNature = 'gauge' | 'counter' | 'text' | 'array'

/** One signal of a machine: what a birth announces, what the reference lists, what a label says. */
export interface Signal {
  /** Metric name on the wire; `/` makes folders. */
  name: string
  datatype: SignalDatatype
  /** UCUM-like unit as printed; empty for words and counts. */
  unit: string
  /** Credible range in `unit`; values outside are marked bad, not dropped. */
  range?: readonly [least: number, most: number]
  /** Smallest change worth a message; 0 sends every change. */
  deadband: number
  /** Shortest time between two reports, milliseconds. */
  periodMs: number
  nature: SignalNature
  /** Of a counter: more in an hour than its machine can do. What grows faster has leapt, and was not made. */
  mostPerHour?: number
  history: SignalHistory
  en: string
  zh: string
  meaning: string
}

type Numeric = 'Int32' | 'UInt8' | 'UInt16' | 'UInt32' | 'UInt64' | 'Float' | 'Double'

interface GaugeOptions {
  range?: readonly [number, number]
  deadband?: number
  periodMs?: number
  datatype?: Numeric
  meaning?: string
}

/** A measured value that may go up and down. */
export function gauge(name: string, unit: string, en: string, zh: string, options: GaugeOptions = {}): Signal {
  return {
    name,
    datatype: options.datatype ?? 'Float',
    unit,
    ...(options.range && { range: options.range }),
    deadband: options.deadband ?? 0,
    periodMs: options.periodMs ?? 1000,
    nature: 'gauge',
    history: 'series',
    en,
    zh,
    meaning: options.meaning ?? en,
  }
}

/** A total that only grows; it survives midnight and restarts of the gateway. */
export function counter(
  name: string,
  unit: string,
  en: string,
  zh: string,
  { mostPerHour, ...options }: GaugeOptions & { mostPerHour?: number } = {},
): Signal {
  return {
    ...gauge(name, unit, en, zh, { datatype: 'UInt32', ...options }),
    nature: 'counter',
    ...(mostPerHour !== undefined && { mostPerHour }),
  }
}

/** A counter may be read this much later than its time says, ms: several periods of the slowest one. */
const READ_LATE_MS = 300_000
const HOUR_MS = 3_600_000

/** Whether a counter gained more in a time than its machine can do: it has leapt, and what it gained is not known. */
export function hasLeapt({ mostPerHour }: Pick<Signal, 'mostPerHour'>, gain: number, overMs: number): boolean {
  return mostPerHour !== undefined && gain > (mostPerHour * (overMs + READ_LATE_MS)) / HOUR_MS
}

/** A word: state, reason, identity. */
export function word(name: string, en: string, zh: string, meaning = en, history: SignalHistory = 'state'): Signal {
  return {
    name,
    datatype: 'String',
    unit: '',
    deadband: 0,
    periodMs: 1000,
    nature: 'text',
    history,
    en,
    zh,
    meaning,
  }
}

/** One value for each of many like parts: units of a winder, heads of a comber; kept as the present only. */
export function array(
  name: string,
  datatype: 'UInt8Array' | 'UInt16Array',
  unit: string,
  en: string,
  zh: string,
  options: { periodMs: number; meaning: string },
): Signal {
  return { name, datatype, unit, deadband: 0, ...options, nature: 'array', history: 'none', en, zh }
}
