import { readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { SpindleState } from '@wanding/mill'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bus } from '../bus'
import { type KeptEvent, type KeptRecord, Spool } from '../spool'
import { type HistoryStore, type StoreBatch, StoreUnavailableError } from './history-store.port'
import { SpoolPump } from './spool-pump'
import { StoreWriter } from './store-writer'

const T0 = Date.UTC(2026, 0, 5, 8, 0, 13)
const SPINDLES = 6
const log = { warn: () => {}, error: () => {} }

/** What is in the store, by what a row is of: writing a row twice leaves it once. */
class Content {
  readonly rows = new Map<string, unknown>()
  changed: string[] = []
  isAway = false

  private put(key: string, row: unknown): void {
    const text = JSON.stringify(row, (_, value) =>
      ArrayBuffer.isView(value) || value instanceof Map ? [...(value as Iterable<unknown> & object)] : value,
    )
    if (this.rows.has(key) && this.rows.get(key) !== text) this.changed.push(`${key}: ${this.rows.get(key)} -> ${text}`)
    this.rows.set(key, text)
  }

  readonly store = {
    start: async () => {},
    stop: async () => {},
    forgetBefore: async () => {},
    health: () => ({ kind: 'duckdb', ok: true, lastError: null }),
    write: async (batch: StoreBatch) => {
      if (this.isAway) throw new StoreUnavailableError('away')
      for (const row of batch.seconds) this.put(`second ${row.machine} ${row.atMs}`, row)
      for (const row of batch.rollups) this.put(`rollup ${row.machine} ${row.atMs}`, row)
      for (const row of batch.transitions) this.put(`transition ${row.machine} ${row.position} ${row.atMs}`, row)
      for (const row of batch.metrics) {
        for (const [name, value] of row.values) this.put(`metric ${row.machine} ${name} ${row.atMs}`, value)
      }
      for (const row of batch.series) this.put(`series ${row.series} ${row.atMs}`, row.value)
    },
  } as unknown as HistoryStore
}

/** Second by second what two frames say: speeds, a picture of the states each minute, ends that break and are pieced. */
function said(second: number): KeptRecord[] {
  const atMs = T0 + second * 1000
  return ['RF01', 'RF02'].map((machine, index) => {
    const base = { mill: 'jimo', gateway: 'G01', machine, atMs, receivedMs: atMs, run: 'live', historical: false }
    const position = 1 + ((second * 7 + index) % SPINDLES)
    const state = second % 5 === 0 ? SpindleState.endDown : SpindleState.producing
    const states = Uint8Array.from({ length: SPINDLES }, (_, i) =>
      i + 1 === position ? state : SpindleState.producing,
    )
    const events: KeptEvent[] = [
      {
        name: 'spindles',
        value: {
          ...base,
          // The second frame stands now and then: its speeds do not change and are not told.
          ...((index === 0 || second % 40 < 25) && {
            rpm: Uint16Array.from({ length: SPINDLES }, (_, i) => 18_000 + second + i),
          }),
          ...(second % 60 === 10 * index && { states }),
          transitions: [{ position, state, atMs: atMs - 300 }],
        },
      },
      {
        name: 'reading',
        value: { ...base, kind: 'ring-frame', birth: false, values: new Map([['energy/power', 40 + (second % 9)]]) },
      },
    ]
    const at = second * 2 + index + 1
    return {
      receivedMs: atMs,
      events,
      placed: { mill: 'jimo', gateway: 'G01', epoch: 'e', from: at, to: at, fate: 'message' },
    }
  })
}

const reading = (name: string, value: string): KeptEvent => ({
  name: 'reading',
  value: {
    ...{ mill: 'jimo', gateway: 'G02', machine: 'CD01', run: 'live', kind: 'card', birth: false, historical: false },
    ...{ atMs: T0, receivedMs: T0, values: new Map([[name, value]]) },
  },
})

describe('from the spool to the store', () => {
  let temp: TempFolder
  let lives = 0

  beforeAll(async () => {
    temp = await tempFolder('spool-pump')
  })
  afterAll(() => temp.stop())

  async function life(content: Content, folder: string, mostBytes = 1e9) {
    const bus = new Bus((error) => {
      throw error
    })
    let nowMs = T0
    const writer = new StoreWriter(bus, content.store, {
      retentionHours: 24,
      retentionBytes: 20e9,
      nowMs: () => nowMs,
      log,
    })
    writer.start()
    const spool = await Spool.open({ folder, mostBytes, log })
    const unreadable: unknown[] = []
    const pump = new SpoolPump(
      spool,
      bus,
      writer,
      () => nowMs,
      (error) => unreadable.push(error),
    )
    return {
      spool,
      writer,
      pump,
      unreadable,
      at(ms: number): void {
        nowMs = ms
      },
      say(second: number, receivedMs = T0 + second * 1000): void {
        nowMs = receivedMs
        for (const record of said(second)) {
          spool.append({ ...record, receivedMs })
          spool.book.settled(record.placed!)
        }
      },
    }
  }

  /** Lets the writes under way come to their end. */
  const written = async (live: Awaited<ReturnType<typeof life>>) => {
    await live.pump.turn()
    await live.writer.flush()
  }

  async function uninterrupted(seconds: number): Promise<Content> {
    lives += 1
    const content = new Content()
    const live = await life(content, `${temp.path}/${lives}`)
    for (let second = 0; second < seconds; second++) {
      live.say(second)
      await live.spool.commit()
      await live.pump.turn()
    }
    await written(live)
    return content
  }

  it('leaves the same rows whenever the program is killed and whenever the store is away', async () => {
    const SECONDS = 320
    const expected = await uninterrupted(SECONDS)
    expect([...expected.rows.keys()].filter((key) => key.startsWith('rollup RF01')).length).toBeGreaterThan(4)
    const fate = fc.record({
      kills: fc.uniqueArray(fc.integer({ min: 1, max: SECONDS - 1 }), { minLength: 1, maxLength: 6 }),
      away: fc.tuple(fc.integer({ min: 0, max: SECONDS }), fc.integer({ min: 0, max: 60 })),
      idle: fc.integer({ min: 1, max: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(fate, async ({ kills, away: [awayFrom, awayFor], idle }) => {
        lives += 1
        const folder = `${temp.path}/${lives}`
        const content = new Content()
        let live = await life(content, folder)
        for (let second = 0; second < SECONDS; second++) {
          content.isAway = second >= awayFrom && second < awayFrom + awayFor
          live.say(second)
          await live.spool.commit()
          if (second % idle === 0) await live.pump.turn()
          if (kills.includes(second)) live = await life(content, folder)
        }
        content.isAway = false
        // The last program finds all that is left.
        live = await life(content, folder)
        await written(live)
        await written(live)
        expect(content.changed).toEqual([])
        for (const [key, row] of expected.rows) expect([key, content.rows.get(key)]).toEqual([key, row])
        expect([...content.rows.keys()].filter((key) => !expected.rows.has(key))).toEqual([])
        expect(live.spool.ledger().total).toMatchObject({
          produced: 2 * SECONDS,
          stored: 2 * SECONDS,
          inSpool: 0,
          difference: 0,
        })
      }),
      { numRuns: 8 },
    )
  }, 120_000)

  it('leaves the same rows of what came all at once, after the line was down', async () => {
    const SECONDS = 320
    const expected = await uninterrupted(SECONDS)
    lives += 1
    const content = new Content()
    const live = await life(content, `${temp.path}/${lives}`)
    const [from, to] = [60, 250]
    for (let second = 0; second < SECONDS; second++) {
      // Between them nothing comes; then everything in one second.
      if (second < from || second > to) live.say(second)
      if (second === to) for (let late = from; late <= to; late++) live.say(late, T0 + to * 1000)
      await live.spool.commit()
      await live.pump.turn()
    }
    await written(live)
    for (const [key, row] of expected.rows) expect([key, content.rows.get(key)]).toEqual([key, row])
    expect(content.rows.size).toBe(expected.rows.size)
  })

  it('makes no row of what the disk does not give now, and all of them when it does', async () => {
    const SECONDS = 60
    const expected = await uninterrupted(SECONDS)
    lives += 1
    const folder = `${temp.path}/${lives}`
    const content = new Content()
    const live = await life(content, folder)
    for (let second = 0; second < SECONDS; second++) live.say(second)
    await live.spool.commit()
    const [name] = readdirSync(join(folder, 'records'))
    const path = join(folder, 'records', name!)
    renameSync(path, `${path}.aside`)
    symlinkSync(path, path)
    await live.pump.turn()
    expect(live.unreadable).toHaveLength(1)
    expect(content.rows.size).toBe(0)
    rmSync(path)
    renameSync(`${path}.aside`, path)
    await written(live)
    expect([...content.rows].sort()).toEqual([...expected.rows].sort())
    expect(live.spool.ledger()).toMatchObject({ total: { stored: 2 * SECONDS, difference: 0 }, spool: { damaged: 0 } })
  })

  it('says how old the oldest is that is not in the store, also of what an earlier program left', async () => {
    lives += 1
    const folder = `${temp.path}/${lives}`
    const content = new Content()
    content.isAway = true
    const first = await life(content, folder)
    for (let second = 0; second < 30; second++) first.say(second)
    await first.spool.commit()
    const second = await life(content, folder)
    second.at(T0 + 590_000)
    await second.pump.turn()
    expect(second.writer.status(T0 + 600_000).lagMs).toBe(600_000)
    content.isAway = false
    await written(second)
    expect(second.writer.status(T0 + 600_000).lagMs).toBe(0)
  })

  it.each([
    ['two frames', 0],
    // A read of the spool ends at its bytes before it ends at its records.
    ['a full mill', 4000],
  ])(
    'says that the store is behind as long as the spool has more of %s, though nothing of it waits in memory',
    async (_whose, padding) => {
      lives += 1
      const content = new Content()
      const live = await life(content, `${temp.path}/${lives}`)
      for (let second = 0; second < 1000; second++) {
        live.say(second)
        if (padding > 0)
          live.spool.append({ receivedMs: T0 + second * 1000, events: [reading('padding', 'x'.repeat(padding))] })
      }
      await live.spool.commit()
      live.at(T0 + 2_000_000)
      const lags: number[] = []
      let isDone = false
      const turned = live.pump.turn().then(() => {
        isDone = true
      })
      while (!isDone) {
        await new Promise((resolve) => setImmediate(resolve))
        const { lagMs, queued } = live.writer.status(T0 + 2_000_000)
        if (content.rows.size > 0 && queued === 0 && live.pump.waiting > 0) lags.push(lagMs)
      }
      await turned
      await live.writer.flush()
      expect(lags.length).toBeGreaterThan(0)
      expect(Math.min(...lags)).toBeGreaterThan(1_000_000)
      expect(live.writer.status(T0 + 2_000_000).lagMs).toBe(0)
    },
  )

  it('takes new messages though what the recorders may need of the past fills the spool', async () => {
    lives += 1
    const mostBytes = 20e6
    const live = await life(new Content(), `${temp.path}/${lives}`, mostBytes)
    const rooms: number[] = []
    live.spool.onDurable(() => rooms.push(live.spool.bytes))
    let refused = 0
    // A minute of the clock fills it: much less than the recorders like to have.
    for (let second = 0; second < 300; second++) {
      const receivedMs = T0 + second * 1000
      live.at(receivedMs)
      for (let i = 0; i < 10; i++)
        refused += Number(!live.spool.append({ receivedMs, events: [reading('padding', 'x'.repeat(33_000))] }))
      await live.spool.commit()
      do {
        await written(live)
        live.at(receivedMs + 999)
      } while (live.pump.waiting > 0)
    }
    expect(live.spool.ledger().spool.waiting).toBe(0)
    expect(Math.max(...rooms)).toBeGreaterThanOrEqual(mostBytes)
    // It was full now and then, for a second or some: not for good.
    expect(refused).toBeGreaterThan(0)
    expect(refused).toBeLessThan(300)
  })

  it('goes on where it was after an orderly end, and lets go of what is old enough', async () => {
    lives += 1
    const folder = `${temp.path}/${lives}`
    const content = new Content()
    const first = await life(content, folder)
    for (let second = 0; second < 400; second++) {
      first.say(second)
      await first.spool.commit()
      await first.pump.turn()
    }
    await first.pump.stop(() => first.writer.flush())
    await first.spool.stop()
    const { checkpoint } = first.spool
    expect(checkpoint.written).toBe(800)
    // Three minutes are read again: the recorders must know what they knew.
    expect(checkpoint.resume).toBeGreaterThan(400)
    expect(checkpoint.resume).toBeLessThanOrEqual(800 - 2 * 180 + 1)
    const rows = content.rows.size
    const second = await life(content, folder)
    await written(second)
    expect(content.rows.size).toBe(rows)
    expect(second.spool.ledger().total).toMatchObject({ produced: 800, stored: 800, inSpool: 0, difference: 0 })
  })
})
