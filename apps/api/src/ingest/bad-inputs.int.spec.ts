import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { MOST_EPOCHS } from '@wanding/contracts'
import { encodePayload, type Metric } from '@wanding/sparkplug'
import { startAedes, startMosquitto, type TempFolder, tempFolder, waitFor } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bus } from '../bus'
import { loadConfig } from '../config'
import { type KeptRecord, Spool } from '../spool'
import { ADMISSION_LIMITS } from './admission'
import { AT_MS, number, SpokenGateway, text, type Wired } from './hostile-messages.builder'
import {
  aDataSet,
  aMetric,
  DATATYPE,
  float,
  nestedTemplate,
  properties,
  VALUE,
  number as wireNumber,
  text as wireText,
} from './hostile-wire.builder'
import { IngestService } from './ingest.service'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
const heapBytes = (): number => {
  collectGarbage()
  collectGarbage()
  return process.memoryUsage().heapUsed
}
const log = { warn: () => {}, error: () => {} }
const metric = (name: string, datatype: Metric['datatype'], value: Metric['value']): Metric =>
  ({ name, datatype, value }) as Metric

/**
 * What one hostile message is, by its number in the list of bad inputs, and a part of the reason that is to be told. Of several only
 * the last is hostile.
 */
type Hostile = [
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

const HOSTILE: Hostile[] = [
  ['1', 'text instead of a payload', (p) => p.bytes(Buffer.from('{"power": "\ud800')), 'decode/'],
  ['2', 'an empty payload', (p) => p.bytes(new Uint8Array(0)), 'host/seq-missing'],
  ['3', '4 MB of nothing', (p) => p.bytes(new Uint8Array(4 * 1024 * 1024)), 'decode/'],
  ['3', 'JSON 10,000 deep', (p) => p.births('['.repeat(10_000))[0]!, 'journal/epochs'],
  [
    '4',
    'a prototype among the journals',
    (p) => p.births('[{"__proto__":{"epoch":"x"},"oldest":1,"head":2}]')[0]!,
    'journal/epochs',
  ],
  ['5', 'power that is no number', (p) => p.raw('DDATA', [number('energy/power', Number.NaN)]), 'not a finite number'],
  [
    '5',
    'infinite power',
    (p) => p.raw('DDATA', [number('energy/power', Number.POSITIVE_INFINITY)]),
    'not a finite number',
  ],
  ['6', 'a position beyond 2^52', (p) => p.at('live@good', 2 ** 52, 40, AT_MS), 'journal/position'],
  ['6', 'position -1', (p) => p.at('live@good', -1, 40, AT_MS), 'journal/position'],
  ['6', 'an epoch without end', (p) => p.at('x'.repeat(5000), 1), 'journal/epoch'],
  ['7', 'a time in seconds', (p) => p.at('live@s', 1, 40, AT_MS / 1000), 'not a time'],
  ['7', 'a time in microseconds', (p) => p.at('live@us', 1, 40, AT_MS * 1000), 'not a time'],
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
  [
    '17',
    'an array of bytes that are no numbers',
    (p) => p.bytes(Buffer.from('1800 1a04 0a01 6120'.replaceAll(' ', ''), 'hex')),
    'decode/',
  ],
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
  ['19', 'a length past the end', (p) => p.bytes(Uint8Array.of(0x12, 0xff, 0x01)), 'decode/truncated'],
  ['19', 'a number of 11 bytes', (p) => p.bytes(new Uint8Array(11).fill(0xff)), 'decode/'],
  ['20', 'STATE as text', () => ({ topic: 'spBv1.0/STATE/wanding', payload: Buffer.from('OFFLINE') }), 'host/state'],
]

/** Each broker, with what it does not let through: it hangs up on who sends it. */
const BROKERS: [string, () => Promise<{ url: string; stop(): Promise<void> }>, string[]][] = [
  ['aedes', startAedes, []],
  ['mosquitto', startMosquitto, ['a machine with a line break']],
]

describe.each(BROKERS)('bad inputs by way of %s', (_, startBroker, stops) => {
  let broker: { url: string; stop(): Promise<void> }
  let bus: Bus
  let temp: TempFolder
  let spool: Spool
  let ingest: IngestService
  let client: MqttClient
  const shown: number[] = []
  let good: SpokenGateway

  const send = async ({ topic, payload }: Wired) => void (await client.publishAsync(topic, Buffer.from(payload)))
  /** From a line of its own, for a broker may hang up; false where it did. */
  async function sendAsStranger(messages: readonly Wired[]): Promise<boolean> {
    const stranger = await connectAsync(broker.url, { reconnectPeriod: 0 })
    stranger.on('error', () => {})
    const hungUp = new Promise<false>((resolve) => stranger.once('close', () => resolve(false)))
    let isTaken = true
    for (const { topic, payload } of messages) {
      const published = stranger.publishAsync(topic, Buffer.from(payload), { qos: 1 }).then(
        () => true,
        () => false,
      )
      isTaken = await Promise.race([published, hungUp])
    }
    await stranger.endAsync(true)
    return isTaken
  }
  /** All that was sent before has been taken when a message of the good gateway that follows it has. */
  const sendGood = async (after = 'others') => {
    const { received } = ingest.status()
    await send(good.data())
    await waitFor(() => ingest.status().received > received && goodLedger()?.produced === sent + 1, {
      what: `the good message after ${after}`,
    })
    sent += 1
  }
  const goodLedger = () => spool.ledger().gateways.find(({ gateway }) => gateway === 'G01')
  let sent = 0

  async function startHost(): Promise<void> {
    ingest = new IngestService(
      bus,
      spool,
      loadConfig({ MQTT_URL: broker.url, LOG_LEVEL: 'silent', SPARKPLUG_REORDER_MS: '0' }),
    )
    ingest.onModuleInit()
    await waitFor(() => ingest.status().connected, { what: 'the host' })
  }

  beforeEach(async () => {
    sent = 0
    shown.length = 0
    broker = await startBroker()
    temp = await tempFolder('bad-inputs')
    spool = await Spool.open({ folder: temp.path, mostBytes: 1e9, log })
    bus = new Bus((error) => {
      throw error
    })
    bus.on('reading', ({ mill, birth, atMs }) => void (mill === 'jimo' && !birth && shown.push(atMs)))
    client = await connectAsync(broker.url)
    await startHost()
    good = new SpokenGateway('jimo', 'G01')
    for (const birth of good.births()) await send(birth)
    await sendGood()
  })

  afterEach(async () => {
    await client.endAsync(true)
    await ingest.onModuleDestroy()
    await spool.stop()
    await Promise.all([broker.stop(), temp.stop()])
  })

  async function expectGoodExact(): Promise<void> {
    const positions: number[] = []
    await spool.commit()
    const reader = spool.reader(1)
    for (let kept = await reader.next(); kept.length > 0; kept = await reader.next())
      for (const { record } of kept) if (isGood(record)) positions.push(record!.placed!.from)
    await reader.close()
    expect(positions).toEqual(Array.from({ length: sent }, (_, index) => index + 1))
    expect(shown).toEqual(positions.map((position) => AT_MS + position * 1000))
    expect(goodLedger()).toMatchObject({
      produced: sent,
      inSpool: sent,
      deadLettered: 0,
      lost: 0,
      held: 0,
      difference: 0,
    })
  }

  const isGood = (record: KeptRecord | undefined) => record?.placed?.gateway === 'G01'

  it('tells of each why it was not taken, and takes all of the good gateway beside them', async () => {
    for (const [number, what, make, reason] of HOSTILE) {
      const peer = new SpokenGateway('hostile', 'H01')
      for (const birth of peer.births()) await send(birth)
      await sendGood()
      const { rejected } = ingest.status()
      const isTaken = await sendAsStranger([make(peer)].flat())
      await sendGood(what)
      expect(isTaken, `${number} ${what} passes the broker`).toBe(!stops.includes(what))
      if (!isTaken) {
        expect(ingest.status().rejected, `${number} ${what}`).toBe(rejected)
        continue
      }
      const { lastRejections } = ingest.status()
      expect(ingest.status().rejected, `${number} ${what}`).toBeGreaterThan(rejected)
      if (reason !== undefined) expect(lastRejections[0], `${number} ${what}`).toContain(reason)
    }
    expect(spool.deadLetters.count).toBeGreaterThan(HOSTILE.length - stops.length - 3)
    await expectGoodExact()
    for (const { mill, difference } of spool.ledger().gateways)
      expect({ mill, difference }).toMatchObject({ difference: 0 })
  })

  it('stays within its bounds when names, journals and positions are invented without end', async () => {
    const flood = async (from: number, to: number) => {
      const peer = new SpokenGateway('hostile', 'H01')
      for (const birth of peer.births()) await send(birth)
      for (let n = from; n < to; n++) {
        await send(peer.at(`live@${n}`, 2 ** 39 + n, 40, AT_MS))
        await send(peer.at(`live@${n}`, 5, 40, AT_MS))
        if (n % 5 === 0) for (const birth of new SpokenGateway(`mill${n}`, `H${n}`).births()) await send(birth)
        if (n % 7 === 0) await send(peer.raw('DBIRTH', [text(`signal/${n}`, 'x'.repeat(1000))], AT_MS, `machine${n}`))
        if (n % 50 === 0) await sendGood()
      }
    }
    await flood(0, 1500)
    const before = heapBytes()
    await flood(1500, 6000)
    const grown = heapBytes() - before
    const states = [...spool.book.states()]
    expect(states.filter(({ gateway }) => gateway === 'H01').length).toBeLessThanOrEqual(MOST_EPOCHS)
    expect(new Set(states.map(({ mill }) => mill)).size).toBeLessThanOrEqual(ADMISSION_LIMITS.mills)
    expect(grown).toBeLessThan(24 * 1024 * 1024)
    await sendGood()
    await expectGoodExact()
    for (const { difference } of spool.ledger().gateways) expect(difference).toBe(0)
  })

  it('gives nothing up for a list of journals that is nonsense, too long or of 1 MB, and keeps the first of two contents', async () => {
    const journals = (count: number) =>
      JSON.stringify(Array.from({ length: count }, (_, n) => ({ epoch: `e${n}`, oldest: 1, head: 9 })))
    for (const epochs of [journals(10_000), ' '.repeat(1024 * 1024), '[]', 'null']) {
      const { rejected } = ingest.status()
      const births = good.births(epochs)
      for (const birth of births) await send(birth)
      await sendGood()
      expect(ingest.status().rejected).toBeGreaterThan(rejected)
    }
    await send(good.at('live@good', 1, 99))
    await sendGood()
    expect(goodLedger()).toMatchObject({ duplicates: 1 })
    await expectGoodExact()
  })

  it('11: takes once what comes twice, late, in another order or under the number of another', async () => {
    const peer = new SpokenGateway('twice', 'G02')
    for (const birth of peer.births()) await send(birth)
    const [first, second, third] = [peer.data(), peer.data(), peer.data()]
    await send(first)
    // The same bytes again, as a client does that has heard no answer.
    await client.publishAsync(first.topic, Buffer.from(first.payload), { qos: 1, dup: true })
    await send(third)
    await send(second)
    await send(peer.data())
    await send(peer.data(99, { repeatsNumber: true }))
    await sendGood()
    // What a gateway does that is asked for its births: it tells all again that nobody has acknowledged.
    for (const birth of peer.births('[{"epoch":"live@good","oldest":1,"head":5}]')) await send(birth)
    for (let position = 1; position <= 5; position++)
      await send(peer.at('live@good', position, position === 5 ? 99 : 40))
    await sendGood()
    const told = await keptOf('G02')
    expect(told.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5])
    expect(told.map(({ power }) => power)).toEqual([40, 40, 40, 40, 99])
    const ledger = spool.ledger().gateways.find(({ gateway }) => gateway === 'G02')
    expect(ledger).toMatchObject({ produced: 5, inSpool: 5, deadLettered: 0, lost: 0, held: 0, difference: 0 })
    expect(ledger!.duplicates).toBeGreaterThan(0)
    await expectGoodExact()
  })

  it('12: does not believe what the broker had kept, but what is said now', async () => {
    const seen: string[] = []
    bus.on('reading', ({ mill, values }) => void (mill === 'kept' && seen.push(String(values.get('energy/power')))))
    bus.on('gatewayOnline', ({ mill }) => void (mill === 'kept' && seen.push('online')))
    await ingest.onModuleDestroy()
    const peer = new SpokenGateway('kept', 'G03')
    for (const { topic, payload } of [...peer.births(), peer.data(77)])
      await client.publishAsync(topic, Buffer.from(payload), { retain: true, qos: 1 })
    await startHost()
    await waitFor(() => ingest.status().rejected >= 3, { what: 'the kept messages' })
    expect(ingest.status().lastRejections.slice(0, 3)).toEqual(
      Array(3).fill(expect.stringContaining('ingest/retained')),
    )
    expect(seen).toEqual([])
    for (const birth of good.births(`[{"epoch":"live@good","oldest":1,"head":${sent}}]`)) await send(birth)
    for (const birth of peer.births()) await send(birth)
    await send(peer.at('live@good', 1, 41))
    await sendGood()
    expect(seen).toEqual(['online', '40', '41'])
    await expectGoodExact()
  })

  it('16: reads a UInt32 in either of its two fields', async () => {
    const counts: unknown[] = []
    bus.on('reading', ({ mill, values }) => void (mill === 'either' && counts.push(values.get('doff/count'))))
    const peer = new SpokenGateway('either', 'G04')
    for (const birth of peer.births()) await send(birth)
    const count = (field: number, value: number) => aMetric('doff/count', DATATYPE.UInt32, wireNumber(field, value))
    await send(peer.wire('DBIRTH', [count(VALUE.int, 4_000_000_000)]))
    await send(peer.wire('DDATA', [count(VALUE.long, 4_000_000_001)]))
    await send(peer.wire('DDATA', [count(VALUE.int, 4_000_000_002)]))
    await sendGood()
    expect(counts).toEqual([undefined, 4_000_000_000, 4_000_000_001, 4_000_000_002])
  })

  async function keptOf(gateway: string): Promise<{ position: number; power: unknown }[]> {
    await spool.commit()
    const reader = spool.reader(1)
    const told: { position: number; power: unknown }[] = []
    for (let kept = await reader.next(); kept.length > 0; kept = await reader.next())
      for (const { record } of kept) {
        if (record?.placed?.gateway !== gateway) continue
        const reading = record.events.find((event) => event.name === 'reading')
        told.push({ position: record.placed.from, power: reading?.value.values.get('energy/power') })
      }
    await reader.close()
    return told
  }
})
