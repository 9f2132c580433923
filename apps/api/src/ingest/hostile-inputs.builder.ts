import { encodePayload, type Metric } from '@wanding/sparkplug'
import { AT_MS, number, type SpokenGateway, text, type Wired } from './hostile-messages.builder'
import {
  aDataSet,
  aMetric,
  block,
  bytesOf,
  DATATYPE,
  double,
  float,
  joined,
  nestedProperties,
  nestedTemplate,
  properties,
  VALUE,
  number as wireNumber,
  text as wireText,
} from './hostile-wire.builder'

const SURROGATE = Uint8Array.of(0xed, 0xa0, 0x80)
const hex = (digits: string): Uint8Array => Buffer.from(digits.replaceAll(' ', ''), 'hex')
const aPower = () => aMetric('energy/power', DATATYPE.Double, double(VALUE.double, 40))
const aText = (name: string, ...utf8: number[]) =>
  aMetric(name, DATATYPE.String, block(VALUE.text, Uint8Array.from(utf8)))
export const metric = (name: string, datatype: Metric['datatype'], value: Metric['value']): Metric =>
  ({ name, datatype, value }) as Metric

/**
 * What one hostile message is, by its number in the list of bad inputs, and a part of the reason that is to be told. Of several only
 * the last is hostile.
 */
export type Hostile = [
  number: string,
  what: string,
  make: (peer: SpokenGateway) => Wired | Wired[],
  reason: string | undefined,
]

const states = (spindles: number) => metric('spindles/state', 'UInt8Array', new Uint8Array(spindles).fill(1))
const speeds = (spindles: number) => metric('spindles/rpm', 'UInt16Array', new Uint16Array(spindles).fill(18_000))
/** A frame of 1,200 spindles that then tells of another number of them. */
const aFrameThen = (told: Metric) => (p: SpokenGateway) => [
  p.raw('DBIRTH', [text('machine/kind', 'ring-frame'), states(1200), speeds(1200)]),
  p.raw('DDATA', [told]),
]

const table = (...shape: Parameters<typeof aDataSet>) =>
  aMetric('spindles/transitions', DATATYPE.DataSet, aDataSet(...shape))

export const HOSTILE: Hostile[] = [
  ['1', 'text instead of a payload', (p) => p.bytes(Buffer.from('{"power": 40}')), 'decode/'],
  [
    '1',
    'half a surrogate pair instead of a payload',
    (p) => p.bytes(Uint8Array.of(0x7b, 0x22, ...SURROGATE)),
    'decode/',
  ],
  [
    '1',
    'half a surrogate pair as a text',
    (p) => p.wire('DDATA', [aText('machine/kind', ...SURROGATE)]),
    'decode/utf8',
  ],
  ['1', 'a text that ends in a character', (p) => p.wire('DDATA', [aText('machine/kind', 0xe4, 0xbd)]), 'decode/utf8'],
  [
    '1',
    'a name that ends in a character',
    (p) => p.wire('DDATA', [block(2, block(1, Uint8Array.of(0x61, 0xf0, 0x9f, 0x92)))]),
    'decode/utf8',
  ],
  [
    '1',
    'half a surrogate pair in STATE',
    () => ({
      topic: 'spBv1.0/STATE/wanding',
      payload: Buffer.concat([Buffer.from('{"online":false,"timestamp":1,"x":"'), SURROGATE, Buffer.from('"}')]),
    }),
    'host/state',
  ],
  ['2', 'an empty payload', (p) => p.bytes(new Uint8Array(0)), 'host/seq-missing'],
  ['3', '1 MB of nothing', (p) => p.bytes(new Uint8Array(1_000_000)), 'decode/'],
  [
    '3',
    '16 MB that begin as a good message',
    (p) =>
      p.wire('DDATA', [aPower(), aMetric('machine/kind', DATATYPE.Bytes, bytesOf(new Uint8Array(16 * 1024 * 1024)))]),
    'host/too-large',
  ],
  [
    '3',
    'a birth of 16 MB',
    (p) => p.wire('DBIRTH', [aPower(), aMetric('photo', DATATYPE.Bytes, bytesOf(new Uint8Array(16 * 1024 * 1024)))]),
    'host/too-large',
  ],
  [
    '3',
    'a text of 1 MB',
    (p) => p.raw('DDATA', [text('machine/kind', 'x'.repeat(1_000_000))]),
    'machine/kind is a text of 1000000 characters',
  ],
  [
    '3',
    'STATE 10,000 deep',
    () => ({ topic: 'spBv1.0/STATE/wanding', payload: Buffer.from(`{"online":${'['.repeat(10_000)}`) }),
    'host/state',
  ],
  [
    '3',
    'a template 10,000 deep',
    (p) => p.wire('DBIRTH', [aMetric('t', DATATYPE.Template, nestedTemplate(10_000))]),
    'have no datatype, or one that is not read',
  ],
  [
    '3',
    'properties 10,000 deep',
    (p) => p.wire('DDATA', [aMetric('energy/power', DATATYPE.Double, nestedProperties(10_000))]),
    'decode/too-deep',
  ],
  ['3', 'JSON 10,000 deep', (p) => p.births('['.repeat(10_000))[0]!, 'journal/epochs'],
  [
    '4',
    'a prototype among the journals',
    (p) => p.births('[{"__proto__":{"epoch":"x"},"oldest":1,"head":2}]')[0]!,
    'journal/epochs',
  ],
  [
    '4',
    'one signal twice in a message',
    (p) => p.raw('DDATA', [number('energy/power', 41), number('energy/power', 42)]),
    'energy/power is there twice',
  ],
  [
    '5',
    'true as power',
    (p) => p.wire('DDATA', [aMetric('energy/power', DATATYPE.Double, wireNumber(VALUE.boolean, 1))]),
    'decode/value-type',
  ],
  [
    '5',
    'a number in a text as power',
    (p) => p.wire('DDATA', [aMetric('energy/power', DATATYPE.Double, wireText(VALUE.text, '12'))]),
    'decode/value-type',
  ],
  ['5', 'power that is no number', (p) => p.raw('DDATA', [number('energy/power', Number.NaN)]), 'not a finite number'],
  [
    '5',
    'infinite power',
    (p) => p.raw('DDATA', [number('energy/power', Number.POSITIVE_INFINITY)]),
    'not a finite number',
  ],
  ['6', 'a sequence of -1', (p) => p.bytes(hex('18 ffffffffffffffffff01')), 'decode/number-range'],
  ['6', 'a sequence of 2^64', (p) => p.bytes(hex('18 80808080808080808002')), 'decode/varint'],
  [
    '6',
    'a count that a number cannot hold',
    (p) => p.raw('DBIRTH', [metric('doff/count', 'UInt64', 2n ** 53n + 1n)]),
    'doff/count is 9007199254740993',
  ],
  ['6', 'a position beyond 2^52', (p) => p.at('live@good', 2 ** 52, 40, AT_MS), 'journal/position'],
  ['6', 'position -1', (p) => p.at('live@good', -1, 40, AT_MS), 'journal/position'],
  ['6', 'an epoch without end', (p) => p.at('x'.repeat(5000), 1), 'journal/epoch'],
  ['7', 'a time in seconds', (p) => p.at('live@s', 1, 40, AT_MS / 1000), 'not a time'],
  ['7', 'a time in microseconds', (p) => p.at('live@us', 1, 40, AT_MS * 1000), 'not a time'],
  [
    '7',
    'a time in nanoseconds',
    (p) => p.bytes(joined(wireNumber(1, AT_MS * 1e6), hex('1801'))),
    'decode/number-range',
  ],
  ['7', 'a time as text', (p) => p.bytes(joined(wireText(1, '2026-01-01T00:00:00Z'), hex('1801'))), 'decode/wire-type'],
  ['7', 'the year 1970', (p) => p.at('live@1970', 1, 40, 1), 'not a time'],
  ['7', 'the year 2262', (p) => p.at('live@2262', 1, 40, Date.UTC(2262, 3, 12)), 'not a time'],
  [
    '8',
    'no spindles',
    (p) => p.raw('DBIRTH', [metric('spindles/state', 'UInt8Array', new Uint8Array(0))]),
    'spindles/state',
  ],
  [
    '8',
    'a million spindles',
    (p) => p.raw('DBIRTH', [metric('spindles/state', 'UInt8Array', new Uint8Array(1e6))]),
    'spindles/state',
  ],
  ['8', 'a spindle too few', aFrameThen(states(1199)), 'spindles/state has 1199 values, its frame has 1200 spindles'],
  ['8', 'a spindle too many', aFrameThen(states(1201)), 'spindles/state has 1201 values'],
  ['8', 'one speed', aFrameThen(speeds(1)), 'spindles/rpm has 1 values, its frame has 1200 spindles'],
  ['9', 'a machine with a line break', (p) => p.raw('DBIRTH', [], AT_MS, 'RF\nx'), 'cannot be printed'],
  ['9', 'a machine called ..', (p) => p.raw('DBIRTH', [], AT_MS, '..'), 'the machine is ..'],
  ['9', 'a machine of 5,000 characters', (p) => p.raw('DBIRTH', [], AT_MS, 'x'.repeat(5000)), 'characters'],
  ['9', 'a topic with an empty level', (p) => ({ ...p.data(), topic: 'spBv1.0//DDATA/G/RF01' }), 'host/topic'],
  ['9', 'a topic of 60 kB', (p) => ({ ...p.data(), topic: `spBv1.0/${'x'.repeat(60_000)}` }), 'host/topic'],
  [
    '10',
    'a whole number for a signal of another birth',
    (p) => p.wire('DDATA', [aMetric('energy/power', DATATYPE.Int32, wireNumber(VALUE.int, 40))]),
    'host/datatype-changed',
  ],
  ['10', 'a signal of another type than its birth', (p) => p.raw('DDATA', [text('energy/power', '40')]), 'host/'],
  [
    '14',
    'data of a machine that was not born',
    (p) => p.raw('DDATA', [number('energy/power', 1)], AT_MS, 'RF99'),
    undefined,
  ],
  [
    '14',
    'an alias that nobody gave',
    (p) => p.raw('DDATA', [{ alias: 77, datatype: 'Double', value: 1 } as never]),
    'host/',
  ],
  [
    '15',
    'a sequence of 256',
    (p) => p.bytes(encodePayload({ seq: 256, timestampMs: AT_MS, metrics: [] })),
    'host/seq-range',
  ],
  [
    '16',
    'a birth without a datatype',
    (p) => p.wire('DBIRTH', [aMetric('a', undefined, wireNumber(VALUE.int, 1))]),
    'have no datatype, or one that is not read',
  ],
  [
    '16',
    'datatype 0',
    (p) => p.wire('DBIRTH', [aMetric('a', 0, wireNumber(VALUE.int, 1))]),
    'have no datatype, or one that is not read',
  ],
  [
    '16',
    'datatype 99',
    (p) => p.wire('DBIRTH', [aMetric('a', 99, wireNumber(VALUE.int, 1))]),
    'have no datatype, or one that is not read',
  ],
  [
    '16',
    'another datatype than the birth',
    (p) => p.wire('DDATA', [aMetric('energy/power', DATATYPE.Float, float(VALUE.float, 40))]),
    'host/',
  ],
  [
    '16',
    'a text in the place of a double',
    (p) => p.wire('DDATA', [aMetric('energy/power', DATATYPE.Double, wireText(VALUE.text, '40'))]),
    'decode/value-type',
  ],
  ...(
    [
      ['three bytes as UInt16Array', 'spindles/rpm', DATATYPE.UInt16Array, [1, 2, 3]],
      ['twelve bytes as DoubleArray', 'units/power', DATATYPE.DoubleArray, new Array<number>(12).fill(0)],
      ['nine truth values in a byte', 'units/on', DATATYPE.BooleanArray, [9, 0, 0, 0, 0xff]],
      ['4,294,967,295 truth values in a byte', 'units/on', DATATYPE.BooleanArray, [255, 255, 255, 255, 255]],
      ['texts without the last NUL', 'units/names', DATATYPE.StringArray, [0x61, 0, 0x62]],
    ] as const
  ).map(([what, name, datatype, packed]): Hostile => {
    return ['17', what, (p) => p.wire('DBIRTH', [aMetric(name, datatype, bytesOf(packed))]), 'decode/array']
  }),
  [
    '18',
    'a table of three columns with two types',
    (p) => p.wire('DDATA', [table(3, ['a', 'b', 'c'], 2, 3)]),
    '3 columns, 3 headers, 2 types',
  ],
  [
    '18',
    'a table that says three columns and names two',
    (p) => p.wire('DDATA', [table(3, ['a', 'b'], 3, 3)]),
    '3 columns, 2 headers, 3 types',
  ],
  [
    '18',
    'a row of one value in a table of two',
    (p) => p.wire('DDATA', [table(2, ['a', 'b'], 2, 1)]),
    'row of 1 instead of 2',
  ],
  [
    '18',
    'templates 1,000 deep',
    (p) => p.wire('DBIRTH', [aMetric('t', DATATYPE.Template, nestedTemplate(1000))]),
    'have no datatype, or one that is not read',
  ],
  [
    '18',
    'two names of properties with one value',
    (p) => p.wire('DDATA', [aMetric('a', DATATYPE.UInt32, wireNumber(VALUE.int, 1), properties(['x', 'y'], 1))]),
    '2 keys with 1 values',
  ],
  ['19', 'a sequence with the wire type of a text', (p) => p.bytes(hex('1800 1a04 0a01 6120')), 'decode/wire-type'],
  ['19', 'a length past the end', (p) => p.bytes(Uint8Array.of(0x12, 0xff, 0x01)), 'decode/truncated'],
  ['19', 'a number of 11 bytes', (p) => p.bytes(new Uint8Array(11).fill(0xff)), 'decode/'],
  ['20', 'STATE as text', () => ({ topic: 'spBv1.0/STATE/wanding', payload: Buffer.from('OFFLINE') }), 'host/state'],
]
