import { get } from 'sparkplug-payload'
import { describe, expect, it } from 'vitest'
import {
  type BirthMetric,
  type DataTypeName,
  decodePayload,
  EdgeSession,
  encodePayload,
  type MetricValue,
} from './index'

// sparkplug-payload 1.0.3 (EPL-2.0, a test dependency only) is the reader and writer that most JavaScript hosts have.
const tahu = get('spBv1.0')!
type TahuPayload = Parameters<typeof tahu.encodePayload>[0]
const AT = 1_700_000_000_000

const plain = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'toNumber' in value
    ? (value as { toNumber(): number }).toNumber()
    : value
const readByTahu = (bytes: Uint8Array) =>
  tahu
    .decodePayload(bytes)
    .metrics!.map(({ name, alias, type, value }) => ({ name, alias: plain(alias), type, value: plain(value) }))

const scalars: [DataTypeName, MetricValue][] = [
  ['Int8', -23],
  ['Int16', -30_000],
  ['Int32', -2_147_483_648],
  ['Int64', -5],
  ['UInt8', 255],
  ['UInt16', 65_535],
  ['UInt64', 9_007_199_254_740_991],
  ['Float', 1.25],
  ['Double', -0.1],
  ['Boolean', true],
  ['String', 'Jimo 即墨'],
  ['DateTime', AT],
  ['Text', ''],
  ['UUID', '9a1c2f8e-0d5b-4d7e-8a35-0c6f4f1f6f52'],
]

describe('sparkplug-payload reads what we write', () => {
  it('a birth with every scalar it knows', () => {
    const session = new EdgeSession({ group: 'jimo', edge: 'GW01', bdSeq: 6 })
    session.will(AT)
    const metrics: BirthMetric[] = scalars.map(([datatype, value]) => ({ name: `m/${datatype}`, datatype, value }))
    const { payload } = session.nodeBirth(metrics, AT)
    expect(readByTahu(payload)).toEqual([
      { name: 'bdSeq', alias: undefined, type: 'Int64', value: 7 },
      { name: 'Node Control/Rebirth', alias: undefined, type: 'Boolean', value: false },
      ...scalars.map(([type, value], index) => ({ name: `m/${type}`, alias: index + 1, type, value })),
    ])
    const { seq, timestamp } = tahu.decodePayload(payload)
    expect([plain(seq), plain(timestamp)]).toEqual([0, AT])
  })

  it('data, when datatypes are included', () => {
    const session = new EdgeSession({ group: 'jimo', edge: 'GW01', includeDatatype: true })
    session.will(AT)
    session.nodeBirth([{ name: 'speed', datatype: 'Float', value: null }], AT)
    const { payload } = session.nodeData([{ name: 'speed', value: 2.5 }], AT)
    expect(readByTahu(payload)).toEqual([{ name: undefined, alias: 1, type: 'Float', value: 2.5 }])
  })

  it('bytes, nulls, properties and a DataSet of the column types it can read', () => {
    const bytes = encodePayload(
      {
        metrics: [
          { name: 'raw', datatype: 'Bytes', value: Uint8Array.of(1, 2, 255) },
          { name: 'none', datatype: 'Double', value: null },
          { name: 'rpm', datatype: 'Float', value: 1, properties: { engUnit: { type: 'String', value: 'rpm' } } },
          {
            name: 'table',
            datatype: 'DataSet',
            value: { columns: ['a', 'b', 'c'], types: ['Double', 'Boolean', 'String'], rows: [[1.5, false, 'x']] },
          },
        ],
      },
      { includeDatatype: true },
    )
    const [raw, none, rpm, table] = tahu.decodePayload(bytes).metrics!
    expect([...(raw!.value as Uint8Array)]).toEqual([1, 2, 255])
    expect(none!.value).toBeNull()
    expect(rpm!.properties).toMatchObject({ engUnit: { type: 'String', value: 'rpm' } })
    expect(table!.value).toMatchObject({
      columns: ['a', 'b', 'c'],
      types: ['Double', 'Boolean', 'String'],
      rows: [[1.5, false, 'x']],
    })
  })
})

describe('its known faults, which no writer can help', () => {
  const typed = (datatype: DataTypeName, value: MetricValue, includeDatatype = true) =>
    readByTahu(encodePayload({ metrics: [{ name: 'm', datatype, value }] }, { includeDatatype }))[0]!

  it('UInt32 is null to it, since it looks into long_value', () => {
    expect(typed('UInt32', 7)).toMatchObject({ type: 'UInt32', value: null })
  })

  it('a value without a datatype is null to it', () => {
    expect(typed('Float', 2.5, false).value).toBeNull()
  })

  it('arrays are unknown to it', () => {
    expect(typed('UInt16Array', Uint16Array.of(1, 2))).toMatchObject({ type: undefined, value: null })
  })
})

describe('we read what sparkplug-payload writes', () => {
  it('every scalar, UInt32 in long_value among them', () => {
    const all = [...scalars, ['UInt32', 4_294_967_295] as [DataTypeName, MetricValue]]
    const metrics = all.map(([type, value], index) => ({ name: `m/${type}`, alias: index, timestamp: AT, type, value }))
    const bytes = tahu.encodePayload({ timestamp: AT, seq: 12, metrics } as TahuPayload)
    expect(decodePayload(bytes)).toEqual({
      timestampMs: AT,
      seq: 12,
      metrics: all.map(([datatype, value], index) => ({
        name: `m/${datatype}`,
        alias: index,
        timestampMs: AT,
        datatype,
        value,
      })),
    })
  })

  it('a DataSet, properties and a Template, which we mark', () => {
    const metrics = [
      {
        name: 'table',
        type: 'DataSet',
        value: { numOfColumns: 2, columns: ['a', 'b'], types: ['UInt32', 'Int8'], rows: [[4_294_967_295, -3]] },
        properties: {
          low: { type: 'Int16', value: -5 },
          more: { type: 'PropertySet', value: { unit: { type: 'String', value: 'cN' } } },
        },
      },
      { name: 'udt', type: 'Template', value: { isDefinition: true, version: '1', metrics: [], parameters: [] } },
    ]
    expect(decodePayload(tahu.encodePayload({ metrics } as unknown as TahuPayload))).toEqual({
      unsupported: 1,
      metrics: [
        {
          name: 'table',
          datatype: 'DataSet',
          value: { columns: ['a', 'b'], types: ['UInt32', 'Int8'], rows: [[4_294_967_295, -3]] },
          properties: {
            low: { type: 'Int16', value: -5 },
            more: { type: 'PropertySet', value: { unit: { type: 'String', value: 'cN' } } },
          },
        },
        { name: 'udt', value: null, unsupported: 19 },
      ],
    })
  })
})
