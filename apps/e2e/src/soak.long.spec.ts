import { launchChromium, type RunningProcess, type TestBrowser } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PageReadings } from './soak/readings'
import { residentMb } from './soak/resident-memory'
import { Walk } from './soak/walk'
import { WandingSystem } from './system'

const HOUR_MS = 3_600_000
/** A minute of the mill each second: twelve hours of breaks, doffs and alarms in twelve minutes. */
const SPEED = 60
/** Mill time for which the pages are open. */
const HOURS = Number(process.env.SOAK_HOURS ?? 12)
/** In the first laps every page is fetched and the shelf of sixteen stretches of the past fills. */
const WARM_UP_LAPS = 8
const LEAST_LAPS = WARM_UP_LAPS + 8
/** Of a walk some hundred more or less are not collected yet; the charts of one lap that stay behind are 1,800. A wall leaves none. */
const MOST_NODES_A_LAP = { walked: 100, wall: 10 }
/** Each lap takes half a minute, on a busy machine a whole one. */
const MOST_MS = (HOURS + 1) * (HOUR_MS / SPEED) + LEAST_LAPS * 120_000

/** Of what a page keeps: what the mill has to tell goes up and down with its day, and is in the pictures of the past, too. */
const MOST_SHARE_ADDED = 0.1

/**
 * Two pages stay open: one is walked through as an engineer does, one hangs on the wall. Chromium counts what they keep, after
 * a collection of garbage and always at the same place. They are flat when twelve hours of the mill add less than a tenth to
 * the heap: 120 kB a lap, or 1.2 kB a revision on the wall, are too many.
 */
describe('twelve hours open', () => {
  let system: WandingSystem
  let product: RunningProcess
  let chromium: TestBrowser
  const errors: string[] = []

  const open = async (path: string): Promise<PageReadings> => {
    const viewport = { width: 1920, height: 1080 }
    const context = await chromium.browser.newContext({ viewport, locale: 'en-GB' })
    const page: Page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    page.setDefaultTimeout(120_000)
    await page.goto(system.address + path)
    await page.locator('header .clock').waitFor()
    return PageReadings.of(page)
  }
  /** Hours of the mill since now. */
  const clockOfMill = async () => {
    const millMs = async () => (await system.get<{ atMs: number }>('/api/mills/jimo/kpi')).atMs
    const fromMs = await millMs()
    return async () => ((await millMs()) - fromMs) / HOUR_MS
  }

  beforeAll(async () => {
    system = await WandingSystem.prepare({ mill: 'jimo', speed: SPEED })
    product = await system.startAll()
    await system.healthy('the mill is there', ({ mills }) => mills.includes('jimo'), 60_000)
    chromium = await launchChromium()
  }, 180_000)

  afterAll(async () => {
    await chromium?.stop()
    await system?.stop()
  }, 60_000)

  it(
    'a page that is walked through and one on the wall keep what they kept',
    async ({ annotate }) => {
      const wall = await open('/?view=map')
      await wall.page.locator('[data-renderer]').waitFor()
      const walked = await open('/data')
      const walk = new Walk(walked.page)
      const hours = await clockOfMill()
      const resident = [residentMb(product.pid)]
      for (let lap = 0; lap < LEAST_LAPS || (await hours()) < HOURS; lap++) {
        await walk.lap(lap)
        await walked.read(await hours())
        await wall.read(await hours())
        resident.push(residentMb(product.pid))
      }
      await annotate(`resident MB at first and at last: ${JSON.stringify([resident[0], resident.at(-1)])}`)
      const tendencies = { walked: walked.tendencies(WARM_UP_LAPS), wall: wall.tendencies(WARM_UP_LAPS) }
      await annotate(`${walked.all.length} laps: ${JSON.stringify(tendencies)}`)
      for (const who of ['walked', 'wall'] as const) {
        const told = tendencies[who]
        const { inTwelveHours, median } = told.heapMb
        expect(inTwelveHours, `MB that ${who} adds in 12 h`).toBeLessThan(MOST_SHARE_ADDED * median)
        expect(told.strayNodes.perReading, `nodes that ${who} leaves behind in a lap`).toBeLessThan(
          MOST_NODES_A_LAP[who],
        )
        expect(told.listeners.perReading, `listeners that ${who} adds in a lap`).toBeLessThanOrEqual(0)
        expect(told.documents.perReading, `documents that ${who} adds in a lap`).toBeLessThanOrEqual(0)
      }
      expect(errors).toEqual([])
    },
    MOST_MS,
  )

  it('a page that keeps the states of each second is found out', async () => {
    const leaking = await open('/?view=map')
    await leaking.page.evaluate(() => {
      const kept: Uint8Array[] = []
      const clock = document.querySelector('header .clock')!
      new MutationObserver(() => kept.push(new Uint8Array(100_800).fill(1))).observe(clock, {
        characterData: true,
        childList: true,
        subtree: true,
      })
    })
    const hours = await clockOfMill()
    for (let i = 0; i < 12; i++) await leaking.read(await hours())
    const { inTwelveHours, median } = leaking.tendencies(1).heapMb
    expect(inTwelveHours).toBeGreaterThan(median)
  }, 300_000)
})
