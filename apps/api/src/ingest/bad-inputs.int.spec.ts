import { readFile } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { MOST_EPOCHS } from '@wanding/contracts'
import { startAedes, startMosquitto, type TempFolder, tempFolder, waitFor } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Bus } from '../bus'
import { loadConfig } from '../config'
import { type KeptRecord, Spool } from '../spool'
import { ADMISSION_LIMITS } from './admission'
import { HOSTILE, metric } from './hostile-inputs.builder'
import { AT_MS, number, SpokenGateway, text, type Wired } from './hostile-messages.builder'
import {
  aMetric,
  DATATYPE,
  double,
  float,
  joined,
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

  async function startHost(reorderMs = '0'): Promise<void> {
    ingest = new IngestService(
      bus,
      spool,
      loadConfig({ MQTT_URL: broker.url, LOG_LEVEL: 'silent', SPARKPLUG_REORDER_MS: reorderMs }),
    )
    ingest.onModuleInit()
    await waitFor(() => ingest.status().connected, { what: 'the host' })
  }

  /** The host anew, with another wait for what is missing; empty is the one without a setting. */
  async function restartHost(reorderMs: string): Promise<void> {
    await ingest.onModuleDestroy()
    await startHost(reorderMs)
    for (const birth of good.births(`[{"epoch":"live@good","oldest":1,"head":${sent}}]`)) await send(birth)
    await sendGood('another host')
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

  /** The file as it is now: what has not been written yet is. */
  const deadLetters = async () => {
    await spool.deadLetters.flush()
    return readFile(spool.deadLetters.file, 'utf8').catch(() => '')
  }

  const isGood = (record: KeptRecord | undefined) => record?.placed?.gateway === 'G01'

  it('tells of each why it was not taken, and takes all of the good gateway beside them', async () => {
    for (const [number, what, make, reason] of HOSTILE) {
      const peer = new SpokenGateway('hostile', 'H01')
      for (const birth of peer.births()) await send(birth)
      await sendGood()
      const { rejected } = ingest.status()
      const letters = (await deadLetters()).length
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
      if (reason !== undefined) expect((await deadLetters()).slice(letters), `${number} ${what}`).toContain(reason)
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
    await restartHost('')
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

  it('holds a bounded part of what came too early, from however many gateways', async () => {
    // The longest wait there may be: nothing goes because it has waited.
    await restartHost('60000')
    const before = process.memoryUsage().arrayBuffers
    let most = 0
    const photo = metric('photo', 'Bytes', new Uint8Array(1_000_000))
    for (let n = 1; n <= 30; n++) {
      const peer = new SpokenGateway('early', `E${n}`)
      for (const birth of peer.births()) await send(birth)
      await send(peer.raw('DBIRTH', [metric('photo', 'Bytes', null)]))
      // This one does not come.
      peer.raw('DDATA', [])
      for (let told = 0; told < 4; told++) await send(peer.raw('DDATA', [photo]))
      if (n % 6 > 0) continue
      await sendGood()
      collectGarbage()
      most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    }
    // 120 MB were said too early: 64 MiB of them may wait, and what the line holds is beside it.
    expect(ingest.status().seqGaps).toBeGreaterThanOrEqual((120 - 68) / 4)
    expect(most).toBeGreaterThan(50 * 1024 * 1024)
    expect(most).toBeLessThan(80 * 1024 * 1024)
    await expectGoodExact()
  })

  it('4: takes names that objects have of their own for names, and the last of two keys', async () => {
    const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString']
    const told: [string, unknown[]][] = []
    bus.on('reading', ({ mill, machine, values }) => {
      if (mill === 'proto') told.push([machine, names.map((name) => values.get(name))])
    })
    const { rejected } = ingest.status()
    const peer = new SpokenGateway('proto', 'G05')
    for (const birth of peer.births('[{"epoch":"a","epoch":"live@good","oldest":1,"head":0}]')) await send(birth)
    const all = names.map((name, index) => number(name, index))
    for (const machine of names) await send(peer.raw('DBIRTH', all, AT_MS, machine))
    await sendGood()
    expect(told.slice(1)).toEqual(names.map((machine) => [machine, [0, 1, 2, 3]]))
    expect(ingest.status().rejected).toBe(rejected)
    expect(({} as Record<string, unknown>).epoch).toBeUndefined()
    await expectGoodExact()
  })

  it('5, 7: takes -0 and nothing for what they are, and its own time where none is told', async () => {
    const told: [unknown, boolean][] = []
    const beganMs = Date.now()
    bus.on('reading', ({ mill, birth, values, atMs }) => {
      if (mill === 'odd' && !birth) told.push([values.get('energy/power'), atMs >= beganMs])
    })
    const { rejected } = ingest.status()
    const peer = new SpokenGateway('odd', 'G06')
    for (const birth of peer.births()) await send(birth)
    await send(peer.raw('DDATA', [number('energy/power', -0)]))
    await send(peer.raw('DDATA', [{ name: 'energy/power', datatype: 'Double', value: null }]))
    const untimed = joined(aMetric('energy/power', DATATYPE.Double, double(VALUE.double, 7)), wireNumber(3, 4))
    await send(peer.bytes(untimed))
    await sendGood()
    expect(told).toEqual([
      [-0, false],
      [null, false],
      [7, true],
    ])
    expect(ingest.status().rejected).toBe(rejected)
    await expectGoodExact()
  })

  it('6: keeps the books of a journal that comes again after the next one', async () => {
    const peer = new SpokenGateway('backwards', 'G07')
    for (const birth of peer.births()) await send(birth)
    for (const [epoch, position] of [
      ['live@b', 1],
      ['live@b', 2],
      ['live@a', 1],
      ['live@b', 3],
      ['live@a', 2],
      ['live@a', 1],
    ] as const)
      await send(peer.at(epoch, position))
    await sendGood()
    const ledger = spool.ledger().gateways.find(({ gateway }) => gateway === 'G07')
    expect(ledger).toMatchObject({ produced: 5, inSpool: 5, duplicates: 1, lost: 0, held: 0, difference: 0 })
    await expectGoodExact()
  })

  it('10: takes another type of a signal by another birth only', async () => {
    const told: unknown[] = []
    bus.on('reading', ({ mill, values }) => void (mill === 'types' && told.push(values.get('count'))))
    const peer = new SpokenGateway('types', 'G08')
    for (const birth of peer.births()) await send(birth)
    const whole = aMetric('count', DATATYPE.Int32, wireNumber(VALUE.int, 40))
    const broken = aMetric('count', DATATYPE.Float, float(VALUE.float, 40.5))
    const word = aMetric('count', DATATYPE.String, wireText(VALUE.text, 'forty'))
    for (const born of [whole, broken, word]) {
      const { rejected } = ingest.status()
      await send(peer.wire('DBIRTH', [born]))
      for (const said of [whole, broken, word]) await send(peer.wire('DDATA', [said]))
      await sendGood()
      const { rejected: after, lastRejections } = ingest.status()
      expect(after - rejected).toBe(2)
      for (const reason of lastRejections.slice(0, 2)) expect(reason).toContain('host/datatype-changed')
    }
    expect(told.slice(1)).toEqual([40, 40, 40.5, 40.5, 'forty', 'forty'])
    await expectGoodExact()
  })

  it('gives nothing up for a list of journals that is nonsense, too long or of 1 MB, and keeps the first of two contents', async () => {
    const journals = (count: number) =>
      JSON.stringify(Array.from({ length: count }, (_, n) => ({ epoch: `e${n}`, oldest: 1, head: 9 })))
    for (const epochs of [journals(10_000), ' '.repeat(1_000_000), '[]', 'null']) {
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
