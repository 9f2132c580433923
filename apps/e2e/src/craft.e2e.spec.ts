import { launchChromium, type TestBrowser, waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unreadable } from './readable'
import { WandingSystem } from './system'

const SIZES = { desktop: { width: 1920, height: 1080 }, phone: { width: 390, height: 844 } } as const
const PAGES = [
  '/',
  '/?view=map&layer=speed&sel=RF02-L512',
  '/?view=table&sel=RF02-L512',
  '/process',
  '/machines/card',
  '/machine/CD01',
  '/machine/WD01',
  '/machine/AC01',
  '/quality',
  '/quality/groups',
  '/quality/lists',
  '/quality/cases',
  '/frames',
  '/frame/RF02',
  '/frame/RF02/spindle/512',
  '/staffing',
  '/norms',
  '/calibration',
  '/history?show=RF05:spindle/speed,RF06:spindle/speed,AC01:zone/relativeHumidity',
  '/what-if',
  '/data',
] as const
/** Read by axe in specs of their own. */
const PAGES_ELSEWHERE = ['/energy', '/energy/climate', '/alarms', '/reports'] as const
const fitsTheWindow = 'document.scrollingElement.scrollWidth <= innerWidth'
/** Where the content, the time bar and the navigation lie when a page is scrolled to its end. */
const endsAtTheBottom = (): { top: number; bottom: number }[] => {
  scrollTo(0, document.documentElement.scrollHeight)
  return ['main > :last-child', 'section.bar', 'nav'].map((each) => {
    const { top, bottom } = document.querySelector(each)!.getBoundingClientRect()
    return { top, bottom }
  })
}
/** Every pair of size, language and theme. */
const CASES = [
  ['desktop', 'en-GB', 'light'],
  ['phone', 'zh-CN', 'light'],
  ['desktop', 'zh-CN', 'dark'],
  ['phone', 'en-GB', 'dark'],
] as const
/** A page is drawn and judged within this, on a busy machine too. */
const MOST_MS_A_PAGE = 25_000
const FIRST_LOAD_LIMIT_BYTES = 350 * 1024

/** Every page, in both languages, sizes and themes: readable for all, nothing cut off, no error. */
describe('the craft of every page', () => {
  let system: WandingSystem
  let chromium: TestBrowser

  beforeAll(async () => {
    system = await WandingSystem.prepare({ mill: 'teaching' })
    await system.startAll()
    chromium = await launchChromium()
  })

  afterAll(async () => {
    await chromium?.stop()
    await system?.stop()
  })

  const open = async (
    size: keyof typeof SIZES,
    language: 'en-GB' | 'zh-CN',
    colorScheme: 'light' | 'dark' = 'light',
  ) => {
    const context = await chromium.browser.newContext({ viewport: SIZES[size], locale: language, colorScheme })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    return { context, page, errors }
  }
  const loaded = (page: Page) =>
    waitFor(
      async () => (await page.locator('h2').count()) > 7 && (await page.locator('[aria-busy="true"]').count()) === 0,
      {
        what: `the panels of ${page.url()}`,
        timeoutMs: 20_000,
      },
    )

  for (const [size, language, theme] of CASES) {
    it.concurrent(
      `${size}, ${language}, ${theme}: passes axe, never scrolls sideways, logs no error`,
      async () => {
        const { context, page, errors } = await open(size, language, theme)
        for (const path of PAGES) {
          await page.goto(system.address + path)
          await loaded(page)
          expect({ path, found: await unreadable(page) }).toEqual({ path, found: [] })
          const width = await page.evaluate('document.documentElement.scrollWidth')
          expect({ path, width }).toEqual({ path, width: SIZES[size].width })
        }
        expect(errors.slice(0, 3)).toEqual([])
        await context.close()
      },
      PAGES.length * MOST_MS_A_PAGE,
    )
  }

  it.concurrent(
    'narrowed from a desktop to a phone, no page is wider than the window',
    async () => {
      const { context, page } = await open('desktop', 'en-GB')
      for (const path of [...PAGES, ...PAGES_ELSEWHERE]) {
        await page.setViewportSize(SIZES.desktop)
        await page.goto(system.address + path)
        await loaded(page)
        await page.setViewportSize(SIZES.phone)
        await waitFor(() => page.evaluate(fitsTheWindow), { what: `${path} as narrow as the window` })
      }
      await context.close()
    },
    (PAGES.length + PAGES_ELSEWHERE.length) * MOST_MS_A_PAGE,
  )

  it.concurrent(
    'opened while the picture is held, every page shows what there is and holds it',
    async () => {
      const { context, page, errors } = await open('desktop', 'en-GB')
      await page.goto(system.address)
      await loaded(page)
      await page.getByRole('button', { name: 'Pause', exact: true }).click()
      for (const path of [...PAGES, ...PAGES_ELSEWHERE]) {
        await page.evaluate((to) => {
          history.pushState(null, '', to)
          dispatchEvent(new PopStateEvent('popstate'))
        }, path)
        await loaded(page)
        await page.getByText(/^Paused at /).waitFor()
      }
      expect(errors.slice(0, 3)).toEqual([])
      await context.close()
    },
    (PAGES.length + PAGES_ELSEWHERE.length) * MOST_MS_A_PAGE,
  )

  it('a phone leads to every page by four and a sheet, and nothing lies behind its bars', async () => {
    const { context, page } = await open('phone', 'en-GB')
    await page.goto(system.address)
    await loaded(page)
    const pages = page.getByRole('navigation', { name: 'Pages' })
    expect(await pages.getByRole('link').allInnerTexts()).toEqual(['Mill', 'Frames', 'Staffing', 'Alarms'])
    const more = pages.getByRole('button', { name: 'More' })
    await more.press('Enter')
    expect(await pages.getByRole('link').count()).toBe(11)
    expect(await unreadable(page)).toEqual([])
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').innerText()).toBe('Process')
    await page.keyboard.press('Escape')
    expect(await page.locator(':focus').innerText()).toBe('More')
    expect(await pages.getByRole('link').count()).toBe(4)
    await more.click()
    await pages.getByRole('link', { name: 'Energy' }).click()
    await waitFor(async () => (await page.locator('h1:focus').innerText()) === 'Energy', { what: 'the page of energy' })
    await loaded(page)
    await page.getByRole('button', { name: 'Open the time bar' }).waitFor()
    const [content, bar, navigation] = await page.evaluate(endsAtTheBottom)
    expect(content!.bottom).toBeLessThanOrEqual(bar!.top)
    expect(bar!.bottom).toBeLessThanOrEqual(navigation!.top)
    expect(navigation!.bottom - bar!.top).toBeLessThan(90)
    await context.close()
  })

  it('loads in less than 350 kB over the wire', async () => {
    const { context, page } = await open('desktop', 'en-GB')
    const fetched: Promise<number>[] = []
    page.on('requestfinished', (request) => {
      if (request.url().startsWith(system.address))
        fetched.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
    })
    await page.goto(system.address, { waitUntil: 'load' })
    await loaded(page)
    page.removeAllListeners('requestfinished')
    const bytes = (await Promise.all(fetched)).reduce((sum, size) => sum + size, 0)
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThan(FIRST_LOAD_LIMIT_BYTES)
    await context.close()
  })
})
