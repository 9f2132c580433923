import type { Anomalies, MachineNow, Recorded } from '@wanding/contracts'
import { launchChromium, requiredProgram, startProcess, type TestBrowser, waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { unreadable } from './readable'
import { WandingSystem } from './system'

const MILL = 'teaching'
const SPEED = 10
const MINUTE_MS = 60_000

/** Any past second of the mill: a sag that everybody remembers is looked at again, to the second, and live is one key away. */
describe('the time bar', () => {
  let system: WandingSystem
  let chromium: TestBrowser
  let page: Page
  /** Mill time at which the first frame tripped. */
  let sagMs = 0
  const errors: string[] = []

  const frames = () => system.get<MachineNow[]>(`/api/mills/${MILL}/machines?kind=ring-frame`)
  const recorded = () => system.get<Recorded>(`/api/mills/${MILL}/recorded`)
  const anomalies = async () => {
    const [run] = (await recorded()).runs
    return system.get<Anomalies>(`/api/mills/${MILL}/anomalies?from=${run!.fromMs}&to=${run!.toMs + MINUTE_MS}`)
  }
  const bar = () => page.getByRole('region', { name: 'Time' })
  const button = (name: string | RegExp) => bar().getByRole('button', { name })
  const rows = () => page.locator('main tbody tr')
  const table = async () => (await rows().allInnerTexts()).join('\n')
  const says = (pattern: RegExp, what: string) => waitFor(async () => pattern.test(await table()), { what })
  const shownMs = () =>
    Number(new URL(page.url()).searchParams.get('t') && Date.parse(new URL(page.url()).searchParams.get('t')!))
  const at = (ms: number) =>
    waitFor(async () => shownMs() === ms, { what: `${new Date(ms).toISOString()} in the address` })

  beforeAll(async () => {
    system = await WandingSystem.prepare({ mill: MILL, speed: SPEED })
    await system.startAll()
    await waitFor(async () => (await frames()).length === 4, { what: 'all frames' })
    await waitFor(
      async () => {
        const [run] = (await recorded()).runs
        return run && run.toMs - run.fromMs > 2 * MINUTE_MS
      },
      { what: 'two minutes of the mill before the sag', timeoutMs: 60_000, everyMs: 250 },
    )
    const sag = JSON.stringify({ id: 'sag', command: 'inject', fault: 'voltage-sag', place: 'EL01', severity: 0.5 })
    const publish = await startProcess(requiredProgram('mosquitto_pub', 'mosquitto-clients'), [
      ...['-h', '127.0.0.1', '-p', String(system.mqttPort), '-q', '1'],
      ...['-t', `wanding/${MILL}/trainer/command`, '-m', sag],
    ])
    await publish.ended
    const found = await waitFor(async () => (await anomalies()).anomalies.find(({ kind }) => kind === 'voltage-sag'), {
      what: 'the sag among the anomalies',
      everyMs: 250,
      timeoutMs: 60_000,
    })
    sagMs = Math.ceil(found.atMs / 1000) * 1000
    await waitFor(async () => (await recorded()).runs[0]!.toMs > sagMs + 2 * MINUTE_MS, {
      what: 'two minutes of the mill after the sag',
      everyMs: 250,
      timeoutMs: 60_000,
    })
    chromium = await launchChromium()
    const viewport = { width: 1920, height: 1080 }
    page = await (await chromium.browser.newContext({ viewport, locale: 'en-GB' })).newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    page.on(
      'console',
      (message) => message.type() === 'error' && errors.push(`${message.text()} ${message.location().url}`),
    )
    await page.goto(`${system.address}/?view=table`)
    await bar().waitFor()
    await rows().first().waitFor()
  })

  afterAll(async () => {
    await chromium?.stop()
    await system?.stop()
  })

  it('lists what was out of the ordinary, and goes to the moment of it', async () => {
    await waitFor(async () => !/\(0\)/.test(await button(/^Anomalies/).innerText()), { what: 'anomalies on the bar' })
    await button(/^Anomalies/).click()
    await page
      .getByRole('row', { name: /Voltage sag/ })
      .getByRole('button')
      .first()
      .click()
    await at(sagMs)
    await says(/Voltage sag/, 'a tripped frame in the table')
    expect(await bar().innerText()).toMatch(/\d\d:\d\d:\d\d – not live/)
    await page.getByText('Not live').first().waitFor()
  })

  it('steps back over it: a second before the frames were spinning', async () => {
    await page.locator('body').click({ position: { x: 4, y: 500 } })
    // Messages of a mill at ten times the speed are ten seconds apart: before the last of them nothing was known of it.
    await button('1 min back').click()
    await at(sagMs - MINUTE_MS)
    await waitFor(async () => !/Voltage sag/.test(await table()), { what: 'no tripped frame before the sag' })
    await page.keyboard.press('.')
    await at(sagMs - MINUTE_MS + 1000)
    await page.keyboard.press(',')
    await at(sagMs - MINUTE_MS)
    await button('Next anomaly (])').click()
    await waitFor(async () => shownMs() > sagMs - MINUTE_MS, { what: 'the next anomaly' })
  })

  it('plays on from there, and backwards', async () => {
    await page.goto(`${system.address}/?view=table&t=${new Date(sagMs - MINUTE_MS).toISOString()}`)
    await rows().first().waitFor()
    await waitFor(async () => !/Voltage sag/.test(await table()), { what: 'the moment of the address' })
    await bar().getByLabel('Speed').selectOption({ label: '60×' })
    await button('Play (space)').click()
    await says(/Voltage sag/, 'the sag, played')
    await button('Play backwards').click()
    await waitFor(async () => !/Voltage sag/.test(await table()), { what: 'the sag undone' })
    await button('Pause (space)').click()
    await waitFor(async () => shownMs() > 0 && shownMs() < sagMs, { what: 'the moment at which it was held' })
  })

  it('shows every page at that moment: a frame, the process, the figures', async () => {
    const time = `t=${new Date(sagMs + 30_000).toISOString()}`
    const then = await system.get<{ metrics: Record<string, unknown> }>(
      `/api/mills/${MILL}/machines/RF01/at?time=${sagMs + 30_000}`,
    )
    await page.goto(`${system.address}/frame/RF01?${time}`)
    await page.getByRole('heading', { level: 1, name: /RF01/ }).waitFor()
    const reason = String(then.metrics['machine/reason']).replace('-', ' ')
    await waitFor(async () => (await page.locator('main').innerText()).toLowerCase().includes(reason), {
      what: `RF01 is ${reason}`,
    })
    expect(await page.locator('[data-look="stale"]').count()).toBe(0)
    await page.getByRole('link', { name: 'Process' }).click()
    await page.locator('ol > li section[data-look="good"]').first().waitFor()
    await at(sagMs + 30_000)
    await page.getByRole('link', { name: 'Staffing', exact: true }).click()
    await page.getByText('This page tells of the present').waitFor()
  })

  it('puts then beside now', async () => {
    await page.goto(`${system.address}/?view=table&t=${new Date(sagMs + 30_000).toISOString()}`)
    await rows().first().waitFor()
    await page.keyboard.press('c')
    const compared = page.locator('#compare')
    await compared.getByText(/of 4,800 spindles are in another state than then/).waitFor()
    expect(await compared.innerText()).toMatch(/Efficiency/)
    await page.keyboard.press('v')
    await bar()
      .getByText(/^Now; .* is kept/)
      .waitFor()
    await page.keyboard.press('v')
    await bar()
      .getByText(/not live/)
      .waitFor()
  })

  it('cuts no figure where the window is no wider than a small desktop', async () => {
    for (const width of [1200, 1300, 700]) {
      await page.setViewportSize({ width, height: 900 })
      const cut = () =>
        page.locator('.cell').evaluateAll((cells) =>
          cells.flatMap((cell) => {
            const right = cell.getBoundingClientRect().right
            const inside = [...cell.querySelectorAll('h2, p, p *')]
            return inside.some((each) => each.getBoundingClientRect().right > right) ? [cell.textContent] : []
          }),
        )
      await vi.waitFor(async () => expect({ width, cut: await cut() }).toEqual({ width, cut: [] }), 5000)
    }
    await page.setViewportSize({ width: 1920, height: 1080 })
  })

  it('wipes from then to now on the map, by keys, by a tap and by dragging', async () => {
    await page.goto(`${system.address}/?view=map&t=${new Date(sagMs + 30_000).toISOString()}`)
    await page.locator('[data-renderer]').first().waitFor()
    await page.keyboard.press('c')
    const divider = page.getByRole('slider', { name: 'Divider between then and now' })
    await divider.waitFor()
    const share = async () => Number(await divider.getAttribute('aria-valuenow'))
    // However the address is written.
    const address = () =>
      Object.fromEntries(
        [...new URL(page.url()).searchParams].map(([key, is]) => [key, key === 't' ? Date.parse(is) : is]),
      )
    const before = address()
    expect(await share()).toBe(50)
    await divider.press('ArrowLeft')
    expect(await share()).toBe(48)
    await page.getByRole('button', { name: /^Then / }).click()
    expect(await share()).toBe(100)
    await divider.press('PageDown')
    expect(await share()).toBe(90)
    const box = (await divider.boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + 40)
    await page.mouse.down()
    await page.mouse.move(box.x - 300, box.y + 40)
    await page.mouse.up()
    expect(await share()).toBeLessThan(80)
    // Neither the map nor the time moved with it.
    expect(address()).toEqual(before)
    await waitFor(async () => (await page.locator('[data-renderer]').count()) === 2, { what: 'two pictures' })
    expect(await unreadable(page)).toEqual([])
    // Another place on the map: both pictures go there, and that of now is not fetched anew.
    await divider.evaluate((element) => element.setAttribute('data-seen', 'before'))
    await page.getByRole('application').press('+')
    await waitFor(async () => address().z !== before.z, { what: 'a nearer place in the address' })
    expect(await divider.getAttribute('data-seen')).toBe('before')
  })

  it('says of a layer that the past does not have that it never will', async () => {
    await page.goto(`${system.address}/?view=map&layer=breaks&t=${new Date(sagMs + 30_000).toISOString()}`)
    await page.getByText('not known of a past moment').waitFor()
    expect(await page.getByText('on its way').count()).toBe(0)
  })

  it('is live again with one key', async () => {
    await page.keyboard.press('l')
    await waitFor(async () => !new URL(page.url()).searchParams.has('t'), { what: 'an address without a time' })
    await page
      .getByRole('status')
      .filter({ hasText: /^Live$/ })
      .first()
      .waitFor()
    const before = await page.locator('header .clock').innerText()
    await waitFor(async () => (await page.locator('header .clock').innerText()) !== before, { what: 'the clock moves' })
    expect(errors).toEqual([])
  })
})
