import { describe, expect, it } from 'vitest'
import { goldenValues } from './__fixtures__/golden-values'
import { fromHex, toHex } from './__fixtures__/hex'
import { DATA_TYPE_NAMES, type DataTypeName, decodePayload, encodePayload, type Payload } from './index'

const shown = (value: unknown): string => {
  const text = typeof value === 'bigint' ? `${value}n` : String(Object.is(value, -0) ? '-0' : value)
  return text.slice(0, 40)
}

const typed = (datatype: DataTypeName) => () => ({ name: 'it', datatype })

/** The same payload with an alias on its metric, so that the datatype comes from the birth as in data. */
const withAlias = (hex: string): Uint8Array => {
  const bytes = fromHex(hex)
  const body = Uint8Array.of(0x10, 7, ...bytes.subarray(2))
  return Uint8Array.of(0x12, body.length, ...body)
}

/** A payload of one metric with these fields. */
const metricOf = (fields: string): Uint8Array => {
  const body = fromHex(fields)
  return Uint8Array.of(0x12, body.length, ...body)
}

// See golden-values.ts on the printed examples of the specification that are wrong.
describe('golden bytes', () => {
  it('cover every datatype', () => {
    expect(new Set(goldenValues.map(({ datatype }) => datatype))).toEqual(new Set(DATA_TYPE_NAMES))
  })

  for (const { datatype, value, hex } of goldenValues) {
    it(`${datatype} ${shown(value)} is written [tck-id-payloads-metric-datatype-value, tck-id-payloads-metric-datatype-not-req]`, () => {
      expect(toHex(encodePayload({ metrics: [{ datatype, value }] }))).toBe(hex)
    })

    it(`${datatype} ${shown(value)} is read with the type of its alias`, () => {
      const { metrics } = decodePayload(withAlias(hex), typed(datatype))
      expect(metrics).toEqual([{ name: 'it', alias: 7, datatype, value }])
      expect(metrics[0]!.value?.constructor).toBe(value?.constructor)
    })
  }

  it('a whole payload', () => {
    const payload: Payload = {
      timestampMs: 1_486_144_502_122,
      seq: 255,
      uuid: 'wanding',
      body: Uint8Array.of(1, 2),
      metrics: [
        {
          name: 'spindle/rpm',
          alias: 300,
          timestampMs: 1_479_123_452_194,
          datatype: 'UInt16Array',
          isHistorical: true,
          isTransient: true,
          value: Uint16Array.of(15_000, 0, 65_535),
        },
      ],
    }
    const hex =
      '08eaf2f5a8a02b 12260a0b7370696e646c652f72706d10ac0218a2828395862b201b28013001820106983a0000ffff' +
      '18ff01 220777616e64696e67 2a020102'
    expect(toHex(encodePayload(payload, { includeDatatype: true }))).toBe(hex.replaceAll(' ', ''))
    expect(decodePayload(fromHex(hex))).toEqual(payload)
  })

  it('properties of every kind [tck-id-payloads-propertyset-keys-array-size, tck-id-payloads-propertyset-values-array-size]', () => {
    const payload: Payload = {
      metrics: [
        {
          value: null,
          properties: {
            engUnit: { type: 'String', value: 'rpm' },
            Quality: { type: 'Int32', value: 192 },
            more: { type: 'PropertySet', value: { low: { type: 'Double', value: -1.5 } } },
            list: { type: 'PropertySetList', value: [{ k: { type: 'Boolean', value: true } }] },
            none: { type: 'Int64', value: null },
          },
        },
      ],
    }
    const hex =
      '126738014a630a07656e67556e69740a075175616c6974790a046d6f72650a046c6973740a046e6f6e651207080c420372706d1205' +
      '080318c001121608144a120a036c6f77120b080a31000000000000f8bf120f0815520b0a090a016b1204080b3801120408041001'
    expect(toHex(encodePayload(payload))).toBe(hex)
    expect(decodePayload(fromHex(hex))).toEqual(payload)
  })

  it.each([
    ['is_null', '12 02 3801'],
    ['is_null beside a value', '12 04 3801 5005'],
    ['no value at all', '12 00'],
  ])('%s is null', (_what, hex) => {
    expect(decodePayload(fromHex(hex)).metrics[0]!.value).toBeNull()
  })
})

describe('what peers write differently', () => {
  const read = (datatype: DataTypeName, field: string) =>
    decodePayload(withAlias(`12 00 ${field}`), typed(datatype)).metrics[0]!.value

  it.each<[DataTypeName, string, string, unknown]>([
    ['Int8', '-23 in the width of the type', '50 e901', -23],
    ['Int8', '-23 in 32 bits', '50 e9ffffff0f', -23],
    ['Int8', '-23 in a varint of 64 bits', '50 e9ffffffffffffffff01', -23],
    ['Int8', '-23 in long_value', '58 e9ffffffffffffffff01', -23],
    ['Int16', '-30000 in the width of the type', '50 d09502', -30_000],
    ['Int32', '-1 in long_value of 32 bits', '58 ffffffff0f', -1],
    ['UInt32', '3293969225 in long_value (Tahu)', '58 c9f6d7a20c', 3_293_969_225],
    ['UInt64', '5 in int_value', '50 05', 5],
    ['DateTime', '5 in int_value', '50 05', 5],
    ['Boolean', 'true as 2', '70 02', true],
    ['Int32', 'the last of two values', '50 05 50 06', 6],
    ['Int64', 'the last of two fields', '50 05 58 06', 6],
  ])('%s %s', (datatype, _what, field, value) => {
    expect(read(datatype, field)).toBe(value)
  })

  it('fields in any order, the value before its datatype', () => {
    expect(decodePayload(metricOf('50e901 2001 1003')).metrics).toEqual([{ alias: 3, datatype: 'Int8', value: -23 }])
  })

  it('datatype and alias: the name is that of the birth', () => {
    const { metrics } = decodePayload(metricOf('1007 2003 5005'), typed('Int32'))
    expect(metrics).toEqual([{ name: 'it', alias: 7, datatype: 'Int32', value: 5 }])
  })

  it('a byte order mark is part of its text', () => {
    expect(read('String', '7a 04 efbbbf61')).toBe('\ufeffa')
  })

  it('a property that is null in spite of a value is null', () => {
    const { metrics } = decodePayload(metricOf('4a 0b 0a0161 1206 0803 1001 1805'))
    expect(metrics[0]!.properties).toEqual({ a: { type: 'Int32', value: null } })
  })

  it('fields nobody here reads are passed over, whatever their type', () => {
    const fields = '42020801 9a0600 a00605 a906 0102030405060708 b506 0a0b0c0d 2003 5007'
    expect(decodePayload(metricOf(fields)).metrics).toEqual([{ datatype: 'Int32', value: 7 }])
  })

  it('DataSet types may be packed', () => {
    const { metrics } = decodePayload(metricOf('2010 8a010c 0802 120161 120162 1a020301'))
    expect(metrics[0]!.value).toEqual({ columns: ['a', 'b'], types: ['Int32', 'Int8'], rows: [] })
  })

  it.each<[string, string, unknown]>([
    ['int_value', '50 e9ffffff0f', 4_294_967_273],
    ['long_value', '58 ffffffffffffffffff01', 18_446_744_073_709_551_615n],
    ['float_value', '65 0000a03f', 1.25],
    ['boolean_value', '70 01', true],
    ['string_value', '7a 01 61', 'a'],
    ['bytes_value', '8201 01 61', Uint8Array.of(0x61)],
    ['dataset_value', '8a01 02 0800', { columns: [], types: [], rows: [] }],
  ])('%s without any datatype is what the field says', (_field, field, value) => {
    const bytes = fromHex(field)
    const { metrics, unsupported } = decodePayload(Uint8Array.of(0x12, bytes.length, ...bytes))
    expect(metrics).toEqual([{ value }])
    expect(unsupported).toBeUndefined()
  })
})

describe('datatypes that are not read', () => {
  it.each<[string, string, number]>([
    ['a Template with its datatype', '12 07 2013 9201 02 2801', 19],
    ['a Template without a datatype', '12 05 9201 02 2801', 19],
    ['a Template that is null', '12 04 2013 3801', 19],
    ['an extension value', '12 03 9a01 00', 0],
    ['datatype 0', '12 04 2000 5001', 0],
    ['datatype 99', '12 04 2063 5001', 99],
    ['PropertySet, which is for properties only', '12 04 2014 5001', 20],
  ])('%s is null, marked and counted', (_what, hex, code) => {
    const payload = decodePayload(fromHex(`${hex} 12 04 2003 5007`))
    expect(payload.metrics).toEqual([
      { value: null, unsupported: code },
      { datatype: 'Int32', value: 7 },
    ])
    expect(payload.unsupported).toBe(1)
  })
})
