import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { encodePayload, type Metric } from '@wanding/sparkplug'
import { type AedesServer, startAedes, type TempFolder, tempFolder, waitFor } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bus } from '../bus'
import { loadConfig } from '../config'
import { type KeptRecord, MOST_EPOCHS, Spool } from '../spool'
import { ADMISSION_LIMITS } from './admission'
import { AT_MS, number, SpokenGateway, text, type Wired } from './hostile-messages.builder'
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

/** What one hostile message is, by its number in the list of bad inputs, and a part of the reason that is to be told. */
type Hostile = [number: string, what: string, make: (peer: SpokenGateway) => Wired, reason: string | undefined]

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
    '17',
    'an array of bytes that are no numbers',
    (p) => p.bytes(Buffer.from('1800 1a04 0a01 6120'.replaceAll(' ', ''), 'hex')),
    'decode/',
  ],
  ['19', 'a length past the end', (p) => p.bytes(Uint8Array.of(0x12, 0xff, 0x01)), 'decode/truncated'],
  ['19', 'a number of 11 bytes', (p) => p.bytes(new Uint8Array(11).fill(0xff)), 'decode/'],
  ['20', 'STATE as text', () => ({ topic: 'spBv1.0/STATE/wanding', payload: Buffer.from('OFFLINE') }), 'host/state'],
]

describe('bad inputs', () => {
  let broker: AedesServer
  let temp: TempFolder
  let spool: Spool
  let ingest: IngestService
  let client: MqttClient
  const shown: number[] = []
  let good: SpokenGateway

  const send = async ({ topic, payload }: Wired) => void (await client.publishAsync(topic, Buffer.from(payload)))
  /** All that was sent before has been taken when a message of the good gateway that follows it has. */
  const sendGood = async () => {
    const { received } = ingest.status()
    await send(good.data())
    await waitFor(() => ingest.status().received > received && goodLedger()?.produced === sent + 1, {
      what: 'the good message',
    })
    sent += 1
  }
  const goodLedger = () => spool.ledger().gateways.find(({ gateway }) => gateway === 'G01')
  let sent = 0

  beforeEach(async () => {
    sent = 0
    shown.length = 0
    broker = await startAedes()
    temp = await tempFolder('bad-inputs')
    spool = await Spool.open({ folder: temp.path, mostBytes: 1e9, log })
    const bus = new Bus((error) => {
      throw error
    })
    bus.on('reading', ({ mill, birth, atMs }) => void (mill === 'jimo' && !birth && shown.push(atMs)))
    ingest = new IngestService(bus, spool, loadConfig({ MQTT_URL: broker.url, LOG_LEVEL: 'silent' }))
    ingest.onModuleInit()
    client = await connectAsync(broker.url)
    await waitFor(() => ingest.status().connected, { what: 'the host' })
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
      await send(make(peer))
      await sendGood()
      const { lastRejections } = ingest.status()
      expect(ingest.status().rejected, `${number} ${what}`).toBeGreaterThan(rejected)
      if (reason !== undefined) expect(lastRejections[0], `${number} ${what}`).toContain(reason)
    }
    expect(spool.deadLetters.count).toBeGreaterThan(HOSTILE.length - 3)
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
})
