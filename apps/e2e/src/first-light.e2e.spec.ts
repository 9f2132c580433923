/// <reference lib="dom" />
import type { KpiNow, Ledger, MachineNow, StaffingNow } from '@wanding/contracts'
import { launchChromium, type RunningProcess, type TestBrowser, waitFor } from '@wanding/testkit'
import { connectAsync } from 'mqtt'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WandingSystem } from './system'

const DESKTOP = { width: 1920, height: 1080 }

/** What a user gets from one command: the whole mill through the wire, in a real browser. */
describe('first light', () => {
  let system: WandingSystem
  let running: RunningProcess
  let chromium: TestBrowser
  let page: Page
  const errors: string[] = []

  beforeAll(async () => {
    system = await WandingSystem.prepare({ mill: 'jimo' })
    running = await system.startAll()
    chromium = await launchChromium()
    page = await chromium.browser.newPage({ viewport: DESKTOP, locale: 'en-GB' })
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    await page.goto(system.address)
  })

  afterAll(async () => {
    await chromium?.stop()
    await system?.stop()
  })

  const text = () => page.locator('body').innerText()

  it('says with one line that it is ready, and where', () => {
    expect(running.output().match(/^ready {2}http:\/\/127\.0\.0\.1:\d+ {2}\(\d+\.\d s\)$/gm)).toHaveLength(1)
  })

  it('knows the whole mill from its births: 84 frames, 100,800 spindles, marked as simulated', async () => {
    // The office of the mill is born as one device among many.
    await vi.waitFor(
      async () => {
        const [mill] = await system.get<{ frames: number; spindles: number; simulated: boolean }[]>('/api/mills')
        expect(mill).toMatchObject({ id: 'jimo', frames: 84, spindles: 100_800, simulated: true })
      },
      { timeout: 10_000 },
    )
    await page.getByText('SIMULATED').waitFor()
  })

  it('shows figures that are those of the wire', async () => {
    const kpi = await waitFor(
      async () => {
        const now = await system.get<KpiNow>('/api/mills/jimo/kpi')
        return now.figures.kgPerHour.value !== null && now
      },
      { what: 'a measured production', timeoutMs: 60_000 },
    )
    const frames = await system.get<MachineNow[]>('/api/mills/jimo/machines?kind=ring-frame')
    const summed = frames.reduce((sum, { metrics }) => sum + Number(metrics['production/rate'] ?? 0), 0)
    // The rate of this moment against the mean over the first seconds: frames doff in between.
    expect(kpi.figures.kgPerHour.value! / summed).toBeGreaterThan(0.9)
    expect(kpi.figures.kgPerHour.value! / summed).toBeLessThan(1.1)
    await waitFor(async () => /1,[5-7]\d\d\s*kg\/h/.test((await text()).replace(/\s+/g, ' ')), {
      what: 'kg/h on the page',
    })
  })

  it('paints every spindle of the mill on one canvas', async () => {
    const canvas = page.locator('canvas').first()
    await canvas.waitFor()
    const colours = () =>
      canvas.evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement
        const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
        const seen = new Set<number>()
        for (let i = 0; i < data.length; i += 4) seen.add((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!)
        return seen.size
      })
    await waitFor(async () => (await colours()) > 2, { what: 'more than two colours on the canvas' })
  })

  it('goes to a frame by its address, and back', async () => {
    await page.goto(`${system.address}/frame/RF37`)
    await waitFor(async () => (await text()).includes('RF37'), { what: 'the frame' })
    await page.goBack()
    await page.getByText('SIMULATED').waitFor()
  })

  it('shows persons per 10,000 spindles on the staffing page, with scope and count beside', async () => {
    await page.getByRole('link', { name: 'Staffing' }).click()
    const staffing = await system.get<StaffingNow>('/api/mills/jimo/staffing')
    expect(staffing.per10k.required).toBeGreaterThan(8)
    expect(staffing.per10k.required).toBeLessThan(13)
    expect(staffing.basis).toMatchObject({ scope: 'B', countNe: 40, shiftSystem: 'four-crews-three-shifts' })
    expect(staffing.basis.measures).toHaveLength(9)
    await waitFor(async () => /Ne\s*40/.test(await text()), { what: 'the count beside the number' })
  })

  it('says where every message is, as the ledger does', async () => {
    await page.goto(`${system.address}/data`)
    await page.getByText('Every message is accounted for.').waitFor()
    const rows = page.locator('tbody tr')
    await waitFor(async () => (await rows.count()) === 15, { what: 'a row for every gateway' })
    const numbers = (await rows.first().locator('td').allInnerTexts()).map((each) => Number(each.replace(/\D/g, '')))
    const [produced = 0, atGateway = 0, inSpool = 0, stored = 0, dead = 0, lost = 0] = numbers
    expect(produced).toBeGreaterThan(10)
    expect(stored + inSpool + atGateway + dead + lost).toBe(produced)
    const shown = Number((await page.locator('dd[data-station="produced"]').innerText()).replace(/\D/g, ''))
    expect(shown).toBeGreaterThan(0)
    // Asked after the page was read: the books only grow.
    const { total } = await system.get<Ledger>('/api/health/ledger')
    expect(shown).toBeLessThanOrEqual(total.produced)
  })

  it('speaks 中文', async () => {
    await page.getByText('中', { exact: true }).click()
    await waitFor(async () => (await text()).includes('万锭用工'), { what: '万锭用工' })
    await page.locator('html[lang^="zh"]').waitFor()
    await page.getByText('EN', { exact: true }).click()
  })

  it('has not logged an error in the browser', () => {
    expect(errors.slice(0, 3)).toEqual([])
  })

  it('stops cleanly on Ctrl-C: deaths on the wire, exit 0, and the page says that it is offline', async () => {
    const client = await connectAsync(`mqtt://127.0.0.1:${system.mqttPort}`)
    const deaths = new Set<string>()
    client.on('message', (topic) => topic.includes('/NDEATH/') && deaths.add(topic))
    await client.subscribeAsync('spBv1.0/jimo/NDEATH/#')
    const { gateways } = await system.health()
    running.signalGroup('SIGINT')
    const { code } = await running.ended
    expect(code).toBe(0)
    await waitFor(() => deaths.size >= gateways.total, { what: 'the deaths of all gateways' })
    expect(deaths.size).toBe(gateways.total)
    await client.endAsync(true)
    await waitFor(async () => /offline|not reach|lost|no answer/i.test(await text()), { what: 'the page to say so' })
  })
})
