import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { aBatch, aMetricRow } from './batch.builder'
import { BatchQueue, retryDelayMs } from './batch-queue'
import { type HistoryStore, type StoreBatch, StoreRejectedError, StoreUnavailableError } from './history-store.port'

/** A store of which only start and write are used; each write waits for the next answer. */
class FakeStore {
  /** Batches of each write that was accepted, by their time. */
  readonly writes: number[][] = []
  answers: ((batch: StoreBatch) => Promise<void>)[] = []
  starts: (Error | undefined)[] = []

  async start(): Promise<void> {
    const error = this.starts.shift()
    if (error) throw error
  }

  async write(batch: StoreBatch): Promise<void> {
    await this.answers.shift()?.(batch)
    this.writes.push(timesOf(batch))
  }

  get written(): number[] {
    return this.writes.flat()
  }
}

const timesOf = ({ metrics }: StoreBatch): number[] => [...new Set(metrics.map(({ atMs }) => atMs))]
const batch = (atMs: number, rows = 1) =>
  aBatch({ metrics: Array.from({ length: rows }, () => aMetricRow(atMs, { x: 1 })) })
const away = async () => {
  throw new StoreUnavailableError('gone')
}
const refuse = async () => {
  throw new StoreRejectedError('poison')
}
const log = { warn: () => {}, error: () => {} }

function aQueue(limits = { batches: 100, bytes: 1e9 }) {
  const store = new FakeStore()
  let nowMs = 0
  const queue = new BatchQueue(
    store as unknown as HistoryStore,
    log,
    () => nowMs,
    limits,
    () => 1,
  )
  const at = (ms: number) => {
    nowMs = ms
  }
  return { store, queue, at }
}

describe('BatchQueue', () => {
  it('writes batches in order, and nothing that is empty', async () => {
    const { store, queue } = aQueue()
    for (const atMs of [1, 2, 3]) queue.push(batch(atMs))
    queue.push(aBatch({}))
    expect(await queue.flush(1000)).toBe(0)
    expect(store.written).toEqual([1, 2, 3])
    expect(queue).toMatchObject({ queued: 0, dropped: 0, lastError: null })
  })

  it('tries the same batch again until the store is back, and tells how far behind it is', async () => {
    vi.useFakeTimers()
    try {
      const { store, queue, at } = aQueue()
      store.starts = [new StoreUnavailableError('not yet')]
      store.answers = [away, away]
      at(1000)
      queue.push(batch(1))
      queue.push(batch(2))
      await vi.advanceTimersByTimeAsync(0)
      expect(queue).toMatchObject({ queued: 2, lastError: 'not yet' })
      expect(queue.lagMs(4000)).toBe(3000)
      await vi.advanceTimersByTimeAsync(retryDelayMs(1, () => 1))
      expect(queue.lastError).toBe('gone')
      await vi.advanceTimersByTimeAsync(60_000)
      expect(store.written).toEqual([1, 2])
      expect(queue).toMatchObject({ queued: 0, dropped: 0, lastError: null })
      expect(queue.lagMs(9999)).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('waits as long as the store asks for', async () => {
    vi.useFakeTimers()
    try {
      const { store, queue } = aQueue()
      const later = async () => {
        throw new StoreUnavailableError('busy', undefined, 60_000)
      }
      store.answers = [later]
      queue.push(batch(1))
      await vi.advanceTimersByTimeAsync(59_000)
      expect(store.written).toEqual([])
      await vi.advanceTimersByTimeAsync(1000)
      expect(store.written).toEqual([1])
    } finally {
      vi.useRealTimers()
    }
  })

  it('says when it has no room, and again when it has, and never drops anything', async () => {
    const { store, queue } = aQueue({ batches: 3, bytes: 1e9 })
    const arrive: (() => void)[] = []
    store.answers = [1, 2, 3].map(() => () => new Promise<void>((resolve) => void arrive.push(resolve)))
    queue.push(batch(1))
    await vi.waitFor(() => expect(arrive).toHaveLength(1))
    queue.push(batch(2))
    expect(queue.hasRoom).toBe(true)
    queue.push(batch(3))
    expect(queue.hasRoom).toBe(false)
    arrive[0]!()
    await vi.waitFor(() => expect(arrive).toHaveLength(2))
    expect(queue.hasRoom).toBe(true)
    arrive[1]!()
    expect(await queue.flush(1000)).toBe(0)
    expect(queue).toMatchObject({ hasRoom: true, dropped: 0 })
    expect(store.written).toEqual([1, 2, 3])
  })

  it('has no room beyond its bytes, too', () => {
    const { store, queue } = aQueue({ batches: 1000, bytes: 50_000 })
    store.answers = [() => new Promise(() => {})]
    let pushed = 0
    for (; queue.hasRoom; pushed++) queue.push(batch(pushed, 100))
    expect(pushed).toBeGreaterThan(1)
    expect(pushed).toBeLessThanOrEqual(4)
  })

  it('tells in order when a batch is done: written, refused for good, or empty after those before it', async () => {
    const { store, queue } = aQueue()
    const done: string[] = []
    store.answers = [away, refuse, async () => {}, refuse]
    queue.push(batch(1), () => done.push('written'))
    queue.push(batch(2), () => done.push('refused'))
    queue.push(aBatch({}), () => done.push('empty'))
    expect(done).toEqual([])
    expect(await queue.flush(5000)).toBe(0)
    expect(done).toEqual(['written', 'refused', 'empty'])
    queue.push(aBatch({}), () => done.push('at once'))
    expect(done.at(-1)).toBe('at once')
  })

  it('gives up what the store refuses for good and goes on with the next', async () => {
    const { store, queue } = aQueue()
    const refused: string[] = []
    queue.onRefused = ({ text, reason }) => refused.push(`${text}: ${reason}`)
    const some = async () => {
      throw new StoreRejectedError('poison', 3, [{ text: 'm x=1', reason: 'x is text' }])
    }
    // Together, then one by one.
    store.answers = [refuse, refuse, some]
    queue.push(batch(1, 5))
    queue.push(batch(2, 3))
    queue.push(batch(3))
    await queue.flush(1000)
    expect(store.written).toEqual([3])
    expect(queue.dropped).toBe(8)
    expect(refused).toEqual(['5 rows: poison', 'm x=1: x is text', 'and 2 rows more: poison'])
    // The first of them finds nobody to go with.
    for (const atMs of [4, 5, 6]) queue.push(batch(atMs))
    await queue.flush(1000)
    expect(store.writes).toEqual([[3], [4], [5, 6]])
  })

  it('writes together what waits, up to sixteen batches and four megabytes', async () => {
    const { store, queue } = aQueue()
    for (let atMs = 1; atMs <= 40; atMs++) queue.push(batch(atMs))
    await queue.flush(1000)
    expect(store.writes.map((times) => times.length)).toEqual([16, 16, 8])
    for (const [atMs, rows] of [
      [41, 1],
      [42, 14_000],
      [43, 14_000],
      [44, 14_000],
      [45, 100_000],
      [46, 1],
    ] as const)
      queue.push(batch(atMs, rows))
    await queue.flush(1000)
    expect(store.writes.slice(3)).toEqual([[41], [42, 43], [44], [45], [46]])
  })

  it('whatever the store refuses, each batch is stored or refused once, in order', async () => {
    const many = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(many, fc.integer({ min: 1, max: 60 }), async (poisoned, batches) => {
        const { store, queue } = aQueue()
        const done: number[] = []
        const refused: string[] = []
        queue.onRefused = ({ text }) => refused.push(text)
        const judge = async (given: StoreBatch) => {
          if (timesOf(given).some((atMs) => poisoned.includes(atMs))) await refuse()
        }
        store.answers = Array.from({ length: 200 }, () => judge)
        for (let atMs = 1; atMs <= batches; atMs++) queue.push(batch(atMs, atMs), () => done.push(atMs))
        expect(await queue.flush(10_000)).toBe(0)
        const all = Array.from({ length: batches }, (_, i) => i + 1)
        const bad = all.filter((atMs) => poisoned.includes(atMs))
        expect(done).toEqual(all)
        expect(store.written).toEqual(all.filter((atMs) => !bad.includes(atMs)))
        expect(refused).toEqual(bad.map((rows) => `${rows} rows`))
        expect(queue.dropped).toBe(bad.reduce((sum, rows) => sum + rows, 0))
      }),
    )
  })

  it('ends in time when the store is away at the end, and says how many rows are lost', async () => {
    const { store, queue } = aQueue()
    store.answers = Array.from({ length: 9 }, () => away)
    queue.push(batch(1, 4))
    queue.push(batch(2, 6))
    expect(await queue.flush(60_000)).toBe(10)
  })
})

describe('retryDelayMs', () => {
  it('doubles up to ten seconds, less at most half', () => {
    expect([1, 2, 3, 6, 7, 99].map((attempt) => retryDelayMs(attempt, () => 0))).toEqual([
      250, 500, 1000, 8000, 10_000, 10_000,
    ])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const longest = retryDelayMs(attempt, () => 0)
        expect(retryDelayMs(attempt, () => random)).toBeGreaterThanOrEqual(longest / 2)
        expect(retryDelayMs(attempt, () => random)).toBeLessThanOrEqual(longest)
      }),
    )
  })
})
