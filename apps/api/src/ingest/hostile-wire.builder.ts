// Protobuf by hand: what our own encoder would never write. Field numbers are those of sparkplug_b.proto.

const PAYLOAD = { timestamp: 1, metrics: 2, seq: 3 } as const
const METRIC = { name: 1, timestamp: 3, datatype: 4, properties: 9 } as const
const DATA_SET = { columns: 1, names: 2, types: 3, rows: 4 } as const
export const VALUE = {
  ...{ int: 10, long: 11, float: 12, double: 13, boolean: 14, text: 15 },
  ...{ bytes: 16, dataSet: 17, template: 18 },
} as const
export const DATATYPE = {
  ...{ Int32: 3, UInt32: 7, Float: 9, Double: 10, String: 12, DataSet: 16, Bytes: 17, Template: 19, PropertySet: 20 },
  ...{ UInt16Array: 27, DoubleArray: 31, BooleanArray: 32, StringArray: 33 },
} as const

export function varint(value: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest])
    bytes.push((rest % 128) + 128)
  }
}

export const joined = (...parts: Uint8Array[]): Uint8Array => Buffer.concat(parts)
const key = (field: number, wire: number): Uint8Array => varint(field * 8 + wire)
export const number = (field: number, value: number): Uint8Array => joined(key(field, 0), varint(value))
export const block = (field: number, ...parts: Uint8Array[]): Uint8Array => {
  const content = joined(...parts)
  return joined(key(field, 2), varint(content.length), content)
}
/** A value of bytes: of the types Bytes, File and all arrays. */
export const bytesOf = (bytes: Iterable<number>): Uint8Array => block(VALUE.bytes, Uint8Array.from(bytes))
export const text = (field: number, value: string): Uint8Array => block(field, Buffer.from(value))
export const double = (field: number, value: number): Uint8Array => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleLE(value)
  return joined(key(field, 1), bytes)
}
export const float = (field: number, value: number): Uint8Array => {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return joined(key(field, 5), bytes)
}

/** A metric of any datatype, or of none, with any fields. */
export const aMetric = (name: string, datatype: number | undefined, ...fields: Uint8Array[]): Uint8Array =>
  block(
    PAYLOAD.metrics,
    text(METRIC.name, name),
    ...(datatype === undefined ? [] : [number(METRIC.datatype, datatype)]),
    ...fields,
  )

export const aPayload = (seq: number, atMs: number, metrics: readonly Uint8Array[]): Uint8Array =>
  joined(number(PAYLOAD.timestamp, atMs), ...metrics, number(PAYLOAD.seq, seq % 256))

/** A table of doubles that says it has so many columns, with as many types and as many values in its row as are given. */
export const aDataSet = (columns: number, names: readonly string[], types: number, values: number): Uint8Array =>
  block(
    VALUE.dataSet,
    number(DATA_SET.columns, columns),
    ...names.map((name) => text(DATA_SET.names, name)),
    ...Array.from({ length: types }, () => number(DATA_SET.types, DATATYPE.Double)),
    block(DATA_SET.rows, ...Array.from({ length: values }, () => block(1, double(4, 1)))),
  )

/** A block in a block in a block, from what stands before the inner one: the lengths are all that grows. */
function nested(depth: number, before: (innerBytes: number) => Uint8Array): Uint8Array {
  const heads: Uint8Array[] = []
  for (let bytes = 0; heads.length < depth; bytes += heads.at(-1)!.length) heads.push(before(bytes))
  return joined(...heads.reverse())
}

/** What begins a block of which some bytes are given and more follow. */
const head = (field: number, given: Uint8Array, following: number): Uint8Array =>
  joined(key(field, 2), varint(given.length + following), given)

/** A template in a template in a template. */
export const nestedTemplate = (depth: number): Uint8Array =>
  nested(depth, (inner) => {
    const member = head(2, joined(text(METRIC.name, 't'), number(METRIC.datatype, DATATYPE.Template)), inner)
    return head(VALUE.template, member, inner)
  })

/** A property that is a set with a property that is a set. */
export const nestedProperties = (depth: number): Uint8Array => {
  const property = (inner: number) => head(2, number(1, DATATYPE.PropertySet), inner)
  return nested(depth, (inner) => head(METRIC.properties, joined(text(1, 'a'), property(inner)), inner))
}

/** Names of properties without as many values. */
export const properties = (keys: readonly string[], values: number): Uint8Array =>
  block(
    METRIC.properties,
    ...keys.map((name) => text(1, name)),
    ...Array.from({ length: values }, () => block(2, number(1, DATATYPE.String), text(8, 'x'))),
  )
