import type { BasicTypeName, DataTypeName } from './data-type'

/**
 * The value of a metric. 64-bit integers are numbers up to 2^53-1 and bigints beyond; UInt8Array and Bytes are both
 * `Uint8Array`; DateTimeArray is `BigUint64Array` (ms since 1970 UTC); null means the metric is known and has no value.
 */
export type MetricValue =
  | number
  | bigint
  | boolean
  | string
  | Uint8Array
  | Int8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float32Array
  | Float64Array
  | readonly boolean[]
  | readonly string[]
  | DataSet
  | null

/** One value of a DataSet. */
export type CellValue = number | bigint | boolean | string | null

/** A table; every row is as wide as `columns`, and `types` name a basic datatype for each column. */
export interface DataSet {
  columns: readonly string[]
  types: readonly DataTypeName[]
  rows: readonly (readonly CellValue[])[]
}

/** A property of a metric: a value with its type. */
export type PropertyValue =
  | { type: BasicTypeName | 'UUID'; value: number | bigint | boolean | string | null }
  | { type: 'PropertySet'; value: PropertySet | null }
  | { type: 'PropertySetList'; value: readonly PropertySet[] | null }

/** Properties of a metric by key (`engUnit`, `Quality`, ...). A decoded set has no prototype, so any key is only a key. */
export interface PropertySet {
  readonly [key: string]: PropertyValue
}

/** One metric of a payload; timestamps in ms since 1970 UTC. */
export interface Metric {
  name?: string
  alias?: number
  timestampMs?: number
  datatype?: DataTypeName
  value: MetricValue
  isHistorical?: boolean
  isTransient?: boolean
  properties?: PropertySet
  /** Set by the decoder only: the code of a datatype that is not read here (Template is 19); the value is then null. */
  unsupported?: number
}

/** A Sparkplug B message body; `timestampMs` is the time of sending, `seq` is 0 to 255. */
export interface Payload {
  timestampMs?: number
  seq?: number
  metrics: Metric[]
  uuid?: string
  body?: Uint8Array
  /** Set by the decoder only: how many metrics are marked `unsupported`. */
  unsupported?: number
}
