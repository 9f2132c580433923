import type { Ledger, SpindleSeconds } from '@wanding/contracts'
import { type RunningProcess, type TestServer, waitFor } from '@wanding/testkit'
import { expect } from 'vitest'
import { Books } from './books'
import { type SystemOptions, WandingSystem } from './system'
import { Witness } from './witness'

const MILL = 'jimo'
const FRAMES = 84
/** Twelve of seven frames each, and those of preparation, utilities and the office. */
export const GATEWAYS = 15
const SECONDS_WITHIN_MS = 60_000
/** A look at less of the mill's time proves little. */
const LEAST_MS = 3000

export interface Mark {
  books: Ledger
  /** Time of the newest message that was heard, epoch ms. */
  afterMs: number
  /** How often the witness had lost the broker by then. */
  losses: number
}

/** 100,800 spindles on the wire, the books of their gateways, and a witness beside them. */
export class FullMill {
  api!: RunningProcess
  simulator!: RunningProcess

  private constructor(
    readonly system: WandingSystem,
    readonly books: Books,
    readonly witness: Witness,
  ) {}

  static async start(broker: TestServer, options: SystemOptions = {}): Promise<FullMill> {
    const system = await WandingSystem.prepare({ mqttUrl: broker.url, mill: MILL, ...options })
    const mill = new FullMill(system, new Books(system, MILL, GATEWAYS), await Witness.of(broker, MILL))
    mill.api = await system.startApi()
    mill.simulator = await system.startSimulator()
    await mill.books.flowing('the first light')
    return mill
  }

  async stop(): Promise<void> {
    await this.system.stop()
    await this.witness.stop()
  }

  /** What is known of now, to begin from when something has been done to the mill. */
  async mark(): Promise<Mark> {
    return { books: await this.books.now(), afterMs: this.witness.newestMs, losses: this.witness.losses }
  }

  /** How many seconds of frames have been heard since then that are not in the store. */
  async missing(since: Mark): Promise<number> {
    let missing = 0
    for (const [frame, atMs] of this.witness.heard(since.afterMs + 1, this.witness.newestMs + 1)) {
      const stored = new Set(await this.storedSeconds(frame, since.afterMs, this.witness.newestMs + 1))
      missing += atMs.filter((each) => !stored.has(each)).length
    }
    return missing
  }

  /** The books are exact, and of what every frame has said since then every second is in the store, once. */
  async expectWhole(what: string, since: Mark): Promise<Ledger> {
    // A simulator that has started again connects its gateways one after the other.
    await waitFor(() => this.witness.reachedMs > since.afterMs + LEAST_MS, {
      what: `frames that speak ${what}`,
      timeoutMs: SECONDS_WITHIN_MS,
    })
    const books = await this.books.settled(what, since.books)
    this.books.expectNothingLost(books)
    const isAllHeard = since.losses === this.witness.losses
    await this.expectEverySecondOnce(since.afterMs + 1, this.witness.newestMs + 1, isAllHeard)
    return books
  }

  /**
   * Of all frames, on the clock of the mill; nothing else is there where all was heard, and nothing of what is lost, as
   * `<frame> <time>`.
   */
  async expectEverySecondOnce(
    fromMs: number,
    toMs: number,
    isAllHeard: boolean,
    lost: ReadonlySet<string> = new Set(),
  ): Promise<void> {
    let last: Record<string, unknown> | undefined
    const isWhole = async () => {
      const wrong: Record<string, unknown> = {}
      const heard = [...this.witness.heard(fromMs, toMs)]
      expect(heard).toHaveLength(FRAMES)
      for (const [frame, allMs] of heard) {
        const atMs = allMs.filter((each) => !lost.has(`${frame} ${each}`))
        const stored = await this.storedSeconds(frame, fromMs, toMs)
        const kept = new Set(stored)
        const missing = atMs.filter((each) => !kept.has(each))
        const twice = stored.length - kept.size
        const unheard = isAllHeard ? stored.filter((each) => !atMs.includes(each)) : []
        if (atMs.length === 0 || missing.length + twice + unheard.length > 0)
          wrong[frame] = { of: atMs.length, missing, twice, unheard }
      }
      last = wrong
      return Object.keys(wrong).length === 0
    }
    try {
      await waitFor(isWhole, { what: 'every second once', timeoutMs: SECONDS_WITHIN_MS })
    } catch (error) {
      throw new Error(`frames that are not in the store as they spoke: ${JSON.stringify(last)}`, { cause: error })
    }
  }

  private async storedSeconds(frame: string, fromMs: number, toMs: number): Promise<number[]> {
    const range = `run=live&from=${Math.floor(fromMs)}&to=${Math.ceil(toMs)}`
    const path = `/api/mills/${MILL}/machines/${frame}/spindles/1/seconds?${range}`
    return (await this.system.get<SpindleSeconds>(path)).atMs
  }
}

/** Lets time pass, by the clock of the machine. */
export function pause(ms: number): Promise<boolean> {
  const fromMs = performance.now()
  return waitFor(() => performance.now() - fromMs >= ms, { what: 'time to pass', timeoutMs: ms + 30_000 })
}
