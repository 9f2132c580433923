import type { MomentKind, StoreBatch } from '../history-store.port'

/** Who a row is of; the machine is empty for series of the mill. */
export type SourceKey = readonly [run: string, mill: string, machine: string]

export interface FlatRows {
  /** Index into `sources` of the batch. */
  source: Int32Array
  timeMs: BigInt64Array
}

/** Rows of one named thing: a metric or a series. */
export interface FlatNamedRows extends FlatRows {
  /** Index into `names` of the batch. */
  name: Int32Array
}

export interface FlatFrames extends FlatRows {
  /** Spindles of each row; the arrays below hold the rows one after the other. */
  spindles: Int32Array
}

/** A batch as columns: moves to the worker without a copy of its arrays, and into DuckDB's vectors with one each. */
export interface FlatBatch {
  sources: SourceKey[]
  names: string[]
  samples: FlatNamedRows & { value: Float64Array }
  words: FlatNamedRows & { word: string[] }
  seconds: FlatFrames & { rpm: Uint16Array; states: Uint8Array }
  transitions: FlatRows & { position: Uint16Array; state: Uint8Array; broke: Uint8Array }
  rollups: FlatFrames & {
    spanMs: Int32Array
    breaks: Uint8Array
    producingSeconds: Uint16Array
    downSeconds: Uint16Array
    meanRpm: Uint16Array
  }
  points: FlatNamedRows & { value: Float64Array }
  moments: Record<MomentKind, FlatMoments>
}

/** Rows of one kind of moment: their bytes one after the other. */
export interface FlatMoments extends FlatRows {
  lengths: Int32Array
  bytes: Uint8Array
}

/** Numbers each distinct key in the order of its first use. */
class Register<T> {
  readonly entries: T[] = []
  private readonly indexes = new Map<string, number>()

  of(key: string, make: () => T): number {
    const known = this.indexes.get(key)
    if (known !== undefined) return known
    this.indexes.set(key, this.entries.length)
    return this.entries.push(make()) - 1
  }
}

const time = (atMs: number): bigint => BigInt(Math.round(atMs))

/** Lays a batch out in columns; values that are no finite number, word or boolean are left out. */
export function flatten(batch: StoreBatch): FlatBatch {
  const sources = new Register<SourceKey>()
  const names = new Register<string>()
  const sourceOf = (row: { run: string; mill: string; machine?: string }) =>
    sources.of(`${row.run}\0${row.mill}\0${row.machine ?? ''}`, () => [row.run, row.mill, row.machine ?? ''])
  const nameOf = (name: string) => names.of(name, () => name)
  const flat = {
    ...scalars(batch, sourceOf, nameOf),
    seconds: seconds(batch, sourceOf),
    transitions: transitions(batch, sourceOf),
    rollups: rollups(batch, sourceOf),
    points: {
      source: Int32Array.from(batch.series, sourceOf),
      timeMs: BigInt64Array.from(batch.series, (row) => time(row.atMs)),
      name: Int32Array.from(batch.series, (row) => nameOf(row.series)),
      value: Float64Array.from(batch.series, (row) => row.value),
    },
    moments: {
      picture: moments(batch, 'picture', sourceOf),
      step: moments(batch, 'step', sourceOf),
      anomaly: moments(batch, 'anomaly', sourceOf),
    },
  }
  return { sources: sources.entries, names: names.entries, ...flat }
}

type SourceOf = (row: { run: string; mill: string; machine?: string }) => number

function scalars(batch: StoreBatch, sourceOf: SourceOf, nameOf: (name: string) => number) {
  const most = batch.metrics.reduce((sum, row) => sum + row.values.size, 0)
  const samples = {
    source: new Int32Array(most),
    timeMs: new BigInt64Array(most),
    name: new Int32Array(most),
    value: new Float64Array(most),
  }
  const words: { source: number; timeMs: bigint; name: number; word: string }[] = []
  let count = 0
  for (const row of batch.metrics) {
    const source = sourceOf(row)
    const timeMs = time(row.atMs)
    for (const [metric, value] of row.values) {
      if (typeof value === 'number') {
        if (!Number.isFinite(value)) continue
        samples.source[count] = source
        samples.timeMs[count] = timeMs
        samples.name[count] = nameOf(metric)
        samples.value[count++] = value
      } else if (value !== null) words.push({ source, timeMs, name: nameOf(metric), word: String(value) })
    }
  }
  return {
    samples: {
      source: samples.source.slice(0, count),
      timeMs: samples.timeMs.slice(0, count),
      name: samples.name.slice(0, count),
      value: samples.value.slice(0, count),
    },
    words: {
      source: Int32Array.from(words, (row) => row.source),
      timeMs: BigInt64Array.from(words, (row) => row.timeMs),
      name: Int32Array.from(words, (row) => row.name),
      word: words.map((row) => row.word),
    },
  }
}

function seconds({ seconds: rows }: StoreBatch, sourceOf: SourceOf): FlatBatch['seconds'] {
  const spindles = Int32Array.from(rows, (row) => Math.max(row.rpm.length, row.states.length))
  const total = spindles.reduce((sum, count) => sum + count, 0)
  const rpm = new Uint16Array(total)
  const states = new Uint8Array(total)
  let offset = 0
  rows.forEach((row, index) => {
    rpm.set(row.rpm, offset)
    states.set(row.states, offset)
    offset += spindles[index]!
  })
  return {
    source: Int32Array.from(rows, sourceOf),
    timeMs: BigInt64Array.from(rows, (row) => time(row.atMs)),
    spindles,
    rpm,
    states,
  }
}

function transitions({ transitions: rows }: StoreBatch, sourceOf: SourceOf): FlatBatch['transitions'] {
  return {
    source: Int32Array.from(rows, sourceOf),
    timeMs: BigInt64Array.from(rows, (row) => time(row.atMs)),
    position: Uint16Array.from(rows, (row) => row.position),
    state: Uint8Array.from(rows, (row) => row.state),
    broke: Uint8Array.from(rows, (row) => Number(row.broke)),
  }
}

function rollups({ rollups: rows }: StoreBatch, sourceOf: SourceOf): FlatBatch['rollups'] {
  const spindles = Int32Array.from(rows, (row) => row.breaks.length)
  const total = spindles.reduce((sum, count) => sum + count, 0)
  const flat = {
    breaks: new Uint8Array(total),
    producingSeconds: new Uint16Array(total),
    downSeconds: new Uint16Array(total),
    meanRpm: new Uint16Array(total),
  }
  let offset = 0
  for (const row of rows) {
    flat.breaks.set(row.breaks, offset)
    flat.producingSeconds.set(row.producingSeconds, offset)
    flat.downSeconds.set(row.downSeconds, offset)
    flat.meanRpm.set(row.meanRpm, offset)
    offset += row.breaks.length
  }
  return {
    source: Int32Array.from(rows, sourceOf),
    timeMs: BigInt64Array.from(rows, (row) => time(row.atMs)),
    spindles,
    spanMs: Int32Array.from(rows, (row) => row.spanMs),
    ...flat,
  }
}

function moments(batch: StoreBatch, kind: MomentKind, sourceOf: SourceOf): FlatMoments {
  const rows = batch.moments.filter((row) => row.kind === kind)
  const lengths = Int32Array.from(rows, (row) => row.data.length)
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
  let offset = 0
  for (const { data } of rows) {
    bytes.set(data, offset)
    offset += data.length
  }
  return {
    source: Int32Array.from(rows, sourceOf),
    timeMs: BigInt64Array.from(rows, (row) => time(row.atMs)),
    lengths,
    bytes,
  }
}

/** The large arrays of a batch, to be moved instead of copied. */
export const transferable = (flat: FlatBatch): ArrayBuffer[] =>
  [flat.samples.value, flat.seconds.rpm, flat.seconds.states, flat.rollups.meanRpm].map(
    (array) => array.buffer as ArrayBuffer,
  )
