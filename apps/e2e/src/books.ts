import type { Ledger, SpindleSeconds } from '@wanding/contracts'
import { waitFor } from '@wanding/testkit'
import { expect } from 'vitest'
import type { WandingSystem } from './system'

const SECOND_MS = 1000
/** The seconds of a life that may be half there: a program begins and ends within one. */
const EDGE_MS = 2 * SECOND_MS

/** The ledger of a running system, and the history that must be behind it. */
export class Books {
  constructor(
    private readonly system: WandingSystem,
    private readonly mill: string,
    private readonly gateways: number,
  ) {}

  now(): Promise<Ledger> {
    return this.system.get<Ledger>('/api/health/ledger')
  }

  /** Waits until new messages have reached the store from every gateway. */
  async flowing(what: string): Promise<Ledger> {
    const before = await this.when(`the gateways: ${what}`, ({ gateways }) => gateways.length === this.gateways)
    const stored = (books: Ledger, name: string) => books.gateways.find(({ gateway }) => gateway === name)!.stored
    return this.when(`new messages in the store: ${what}`, (now) =>
      now.gateways.every(({ gateway }) => stored(now, gateway) > stored(before, gateway)),
    )
  }

  /** More was produced than before, and all of it has arrived; only what is just under way is not in the store. */
  async settled(what: string, before: Ledger): Promise<Ledger> {
    await this.flowing(what)
    return this.when(
      `the books to be settled: ${what}`,
      ({ total }) => total.produced > before.total.produced && total.atGateway === 0 && total.held === 0,
    )
  }

  /** Waits until the books say so; they are in the error when they do not. */
  async when(what: string, condition: (books: Ledger) => boolean, timeoutMs = 90_000): Promise<Ledger> {
    let last: Ledger | undefined
    try {
      return await waitFor(
        async () => {
          last = await this.now()
          return condition(last) && last
        },
        { what, timeoutMs },
      )
    } catch (error) {
      throw new Error(`${(error as Error).message}; the last books: ${JSON.stringify(last)}`, { cause: error })
    }
  }

  /** Every message is where it should be, and none is lost or unusable. */
  expectExact(books: Ledger): void {
    this.expectNothingLost(books)
    expect(books.spool.refused).toBe(0)
  }

  /** The same, where something may have been refused and come again. */
  expectNothingLost(books: Ledger): void {
    for (const each of books.gateways) {
      expect(each, JSON.stringify(books)).toMatchObject({ difference: 0, lost: 0, deadLettered: 0 })
    }
    expect(books.spool).toMatchObject({ problem: null, damaged: 0 })
    expect(books.unjournalled).toMatchObject({ gateways: [], lost: 0 })
  }

  /** Every second of a spindle of a frame is in the store while its simulator lived, whatever the books say. */
  async expectEverySecond(fromMs: number, toMs: number): Promise<void> {
    const from = Math.ceil((fromMs + EDGE_MS) / SECOND_MS)
    const until = Math.floor((toMs - EDGE_MS) / SECOND_MS)
    const wanted = Array.from({ length: Math.max(0, until - from) }, (_, i) => from + i)
    let missing: number[] = wanted
    const path = `/api/mills/${this.mill}/machines/RF01/spindles/1/seconds`
    try {
      await waitFor(
        async () => {
          const range = `run=live&from=${Math.floor(fromMs)}&to=${Math.ceil(toMs)}`
          const { atMs } = await this.system.get<SpindleSeconds>(`${path}?${range}`)
          const found = new Set(atMs.map((each) => Math.round(each / SECOND_MS)))
          missing = wanted.filter((second) => !found.has(second))
          return missing.length === 0
        },
        { what: 'every second', timeoutMs: 20_000 },
      )
    } catch {
      const told = missing.map((second) => new Date(second * SECOND_MS).toISOString())
      expect(told, `seconds that are not in the store, of ${wanted.length}`).toEqual([])
    }
  }
}
