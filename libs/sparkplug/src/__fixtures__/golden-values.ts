import type { DataTypeName } from '../data-type'
import type { MetricValue } from '../payload'

/** A value of a datatype and the whole payload that carries it as its only metric, nothing else set. */
export interface GoldenValue {
  datatype: DataTypeName
  value: MetricValue
  hex: string
}

const flags = (text: string): boolean[] => [...text].map((letter) => letter === 'T')

/**
 * Golden bytes, made from the normative text by another program (protoc and Python's struct, see `wire.proto`), not by
 * our encoder. The array examples printed in Sparkplug 3.0 are used where they are right; where they contradict the
 * text, the text counts (standards 1.2): Int8 -23 is e9 (printed 0xEF), FloatArray and DoubleArray are little-endian
 * (printed big-endian), and each DateTimeArray entry has eight bytes (printed without the two zero bytes at its top).
 */
export const goldenValues: readonly GoldenValue[] = [
  { datatype: 'Int8', value: -23, hex: '120650e9ffffff0f' },
  { datatype: 'Int8', value: -128, hex: '12065080ffffff0f' },
  { datatype: 'Int8', value: 127, hex: '1202507f' },
  { datatype: 'Int16', value: -30_000, hex: '120650d095feff0f' },
  { datatype: 'Int16', value: 32_767, hex: '120450ffff01' },
  { datatype: 'Int32', value: -2_147_483_648, hex: '1206508080808008' },
  { datatype: 'Int32', value: 2_147_483_647, hex: '120650ffffffff07' },
  { datatype: 'Int64', value: -1, hex: '120b58ffffffffffffffffff01' },
  { datatype: 'Int64', value: 9_007_199_254_740_991, hex: '120958ffffffffffffff0f' },
  { datatype: 'Int64', value: -9_007_199_254_740_991, hex: '120b5881808080808080f0ff01' },
  { datatype: 'Int64', value: -9_223_372_036_854_775_808n, hex: '120b5880808080808080808001' },
  { datatype: 'Int64', value: 9_223_372_036_854_775_807n, hex: '120a58ffffffffffffffff7f' },
  { datatype: 'UInt8', value: 0, hex: '12025000' },
  { datatype: 'UInt8', value: 255, hex: '120350ff01' },
  { datatype: 'UInt16', value: 65_535, hex: '120450ffff03' },
  { datatype: 'UInt32', value: 0, hex: '12025000' },
  { datatype: 'UInt32', value: 4_294_967_295, hex: '120650ffffffff0f' },
  { datatype: 'UInt64', value: 4_294_967_296, hex: '1206588080808010' },
  { datatype: 'UInt64', value: 18_446_744_073_709_551_615n, hex: '120b58ffffffffffffffffff01' },
  { datatype: 'Float', value: 1.25, hex: '1205650000a03f' },
  { datatype: 'Float', value: Number.NaN, hex: '1205650000c07f' },
  { datatype: 'Float', value: Number.POSITIVE_INFINITY, hex: '1205650000807f' },
  { datatype: 'Float', value: -0, hex: '12056500000080' },
  { datatype: 'Double', value: 12.354213, hex: '120969d7a205685bb52840' },
  { datatype: 'Double', value: 5e-324, hex: '1209690100000000000000' },
  { datatype: 'Double', value: Number.NEGATIVE_INFINITY, hex: '120969000000000000f0ff' },
  { datatype: 'Boolean', value: true, hex: '12027001' },
  { datatype: 'Boolean', value: false, hex: '12027000' },
  { datatype: 'String', value: '', hex: '12027a00' },
  { datatype: 'String', value: 'Jimo 即墨 🧵', hex: '12127a104a696d6f20e58db3e5a2a820f09fa7b5' },
  { datatype: 'DateTime', value: 1_486_144_502_122, hex: '120758eaf2f5a8a02b' },
  { datatype: 'Text', value: 'a\0b', hex: '12057a03610062' },
  {
    datatype: 'UUID',
    value: '9a1c2f8e-0d5b-4d7e-8a35-0c6f4f1f6f52',
    hex: '12267a2439613163326638652d306435622d346437652d386133352d306336663466316636663532',
  },
  {
    datatype: 'DataSet',
    value: {
      columns: ['pos', 'state', 'at'],
      types: ['UInt16', 'String', 'DateTime'],
      rows: [
        [1_199, 'ends-down', 1_700_000_000_123],
        [1, null, 0],
      ],
    },
    hex:
      '12448a014108031203706f7312057374617465120261741806180c180d' +
      '221b0a0308af090a0b3209656e64732d646f776e0a0710fbd095ffbc31220a0a0208010a000a021000',
  },
  { datatype: 'Bytes', value: Uint8Array.of(0, 255, 128), hex: '120682010300ff80' },
  { datatype: 'File', value: new Uint8Array(0), hex: '1203820100' },
  { datatype: 'Int8Array', value: Int8Array.of(-23, 123), hex: '1205820102e97b' },
  { datatype: 'Int16Array', value: Int16Array.of(-30_000, 30_000), hex: '1207820104d08a3075' },
  { datatype: 'Int32Array', value: Int32Array.of(-1, 315_338_746), hex: '120b820108fffffffffaafcb12' },
  {
    datatype: 'Int64Array',
    value: BigInt64Array.of(-4_270_929_666_821_191_986n, -3_601_064_768_563_266_876n),
    hex: '1213820110ce0672ac189cbac4c4ba9c18ac7206ce',
  },
  { datatype: 'UInt8Array', value: Uint8Array.of(23, 250), hex: '120582010217fa' },
  { datatype: 'UInt16Array', value: Uint16Array.of(30, 52_360), hex: '12078201041e0088cc' },
  { datatype: 'UInt32Array', value: Uint32Array.of(52, 3_293_969_225), hex: '120b8201083400000049fb55c4' },
  {
    datatype: 'UInt64Array',
    value: BigUint64Array.of(52n, 16_444_743_074_749_521_625n),
    hex: '12138201103400000000000000d99e02d1b27637e4',
  },
  { datatype: 'FloatArray', value: Float32Array.of(1.23, 89.341), hex: '120b820108a4709d3f98aeb242' },
  {
    datatype: 'DoubleArray',
    value: Float64Array.of(12.354213, 1022.9123213),
    hex: '1213820110d7a205685bb528408e171c6f4cf78f40',
  },
  { datatype: 'BooleanArray', value: flags('FFTTFTFFTTFT'), hex: '12098201060c00000034d0' },
  { datatype: 'BooleanArray', value: [], hex: '120782010400000000' },
  { datatype: 'StringArray', value: ['ABC', 'hello'], hex: '120d82010a4142430068656c6c6f00' },
  { datatype: 'StringArray', value: ['', '纱'], hex: '120882010500e7bab100' },
  {
    datatype: 'DateTimeArray',
    value: BigUint64Array.of(1_256_102_875_335n, 1_656_107_875_000n),
    hex: '1213820110c7d0907524010000b8bab89781010000',
  },
]
