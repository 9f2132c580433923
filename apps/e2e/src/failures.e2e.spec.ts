import { launchChromium, type TestBrowser, waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unreadable } from './readable'
import { WandingSystem } from './system'

const FAILED = /could not be fetched/
/** A page, what does not get through to it, and the panel that has waited for it. */
const CASES: readonly [path: string, lost: RegExp, panel: RegExp][] = [
  ['/energy', /machines\/EL\d+\/history/, /^Feeders/],
  ['/energy', /machines\/CA\d+\/history/, /^Compressed air/],
  ['/energy/climate', /machines\/AC\d+\/history/, /^Climate by zone/],
  ['/quality', /quality\/spindles/, /^Worst spindles$/],
  ['/quality/frames', /quality\/frames/, /^Frames$/],
  ['/quality/frames', /quality\/positions/, /^Winding units/],
  ['/quality/groups', /quality\/groups/, /^Lots$/],
  ['/quality/crews', /quality\/crews/, /^Crews$/],
  ['/quality/lists', /quality\/lists/, /^Slip spindles$/],
  ['/quality/cases', /quality\/cases/, /^Cases/],
  ['/history', /machines\?metrics=/, /^Signals$/],
  ['/frame/RF01', /quality\/cases/, /^Maintenance$/],
  ['/frame/RF01', /alarms\/journal/, /^Maintenance$/],
  ['/', /machines\?kind=air-conditioning/, /^From bale to store$/],
  ['/machines/card', /departments/, / of \d+ run$/],
  ['/norms', /norms\/versions\//, /^Standard times/],
]

/** What could not be fetched is said where it would be, with another try that works. */
describe('answers that do not come', () => {
  let system: WandingSystem
  let chromium: TestBrowser
  let page: Page
  const errors: string[] = []

  beforeAll(async () => {
    system = await WandingSystem.prepare({ mill: 'teaching', speed: 20 })
    await system.startAll()
    await system.healthy('the mill is there', ({ mills }) => mills.includes('teaching'))
    chromium = await launchChromium()
    const context = await chromium.browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'en-GB' })
    page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
  })

  afterAll(async () => {
    await chromium?.stop()
    await system?.stop()
  })

  /** Answers of the backend; the page itself comes. */
  const lose = (lost: RegExp) =>
    page.route(
      ({ pathname, search }) => pathname.startsWith('/api/') && lost.test(pathname + search),
      (route) => route.abort(),
    )
  const again = () => page.unrouteAll({ behavior: 'wait' })

  it.each(CASES)('%s without %s: the panel %s says so, and tries again', async (path, lost, name) => {
    await lose(lost)
    await page.goto(system.address + path)
    const panel = page.getByRole('region', { name })
    const failed = panel.locator('[data-failed]').filter({ hasText: FAILED }).first()
    await failed.waitFor({ timeout: 30_000 })
    expect(await failed.innerText()).toContain('The backend does not answer')
    expect(await panel.getByText(/^Loading$/).count()).toBe(0)
    await again()
    await failed.getByRole('button', { name: 'Try again' }).click()
    await waitFor(async () => (await panel.locator('[data-failed]').count()) === 0, { what: 'another try that works' })
  })

  it('keeps what is drawn when a later answer does not come, and says since when', async () => {
    await page.goto(`${system.address}/energy`)
    const panel = page.getByRole('region', { name: /^Feeders/ })
    await panel.locator('canvas').waitFor()
    await lose(/machines\/EL\d+\/history/)
    // Who comes back to a page is told the newest at once.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await panel
      .locator('[data-failed]')
      .getByText(/for \d+/)
      .waitFor({ timeout: 30_000 })
    expect(await panel.locator('canvas').count()).toBe(1)
    expect(await unreadable(page)).toEqual([])
    await again()
  })

  it('does not say that nothing was out of the ordinary while that is not known', async () => {
    await lose(/anomalies\?/)
    await page.goto(system.address)
    const bar = page.getByRole('region', { name: 'Time' })
    await bar.getByRole('button', { name: /^Anomalies/ }).click()
    const list = page.getByRole('dialog', { name: 'Anomalies' })
    await list.getByText('The newest anomalies could not be fetched').waitFor()
    expect(await list.getByText('Nothing out of the ordinary').count()).toBe(0)
    await again()
    await list.getByRole('button', { name: 'Try again' }).click()
    await waitFor(async () => (await list.locator('[data-failed]').count()) === 0, { what: 'the anomalies' })
  })

  it('a frame does not keep silent about a winder that is not known', async () => {
    await lose(/kind=(winder|air-conditioning)/)
    await page.goto(`${system.address}/frame/RF01`)
    const header = page.locator('main header').filter({ has: page.getByRole('heading', { level: 1, name: /RF01/ }) })
    const failed = header.locator('[data-failed]')
    await failed.getByText('Winder and air plant of the frame could not be fetched').waitFor()
    expect(await header.getByRole('link', { name: 'WD01' }).count()).toBe(0)
    await again()
    await failed.getByRole('button', { name: 'Try again' }).click()
    await header.getByRole('link', { name: 'WD01' }).waitFor()
    expect(await failed.count()).toBe(0)
  })

  it('a past moment has a way back while what was recorded is not known', async () => {
    await page.goto(system.address)
    const track = page.getByRole('slider', { name: 'Moment of the mill' })
    await track.waitFor()
    await lose(/\/recorded$/)
    await page.goto(`${system.address}/?t=2026-01-01T00:00:00Z`)
    const bar = page.getByRole('region', { name: 'Time' })
    await bar.getByText('What was recorded could not be fetched').waitFor()
    expect(await track.count()).toBe(0)
    await bar.getByRole('button', { name: /^Live/ }).click()
    await bar.getByText(/^Live/).first().waitFor()
    expect(await bar.getByRole('button', { name: /^Live/ }).isDisabled()).toBe(true)
    await again()
    await bar.getByRole('button', { name: 'Try again' }).click()
    await track.waitFor()
  })

  it('a phone that shows no past says so beside the moment, and not in place of it', async () => {
    const phone = await chromium.browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
    await phone.goto(`${system.address}/?t=2026-01-01T00:00:00Z`)
    const bar = phone.getByRole('region', { name: '时间' })
    await bar.getByText(/^无法显示历史画面/).waitFor()
    const moment = bar.locator('.state', { hasText: '非实时' })
    expect((await moment.boundingBox())!.width).toBeGreaterThan(150)
    expect(await unreadable(phone)).toEqual([])
    await phone.close()
  })

  it('does not say that there is no machine while their names are not known', async () => {
    await page.goto(`${system.address}/frames`)
    await page.locator('main tbody tr').first().waitFor()
    await lose(/machines\?metrics=/)
    const search = page.locator('[data-search]')
    await search.fill('CD01')
    await search.press('Enter')
    await page.getByText(/names of the other machines could not be fetched/).waitFor()
    await again()
    await search.press('Enter')
    await page.getByRole('heading', { level: 1, name: /CD01/ }).waitFor()
    expect(errors).toEqual([])
  })
})
