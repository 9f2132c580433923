import { waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { growth, median, type Reading } from './growth'
import { type PageCounts, PageMemory } from './page-memory'

const HOURS_OPEN = 12
const LOOKS = 3

/** What is told of one count of a page after it was read again and again. */
export interface Tendency {
  median: number
  /** What is added in twelve hours of the mill, if it goes on so. */
  inTwelveHours: number
  perReading: number
}

/** What an open page keeps, read again and again at the same place. */
export class PageReadings {
  readonly all: { atHours: number; counts: PageCounts }[] = []

  private constructor(
    readonly page: Page,
    private readonly memory: PageMemory,
  ) {}

  static async of(page: Page): Promise<PageReadings> {
    return new PageReadings(page, await PageMemory.of(page))
  }

  /** At a time of the mill, h. The least of three revisions: an answer that is just being read is no leak. */
  async read(atHours: number): Promise<void> {
    const looks: PageCounts[] = []
    for (let i = 0; i < LOOKS; i++) {
      await this.nextSecond()
      looks.push(await this.memory.counts())
    }
    const least = (of: keyof PageCounts) => Math.min(...looks.map((each) => each[of]))
    this.all.push({
      atHours,
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
    const of = (what: keyof PageCounts) =>
      tendencyOf(after.map(({ atHours, counts }) => [atHours, counts[what]] as const))
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
  return {
    median: median(values),
    inTwelveHours: growth(readings) * HOURS_OPEN,
    perReading: growth(values.map((value, i) => [i, value] as const)),
  }
}
