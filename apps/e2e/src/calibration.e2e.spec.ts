import { readFile } from 'node:fs/promises'
import { launchChromium, type RunningProcess, type TestBrowser, waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unreadableInAnyTheme } from './readable'
import { WandingSystem } from './system'

const FRAMES = 6
const SHIFTS = 12
/** Records of frames at three speeds, more breaks at the higher ones; counts without chance. */
function records(): string {
  const rows = ['date,shift,frame,spindles,spindle_hours,running_breaks,start_up_breaks,doffs,count_ne,rpm']
  for (let shift = 0; shift < SHIFTS; shift++) {
    for (let frame = 0; frame < FRAMES; frame++) {
      const rpm = 16_000 + 1000 * (frame % 3)
      const breaks = Math.round(40 * (rpm / 17_000) ** 6) + ((shift + frame) % 3)
      const day = String(1 + Math.floor(shift / 3)).padStart(2, '0')
      rows.push(`2026-03-${day},${1 + (shift % 3)},RF0${frame + 1},1200,9300,${breaks},14,3,40,${rpm}`)
    }
  }
  return rows.join('\n')
}

/** Records of a mill are given in the browser: a template, a file with bad cells, a good one; what comes of them can be read by all. */
describe('a calibration', () => {
  let system: WandingSystem
  let chromium: TestBrowser
  let product: RunningProcess
  let page: Page
  const errors: string[] = []

  beforeAll(async () => {
    system = await WandingSystem.prepare({ mill: 'teaching' })
    product = await system.startAll()
    chromium = await launchChromium()
    const context = await chromium.browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'en-GB' })
    page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
  })

  afterAll(async () => {
    await chromium?.stop()
    await system?.stop()
  })

  const give = (name: string, text: string) =>
    page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  const looks = () =>
    page.locator('section.panel').evaluateAll((panels) => panels.map((panel) => panel.getAttribute('data-look')))

  it('says what would be there and how to get it', async () => {
    await system.healthy('the mill', ({ mills }) => mills.includes('teaching'))
    await page.goto(`${system.address}/calibration?mill=teaching`)
    await page.getByText(/^Give the records of a mill: fill in a template/).waitFor()
    await page.getByText('No mill has been calibrated yet.').waitFor()
    await waitFor(async () => String(await looks()) === 'good,empty,empty', { what: 'a form, and two empty panels' })
  })

  it('takes its own template, and tells every bad cell of another file, which can be taken off the list', async () => {
    const saving = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Template' }).first().click()
    await give('template.csv', await readFile(await (await saving).path(), 'utf8'))
    await page.getByText('template.csv: read, rows: 1; separator comma').waitFor()
    await give('bad.csv', records().replace('9300,', 'many,').replace('2026-03-02', '2026-13-02'))
    await page.getByText('bad.csv: nothing was taken from it; problems: 2').waitFor()
    await page.getByRole('cell', { name: 'must be a number, is "many"' }).waitFor()
    expect(await unreadableInAnyTheme(page)).toEqual([])
    for (const file of ['template.csv', 'bad.csv']) {
      await page.getByRole('button', { name: `Take ${file} off the list` }).click()
    }
    await page.getByText('Give at least one file.').waitFor()
  })

  it('fits, and shows what was found with the exponent of the speed in the mill file', async () => {
    await give('frames.csv', records())
    await page.getByLabel('Name of the mill').fill('Three speeds')
    await page.getByRole('button', { name: 'Fit', exact: true }).click()
    await page.getByRole('heading', { name: 'What the records tell of Three speeds' }).waitFor()
    await page.getByRole('rowheader', { name: 'ringRoom.breaks.speedExponent' }).waitFor()
    expect(await unreadableInAnyTheme(page)).toEqual([])
  })

  it('keeps what was found when the backend falls silent, and says that the rest is stale', async () => {
    await product.stop()
    const found = await waitFor(
      async () => {
        const [records, all, ...others] = await looks()
        return records === 'stale' && all === 'stale' && others
      },
      { what: 'the records and the list of calibrations to be stale' },
    )
    expect(new Set(found)).toEqual(new Set(['good']))
    expect(await unreadableInAnyTheme(page)).toEqual([])
    expect(errors).toEqual([])
  })
})
