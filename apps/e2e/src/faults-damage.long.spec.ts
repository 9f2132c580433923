import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { deserialize } from 'node:v8'
import type { Ledger } from '@wanding/contracts'
import { opened, RecordLog } from '@wanding/record-log'
import { decodePayload } from '@wanding/sparkplug'
import {
  type FaultProxy,
  type InfluxServer,
  startInflux,
  startMosquitto,
  startProxy,
  type TestServer,
  tempFolder,
  waitFor,
} from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Draw } from './draw'
import { FullMill, type Mark, pause } from './full-mill'
import { flipBit, type LyingRecord, recordsIn, segmentsIn, splitSegments } from './segment-files'

const SEED = 16
/** Records of a segment, as these tests cut them: a second of the mill has some 150 in the spool, and some ten in a journal. */
const SPOOL_SEGMENT = 200
const JOURNAL_SEGMENT = 25
/** What waits for a store that is away; a mill says as much in some ten seconds. */
const BACKLOG = 1800
/** What must be in the store before. */
const PAST = 1500
const SILENCE_MS = 12_000
const CUTS = 60
const FLIPS = 25

/** What a record says of itself, as far as it is looked at here. */
interface Said {
  gateway: string | undefined
  position: number
  /** A second of a frame that it tells, as `<frame> <time>`. */
  second: string | undefined
}

interface Checkpoint {
  written: number
  resume: number
  summed: number
}

/** 16: the disk has damaged what it had: what is lost is counted, and nothing else is. */
describe('16: damaged records on the disk, for 100,800 spindles on a real InfluxDB', () => {
  let broker: TestServer
  let influx: InfluxServer
  let toStore: FaultProxy
  let mill: FullMill
  const draw = new Draw(SEED)
  const spool = () => join(mill.system.data, 'spool', 'records')

  beforeAll(async () => {
    ;[broker, influx] = await Promise.all([startMosquitto(), startInflux()])
    toStore = await startProxy({ port: influx.port })
    mill = await FullMill.start(broker, { influxUrl: `http://127.0.0.1:${toStore.port}` })
  }, 120_000)
  afterAll(async () => {
    await mill?.stop()
    await toStore?.stop()
    await broker?.stop()
    await influx?.stop()
  }, 60_000)

  /** Kills the backend when much waits for the store; gives what is on its disk, and how far the store was. */
  const killedBeforeTheStore = async () => {
    await mill.books.when('a past', ({ total }) => total.stored > PAST)
    const since = await mill.mark()
    toStore.setMode('reset')
    await mill.books.when('a backlog', ({ total }) => total.inSpool > BACKLOG)
    const before = await mill.books.now()
    await mill.api.kill()
    toStore.setMode('pass')
    const { newestMs } = mill.witness
    // Behind the last word of the backend.
    await waitFor(() => mill.witness.newestMs > newestMs + 1000, { what: 'frames that speak on' })
    const checkpoint = JSON.parse(readFileSync(join(spool(), '..', 'checkpoint.json'), 'utf8')) as Checkpoint
    return { since, before, checkpoint }
  }

  /** The messages of these records are lost, and counted at their gateways; nobody knows of those that are gone; all else is stored. */
  const expectLost = async (
    what: string,
    { since, before }: { since: Mark; before: Ledger },
    lost: readonly Said[],
    gone: readonly Said[] = [],
  ) => {
    const earlier = new Map(before.gateways.map((each) => [each.gateway, each.lost]))
    await mill.books.settled(what, before)
    // A quiet gateway says only by its birth what it does not have any more.
    const settled = await mill.books.when(
      `the loss to be known: ${what}`,
      ({ total }) => total.lost - before.total.lost >= lost.length && total.atGateway === 0 && total.held === 0,
    )
    const more = settled.gateways.map((each) => [each.gateway, each.lost - earlier.get(each.gateway)!])
    const expected = settled.gateways.map(({ gateway }) => [
      gateway,
      lost.filter((each) => each.gateway === gateway).length,
    ])
    expect(more).toEqual(expected)
    expect(settled.gateways.filter(({ difference }) => difference !== 0)).toEqual([])
    expect(settled.total).toMatchObject({ deadLettered: 0, held: 0 })
    const seconds = new Set([...lost, ...gone].flatMap(({ second }) => second ?? []))
    await mill.expectEverySecondOnce(
      since.afterMs + 1,
      mill.witness.newestMs,
      since.losses === mill.witness.losses,
      seconds,
    )
    // Only now has the store gone through all that there was.
    return mill.books.now()
  }

  it('segments of the spool: one is stored and missing, one waits and is missing, one waits and is empty, one too many', async () => {
    const killed = await killedBeforeTheStore()
    const { written, resume, summed } = killed.checkpoint
    const records = splitSegments(spool(), SPOOL_SEGMENT)
    const segments = segmentsIn(spool())
    const of = (path: string) => records.filter((record) => record.path === path)
    const stored = segments.filter((path) => of(path).every(({ position }) => position <= written && position > resume))
    const waiting = segments.filter((path) => of(path).every(({ position }) => position > summed)).slice(0, -1)
    const [missing, empty] = [waiting[1]!, waiting[3]!]
    const missed = [stored[1]!, missing, empty].flatMap(of)
    rmSync(stored[1]!)
    rmSync(missing)
    truncateSync(empty, 0)
    const next = records.at(-1)!.position + 1
    writeFileSync(join(spool(), `${String(next).padStart(16, '0')}.log`), '')
    mill.api = await mill.system.startApi()
    const books = await expectLost(
      'without some segments',
      killed,
      [missing, empty].flatMap(of).map(saidInSpool).filter(isMessage),
    )
    expect(books.spool.damaged).toBe(missed.length)
    expect(mill.api.output()).toContain('the spool was left in the middle of a write')
  })

  it('the end of the spool is torn: what had been acknowledged is lost, the rest is told again', async () => {
    const killed = await killedBeforeTheStore()
    const { summed } = killed.checkpoint
    // All in one, so that the end that is torn is not only what a segment has just begun with.
    const records = splitSegments(spool(), Number.POSITIVE_INFINITY).filter(({ position }) => position > summed)
    // The newest second was not acknowledged yet.
    const first = draw.of(records.slice(-900, -600))
    const cut = records.filter(({ position }) => position >= first.position)
    truncateSync(first.path, first.at + 1 + draw.whole(first.size - 1))
    const acknowledged = acknowledgedTo()
    mill.api = await mill.system.startApi()
    const lost = cut
      .map(saidInSpool)
      .filter((each) => isMessage(each) && each.position <= (acknowledged.get(each.gateway!) ?? 0))
    expect(lost.length).toBeGreaterThan(50)
    await expectLost('after a torn end', killed, lost)
    expect(mill.api.output()).toContain('the spool was left in the middle of a write')
  })

  it('a log that is cut at any byte gives back all that is before it', async () => {
    const copy = await tempFolder('cut')
    const last = segmentsIn(spool()).at(-1)!
    const whole = readFileSync(last)
    const records = recordsIn(spool()).filter(({ path }) => path === last)
    try {
      const path = join(copy.path, basename(last))
      for (let cut = 0; cut < CUTS; cut++) {
        const length = draw.whole(records.at(-1)!.at)
        writeFileSync(path, whole.subarray(0, length))
        const left = records.filter(({ at, size }) => at + size <= length)
        const log = RecordLog.open(copy.path)
        expect(log.next, `cut at ${length}`).toBe((left.at(-1) ?? { position: records[0]!.position - 1 }).position + 1)
        const reader = log.reader(records[0]!.position)
        const read = await reader.read(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)
        expect(read.length).toBe(left.length)
        expect(read.every(({ bytes }, index) => bytes && left[index]!.bytes.equals(bytes))).toBe(true)
        await reader.close()
        await log.close()
      }
    } finally {
      await copy.stop()
    }
  })

  it('bits are turned in records of the spool: those that are stored are only counted, those that wait are lost', async () => {
    const killed = await killedBeforeTheStore()
    const { written, resume, summed } = killed.checkpoint
    const records = splitSegments(spool(), SPOOL_SEGMENT)
    const from = Math.max(resume, records[0]!.position)
    const stored = draw.some(
      records.filter(({ position }) => position >= from && position <= written),
      FLIPS,
    )
    // What is torn at the end cannot be told from what was never written.
    const waiting = draw.some(
      records.slice(0, -SPOOL_SEGMENT).filter(({ position }) => position > summed),
      FLIPS,
    )
    for (const each of [...stored, ...waiting]) flipBit(each, draw.whole(8 * each.size))
    const before = records.at(-1)!.position - from + 1 - records.filter(({ position }) => position >= from).length
    mill.api = await mill.system.startApi()
    const books = await expectLost('after turned bits', killed, waiting.map(saidInSpool).filter(isMessage))
    expect(books.spool.damaged).toBe(before + stored.length + waiting.length)
  })

  it('journals of gateways: turned bits, torn ends, missing and empty segments', async () => {
    const since = await mill.mark()
    const before = await mill.books.now()
    await mill.api.kill()
    await pause(SILENCE_MS)
    await mill.simulator.kill()
    const acknowledged = acknowledgedTo()
    const journals = join(mill.system.data, 'journal', 'jimo')
    const lost: Said[] = []
    const gone: Said[] = []
    const harm: ((records: LyingRecord[], mine: LyingRecord[], gateway: string, folder: string) => void)[] = [
      (records, unheard, gateway) => {
        const flipped = draw.some(unheard.slice(0, -JOURNAL_SEGMENT), 5)
        const had = draw.some(
          records.filter((each) => !unheard.includes(each)),
          5,
        )
        for (const each of [...flipped, ...had]) flipBit(each, draw.whole(8 * each.size))
        lost.push(...flipped.map(saidInJournal(gateway)))
      },
      (_, unheard, gateway, folder) => {
        const last = segmentsIn(folder).at(-1)!
        const mine = unheard.filter(({ path }) => path === last)
        const first = draw.of(mine)
        truncateSync(last, first.at + 1 + draw.whole(first.size - 1))
        gone.push(...mine.filter(({ at }) => at >= first.at).map(saidInJournal(gateway)))
      },
      (_, unheard, gateway) => {
        const paths = [...new Set(unheard.map(({ path }) => path))].slice(1, -1)
        rmSync(paths[0]!)
        truncateSync(paths[1] ?? paths[0]!, 0)
        lost.push(...unheard.filter(({ path }) => paths.slice(0, 2).includes(path)).map(saidInJournal(gateway)))
      },
      (records, unheard, _, folder) => {
        const [had] = segmentsIn(folder)
        expect(unheard.some(({ path }) => path === had)).toBe(false)
        rmSync(had!)
        const next = records.at(-1)!.position + 1
        writeFileSync(join(folder, `${String(next).padStart(16, '0')}.log`), '')
      },
    ]
    const gateways = [...acknowledged.keys()].filter((gateway) => /^GW/.test(gateway)).sort()
    expect(gateways.length).toBeGreaterThanOrEqual(2 * harm.length)
    for (const [index, gateway] of gateways.entries()) {
      const number = (await readdir(join(journals, gateway))).sort().at(-1)!
      const folder = join(journals, gateway, number)
      const records = splitSegments(folder, JOURNAL_SEGMENT)
      const unheard = records.filter(({ position }) => position > acknowledged.get(gateway)!)
      harm[index % harm.length]!(records, unheard, gateway, folder)
    }
    mill.api = await mill.system.startApi()
    mill.simulator = await mill.system.startSimulator()
    expect(gone.length).toBeGreaterThan(0)
    await expectLost('with damaged journals', { since, before }, lost, gone)
  })

  /** Up to where each gateway has heard that the backend has its messages. */
  function acknowledgedTo(): Map<string, number> {
    const highest = new Map<string, number>()
    for (const { gateway, position } of mill.witness.watermarks)
      highest.set(gateway, Math.max(position, highest.get(gateway) ?? 0))
    return highest
  }
})

const isMessage = ({ gateway }: Said): boolean => gateway !== undefined

/** Of what was derived here, no gateway. */
function saidInSpool({ bytes }: LyingRecord): Said {
  const { placed, events } = deserialize(bytes) as {
    placed?: { gateway: string; from: number }
    events: { name: string; value: { machine?: string; atMs?: number } }[]
  }
  const told = events.find(({ name }) => name === 'spindles')?.value
  return {
    gateway: placed?.gateway,
    position: placed?.from ?? 0,
    second: told && `${told.machine} ${told.atMs}`,
  }
}

const saidInJournal =
  (gateway: string) =>
  ({ bytes, position }: LyingRecord): Said => {
    const { header, body } = opened(bytes)!
    return { gateway, position, second: `${(header as { device?: string }).device} ${decodePayload(body).timestampMs}` }
  }
