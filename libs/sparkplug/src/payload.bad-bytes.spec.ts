import { describe, expect, it } from 'vitest'
import { goldenValues } from './__fixtures__/golden-values'
import { fromHex } from './__fixtures__/hex'
import { type DecodeFault, decodePayload, encodePayload, SparkplugDecodeError } from './index'

const faultOf = (bytes: Uint8Array): string => {
  try {
    decodePayload(bytes)
    return 'none'
  } catch (error) {
    if (error instanceof SparkplugDecodeError) return error.code
    throw error
  }
}

const part = (field: number, ...content: number[]): number[] => {
  const tag = field < 16 ? [(field << 3) | 2] : [((field << 3) | 2 | 0x80) & 0xff, field >>> 4]
  const size = content.length < 0x80 ? [content.length] : [(content.length & 0x7f) | 0x80, content.length >>> 7]
  return [...tag, ...size, ...content]
}
const metric = (...content: number[]): Uint8Array => Uint8Array.from(part(2, ...content))
const array = (code: number, ...packed: number[]): Uint8Array => metric(0x20, code, ...part(16, ...packed))
const dataSet = (...content: number[]): Uint8Array => metric(0x20, 16, ...part(17, ...content))
const properties = (...content: number[]): Uint8Array => metric(...part(9, ...content))

const rowsWithoutCells = (count: number): Uint8Array => {
  const size = (value: number) => [(value & 0x7f) | 0x80, ((value >>> 7) & 0x7f) | 0x80, value >>> 14]
  const inner = [0x20, 16, 0x8a, 0x01, ...size(2 * count)]
  const start = [0x12, ...size(2 * count + inner.length), ...inner]
  const bytes = new Uint8Array(start.length + 2 * count)
  bytes.set(start)
  for (let at = start.length; at < bytes.length; at += 2) bytes[at] = 0x22
  return bytes
}

const nested = (depth: number): number[] => {
  const inner = depth === 0 ? [] : [...part(1, 0x61), ...part(2, 8, 20, ...part(9, ...nested(depth - 1)))]
  return inner
}

describe('malformed bytes are refused with a code', () => {
  it.each<[string, Uint8Array, DecodeFault]>([
    ['a varint that runs past the end', fromHex('0880'), 'decode/truncated'],
    ['a varint of eleven bytes', fromHex('08 ffffffffffffffffffff01'), 'decode/varint'],
    ['a varint of 2^64', fromHex('18 80808080808080808002'), 'decode/varint'],
    ['a part longer than the rest', fromHex('1205 5001'), 'decode/truncated'],
    ['a part of 2^32 bytes', fromHex('12 8080808010'), 'decode/truncated'],
    ['a part of 2^35 bytes whose lower half is small', fromHex('12 828080808001 5001'), 'decode/truncated'],
    ['a float cut short', fromHex('1203 65 0000'), 'decode/truncated'],
    ['a double that runs out of its metric', fromHex('1203 690000 00000000000000'), 'decode/truncated'],
    ['field number 0', fromHex('0001'), 'decode/field-number'],
    ['a tag beyond 32 bits', fromHex('8880808010 01'), 'decode/field-number'],
    ['a group', fromHex('3b 3c'), 'decode/wire-type'],
    ['the end of a group', fromHex('3c'), 'decode/wire-type'],
    ['wire type 6', fromHex('3e'), 'decode/wire-type'],
    ['seq as text', fromHex('1a0131'), 'decode/wire-type'],
    ['a metric as number', fromHex('1001'), 'decode/wire-type'],
    ['a name that is not UTF-8', fromHex('1204 0a02 c328'), 'decode/utf8'],
    ['an overlong UTF-8 NUL', fromHex('1204 0a02 c080'), 'decode/utf8'],
    ['a timestamp of 2^53', fromHex('08 8080808080808010'), 'decode/number-range'],
    ['an alias of 2^64-1', metric(0x10, ...fromHex('ffffffffffffffffff01')), 'decode/number-range'],
    ['300 as Int8', metric(0x20, 1, 0x50, 0xac, 0x02), 'decode/value-range'],
    ['256 as UInt8', metric(0x20, 5, 0x50, 0x80, 0x02), 'decode/value-range'],
    ['2^32 as UInt32', metric(0x20, 7, 0x58, ...fromHex('8080808010')), 'decode/value-range'],
    ['-129 as Int8', metric(0x20, 1, 0x50, ...fromHex('fffeffff0f')), 'decode/value-range'],
    ['2^31 as Int64 in int_value', metric(0x20, 4, 0x50, ...fromHex('8080808008')), 'decode/value-range'],
    ['a text as Int32', metric(0x20, 3, 0x7a, 1, 0x35), 'decode/value-type'],
    ['a number as String', metric(0x20, 12, 0x50, 5), 'decode/value-type'],
    ['a double as Float', metric(0x20, 9, 0x69, 0, 0, 0, 0, 0, 0, 0, 0), 'decode/value-type'],
    ['a number as Boolean', metric(0x20, 11, 0x50, 1), 'decode/value-type'],
    ['a number as Int32Array', metric(0x20, 24, 0x50, 1), 'decode/value-type'],
    ['bytes as DataSet', metric(0x20, 16, ...part(16)), 'decode/value-type'],
    ['a DataSet as Bytes', metric(0x20, 17, ...part(17)), 'decode/value-type'],
    ['three bytes as Int16Array', array(23, 1, 2, 3), 'decode/array'],
    ['twelve bytes as DoubleArray', array(31, ...new Array<number>(12).fill(0)), 'decode/array'],
    ['a BooleanArray without its count', array(32, 1, 0), 'decode/array'],
    ['a BooleanArray of 9 in one byte', array(32, 9, 0, 0, 0, 0xff), 'decode/array'],
    ['a BooleanArray of 2^32-1 in one byte', array(32, 255, 255, 255, 255, 255), 'decode/array'],
    ['a BooleanArray of 1 in two bytes', array(32, 1, 0, 0, 0, 0x80, 0), 'decode/array'],
    ['a StringArray without its last NUL', array(33, 0x61, 0, 0x62), 'decode/array'],
    ['a StringArray that is not UTF-8', array(33, 0xff, 0), 'decode/utf8'],
    ['two columns, one type', dataSet(...part(2, 0x61), ...part(2, 0x62), 0x18, 3), 'decode/data-set'],
    ['a column count that is not the columns', dataSet(8, 2, ...part(2, 0x61), 0x18, 3), 'decode/data-set'],
    ['a DataSet within a DataSet', dataSet(...part(2, 0x61), 0x18, 16), 'decode/data-set'],
    ['a row too wide', dataSet(...part(2, 0x61), 0x18, 3, ...part(4, ...part(1), ...part(1))), 'decode/data-set'],
    ['a row too narrow', dataSet(...part(2, 0x61), 0x18, 3, ...part(4)), 'decode/data-set'],
    [
      'a cell of another type',
      dataSet(...part(2, 0x61), 0x18, 3, ...part(4, ...part(1, 0x28, 1))),
      'decode/value-type',
    ],
    ['a key without value', properties(...part(1, 0x61)), 'decode/property-set'],
    ['a value without key', properties(...part(2, 8, 3, 0x18, 1)), 'decode/property-set'],
    ['a property of another type', properties(...part(1, 0x61), ...part(2, 8, 12, 0x18, 1)), 'decode/value-type'],
    ['a number as PropertySet', properties(...part(1, 0x61), ...part(2, 8, 20, 0x18, 1)), 'decode/value-type'],
    ['property sets twenty deep', properties(...nested(20)), 'decode/too-deep'],
  ])('%s', (_what, bytes, code) => {
    expect(faultOf(bytes)).toBe(code)
  })

  it('the error tells where', () => {
    expect(() => decodePayload(fromHex('0801 1203 2001'))).toThrow(
      expect.objectContaining({ code: 'decode/truncated', offset: 3, name: 'SparkplugDecodeError' }),
    )
  })

  it('property sets eight deep are fine', () => {
    expect(faultOf(properties(...nested(7)))).toBe('none')
  })

  it.each<[string, Uint8Array]>([
    ['metrics', new Uint8Array(200_002).map((_byte, index) => (index % 2 === 0 ? 0x12 : 0))],
    ['rows without cells', rowsWithoutCells(1_000_001)],
    [
      'booleans',
      encodePayload(
        { metrics: [{ datatype: 'BooleanArray', value: new Array<boolean>(1_000_001).fill(true) }] },
        { includeDatatype: true },
      ),
    ],
    [
      'texts',
      encodePayload(
        { metrics: [{ datatype: 'StringArray', value: new Array<string>(1_000_001).fill('') }] },
        { includeDatatype: true },
      ),
    ],
  ])('too many %s', (_what, bytes) => {
    expect(faultOf(bytes)).toBe('decode/too-many')
  })

  it('a key called __proto__ is a key', () => {
    const bytes = properties(...part(1, ...Buffer.from('__proto__')), ...part(2, 8, 3, 0x18, 1))
    const set = decodePayload(bytes).metrics[0]!.properties!
    expect(Object.keys(set)).toEqual(['__proto__'])
    expect(({} as Record<string, unknown>).type).toBeUndefined()
  })
})

describe('a good payload', () => {
  it('cut anywhere is refused or a shorter payload', () => {
    const bytes = encodePayload(
      { seq: 3, metrics: goldenValues.map(({ datatype, value }) => ({ datatype, value })) },
      { includeDatatype: true },
    )
    for (let end = 0; end < bytes.length; end++) {
      const fault = faultOf(bytes.subarray(0, end))
      expect(['none', 'decode/truncated']).toContain(fault)
    }
  })
})
