import { waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { growth, median, type Reading } from './growth'
import { type PageCounts, PageMemory } from './page-memory'

const HOUR_MS = 3_600_000
const HOURS_OPEN = 12
const LOOKS = 3

/** What is told of one count of a page after it was read again and again. */
export interface Tendency {
  median: number
  /** What is added in twelve hours of the reader's clock, if it goes on so. */
  inTwelveHours: number
  /** What was added while it was read. */
  inAll: number
  perReading: number
}

/** What an open page keeps, read again and again at the same place. */
export class PageReadings {
  readonly all: { atMs: number; counts: PageCounts }[] = []

  private constructor(
    readonly page: Page,
    private readonly memory: PageMemory,
  ) {}

  static async of(page: Page): Promise<PageReadings> {
    return new PageReadings(page, await PageMemory.of(page))
  }

  /** The least of three seconds of the mill: an answer that is just being read is no leak. */
  async read(): Promise<void> {
    const looks: PageCounts[] = []
    for (let i = 0; i < LOOKS; i++) {
      await this.nextSecond()
      looks.push(await this.memory.counts())
    }
    const least = (of: keyof PageCounts) => Math.min(...looks.map((each) => each[of]))
    this.all.push({
      atMs: performance.now(),
      counts: {
        heapMb: least('heapMb'),
        strayNodes: least('strayNodes'),
        listeners: least('listeners'),
        documents: least('documents'),
      },
    })
  }

  /** How each count moves after the first readings, in which caches fill. */
  tendencies(warmUp: number): Record<keyof PageCounts, Tendency> {
    const after = this.all.slice(warmUp)
    const of = (what: keyof PageCounts) => tendencyOf(after.map(({ atMs, counts }) => [atMs, counts[what]] as const))
    return {
      heapMb: of('heapMb'),
      strayNodes: of('strayNodes'),
      listeners: of('listeners'),
      documents: of('documents'),
    }
  }

  private async nextSecond(): Promise<void> {
    const clock = () => this.page.locator('header .clock').innerText()
    const before = await clock()
    await waitFor(async () => (await clock()) !== before, { what: 'the next second of the mill', timeoutMs: 30_000 })
  }
}

function tendencyOf(readings: readonly Reading[]): Tendency {
  const values = readings.map(([, value]) => value)
  const perMs = growth(readings)
  const [first = 0, last = 0] = [readings[0]?.[0], readings.at(-1)?.[0]]
  return {
    median: median(values),
    inTwelveHours: perMs * HOURS_OPEN * HOUR_MS,
    inAll: perMs * (last - first),
    perReading: growth(values.map((value, i) => [i, value] as const)),
  }
}
