import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DataTypeName,
  decodePayload,
  encodePayload,
  type Metric,
  type MetricValue,
  type Payload,
  peekPayload,
} from './index'

const plain = (low: bigint, high: bigint): fc.Arbitrary<number | bigint> =>
  fc.bigInt(low, high).map((value) => {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value
  })
// Whole Unicode without lone surrogates, which UTF-8 cannot carry.
const text = fc.string({ unit: 'binary', maxLength: 90 })
const int = (min: number, max: number) => fc.integer({ min, max })
const bigints = (low: bigint, high: bigint) => fc.array(fc.bigInt(low, high), { maxLength: 20 })
const LEAST = -(2n ** 63n)
const MOST = 2n ** 64n - 1n

const basic = {
  Int8: int(-0x80, 0x7f),
  Int16: int(-0x8000, 0x7fff),
  Int32: int(-0x8000_0000, 0x7fff_ffff),
  Int64: plain(LEAST, -LEAST - 1n),
  UInt8: int(0, 0xff),
  UInt16: int(0, 0xffff),
  UInt32: int(0, 0xffff_ffff),
  UInt64: plain(0n, MOST),
  Float: fc.float(),
  Double: fc.double(),
  Boolean: fc.boolean(),
  String: text,
  DateTime: plain(0n, MOST),
  Text: text,
} satisfies Partial<Record<DataTypeName, fc.Arbitrary<MetricValue>>>

type Basic = keyof typeof basic
const basicNames = Object.keys(basic) as Basic[]

const dataSet = fc.array(fc.constantFrom(...basicNames), { maxLength: 6 }).chain((types) =>
  fc.record({
    columns: fc.tuple(...types.map(() => text)),
    types: fc.constant(types),
    rows: fc.array(fc.tuple(...types.map((type) => fc.option(basic[type] as fc.Arbitrary<number>))), { maxLength: 5 }),
  }),
)

const values: Record<DataTypeName, fc.Arbitrary<MetricValue>> = {
  ...basic,
  UUID: fc.uuid(),
  DataSet: dataSet,
  Bytes: fc.uint8Array({ maxLength: 300 }),
  File: fc.uint8Array({ maxLength: 300 }),
  Int8Array: fc.int8Array(),
  Int16Array: fc.int16Array(),
  Int32Array: fc.int32Array(),
  Int64Array: bigints(LEAST, -LEAST - 1n).map((list) => BigInt64Array.from(list)),
  UInt8Array: fc.uint8Array(),
  UInt16Array: fc.uint16Array({ maxLength: 1_200 }),
  UInt32Array: fc.uint32Array(),
  UInt64Array: bigints(0n, MOST).map((list) => BigUint64Array.from(list)),
  FloatArray: fc.float32Array(),
  DoubleArray: fc.float64Array(),
  BooleanArray: fc.array(fc.boolean(), { maxLength: 70 }),
  StringArray: fc.array(text.map((entry) => entry.replaceAll('\0', ''))),
  DateTimeArray: bigints(0n, MOST).map((list) => BigUint64Array.from(list)),
}

const whole = fc.maxSafeNat()
const metric = fc.constantFrom(...(Object.keys(values) as DataTypeName[])).chain((datatype) =>
  fc.record<Metric, 'datatype' | 'value'>(
    {
      datatype: fc.constant(datatype),
      value: fc.option(values[datatype], { freq: 8 }),
      name: text,
      alias: whole,
      timestampMs: whole,
      isHistorical: fc.constant(true),
      isTransient: fc.constant(true),
      properties: fc.dictionary(text, fc.record({ type: fc.constant('UInt64' as const), value: basic.UInt64 })),
    },
    { requiredKeys: ['datatype', 'value'] },
  ),
)
const payload = fc.record<Payload, 'metrics'>(
  {
    metrics: fc.array(metric, { maxLength: 6 }),
    timestampMs: whole,
    seq: int(0, 255),
    uuid: text,
    body: fc.uint8Array(),
  },
  { requiredKeys: ['metrics'] },
)

// Quality has rules of its own and __proto__ cannot be a plain key of an object literal.
const isPlain = (key: string) => key !== 'Quality' && key !== '__proto__'
const tame = (sample: Payload): boolean =>
  sample.metrics.every(({ properties }) => Object.keys(properties ?? {}).every(isPlain))

describe('what is encoded is decoded again', () => {
  it('for every payload with datatypes', () => {
    fc.assert(
      fc.property(payload.filter(tame), (sample) => {
        const bytes = encodePayload(sample, { includeDatatype: true })
        expect(decodePayload(bytes)).toEqual(sample)
        expect(peekPayload(bytes)).toEqual({ seq: sample.seq, timestampMs: sample.timestampMs })
      }),
      { numRuns: 1_000 },
    )
  })

  it('for metrics typed by their alias, and by their name', () => {
    fc.assert(
      fc.property(metric, fc.boolean(), ({ datatype, value }, byAlias) => {
        const known = byAlias ? { alias: 5 } : { name: 'm' }
        const bytes = encodePayload({ metrics: [{ ...known, datatype, value }] })
        const named = decodePayload(
          bytes,
          (alias) => (alias === 5 ? { name: 'm', datatype: datatype! } : undefined),
          (name) => (name === 'm' ? datatype : undefined),
        )
        expect(named.metrics).toEqual([{ ...known, name: 'm', datatype, value }])
      }),
      { numRuns: 1_000 },
    )
  })

  it('for typed arrays that are views into a larger buffer', () => {
    const view = new Uint16Array(Uint16Array.of(9, 1, 2, 9).buffer, 2, 2)
    const bytes = encodePayload({ metrics: [{ datatype: 'UInt16Array', value: view }] }, { includeDatatype: true })
    expect(decodePayload(bytes).metrics[0]!.value).toEqual(Uint16Array.of(1, 2))
  })

  it('from a Node Buffer at an odd offset, without a view into it', () => {
    const good = encodePayload(
      { metrics: [{ datatype: 'DoubleArray', value: Float64Array.of(1.5) }] },
      { includeDatatype: true },
    )
    const shared = Buffer.concat([Buffer.from([0]), good])
    const decoded = decodePayload(shared.subarray(1))
    shared.fill(0xff)
    expect(decoded.metrics[0]!.value).toEqual(Float64Array.of(1.5))
  })

  it('a result is not touched by the next message', () => {
    const first = encodePayload({ metrics: [{ datatype: 'Text', value: 'first' }] })
    const kept = first.slice()
    encodePayload({ metrics: [{ datatype: 'Text', value: 'other' }] })
    expect(first).toEqual(kept)
  })

  it('texts of every length around the limits of the length prefix', () => {
    for (const size of [0, 1, 63, 64, 65, 125, 126, 127, 128, 129, 16_380, 16_383, 16_384, 70_000, 2_097_152]) {
      for (const letter of ['a', '纱']) {
        const value = letter.repeat(size)
        const bytes = encodePayload({ metrics: [{ datatype: 'String', value }] }, { includeDatatype: true })
        expect(decodePayload(bytes).metrics[0]!.value === value).toBe(true)
      }
    }
  })
})

describe('values that do not fit their datatype are refused', () => {
  it.each<[DataTypeName | undefined, MetricValue, string]>([
    [undefined, 1, 'encode/datatype-missing'],
    ['Int8', 128, 'encode/value-range'],
    ['Int8', -129, 'encode/value-range'],
    ['UInt8', -1, 'encode/value-range'],
    ['UInt16', 65_536, 'encode/value-range'],
    ['UInt32', 2 ** 32, 'encode/value-range'],
    ['Int32', 0.5, 'encode/value-range'],
    ['Int32', Number.NaN, 'encode/value-range'],
    ['Int64', 2 ** 53, 'encode/value-range'],
    ['Int64', 2n ** 63n, 'encode/value-range'],
    ['UInt64', -1, 'encode/value-range'],
    ['UInt64', 2n ** 64n, 'encode/value-range'],
    ['DateTime', -1n, 'encode/value-range'],
    ['Int64', '5', 'encode/value-type'],
    ['Int8', true, 'encode/value-type'],
    ['Float', 1n, 'encode/value-type'],
    ['Double', '1', 'encode/value-type'],
    ['Boolean', 1, 'encode/value-type'],
    ['String', 1, 'encode/value-type'],
    ['Bytes', 'ab', 'encode/value-type'],
    ['UInt16Array', Int16Array.of(1), 'encode/value-type'],
    ['UInt8Array', Int8Array.of(1), 'encode/value-type'],
    ['BooleanArray', ['a'], 'encode/value-type'],
    ['StringArray', [true], 'encode/value-type'],
    ['StringArray', 'ab', 'encode/value-type'],
    ['StringArray', ['a\0b'], 'encode/value-range'],
    ['DataSet', 5, 'encode/value-type'],
    ['DataSet', { columns: ['a'], types: [], rows: [] }, 'encode/data-set'],
    ['DataSet', { columns: ['a'], types: ['UInt8Array'], rows: [] }, 'encode/data-set'],
    ['DataSet', { columns: ['a'], types: ['Int8'], rows: [[]] }, 'encode/data-set'],
    ['DataSet', { columns: ['a'], types: ['Int8'], rows: [[1, 2]] }, 'encode/data-set'],
    ['DataSet', { columns: ['a'], types: ['Int8'], rows: [[300]] }, 'encode/value-range'],
  ])('%s %s: %s', (datatype, value, code) => {
    expect(() => encodePayload({ metrics: [{ name: 'm', datatype, value }] })).toThrow(
      expect.objectContaining({ code }),
    )
    // The writer is as good as new afterwards.
    expect(encodePayload({ metrics: [] })).toHaveLength(0)
  })

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('timestamp %s', (timestampMs) => {
    expect(() => encodePayload({ timestampMs, metrics: [] })).toThrow(
      expect.objectContaining({ code: 'encode/value-range' }),
    )
  })

  it.each([
    { type: 'Int32' as const, value: 1 },
    { type: 'UInt32' as const, value: 192 },
    { type: 'Int32' as const, value: null },
  ])(
    'Quality %o [tck-id-payloads-propertyset-quality-value-type, tck-id-payloads-propertyset-quality-value-value]',
    (Quality) => {
      expect(() => encodePayload({ metrics: [{ value: null, properties: { Quality } }] })).toThrow('Quality')
    },
  )
})
