import { waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'

const FRAMES = 84
/** As many moments as fill the shelf of past stretches within few laps. */
const STEPS_BACK = 6
/** A panel that is not waiting any more; on a slow machine what it shows may be late. */
const ANSWERED = 'section[data-look]:not([data-look="loading"])'
const LAYERS = ['Breaks', 'Speed deviation', 'Humidity', 'People and robots', 'State']

/** What an engineer does with the page in a shift, in half a minute: every lap another frame, and always back to the same place. */
export class Walk {
  constructor(private readonly page: Page) {}

  async lap(number: number): Promise<void> {
    const frame = `RF${String((number % FRAMES) + 1).padStart(2, '0')}`
    await this.map()
    await this.spindle(frame, 1 + ((number * 37) % 1200))
    await this.alarms()
    await this.history(frame)
    await this.energy()
    await this.others()
    await this.past()
    await this.look()
    await this.home()
  }

  /** A page whose rows do not depend on what happens in the mill. */
  async home(): Promise<void> {
    await this.go('Data', 'dd[data-station="stored"]')
  }

  private async map(): Promise<void> {
    const { page } = this
    await this.go('Mill', '[data-renderer]')
    for (const layer of LAYERS) await page.getByRole('button', { name: layer, exact: true }).click()
    const map = page.getByRole('application')
    for (const x of [200, 400, 600]) await map.hover({ position: { x, y: 120 } })
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await page.getByRole('button', { name: 'Whole mill' }).click()
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await page.locator('main tbody tr').first().waitFor()
    await page.getByRole('button', { name: 'Map', exact: true }).click()
    await page.locator('[data-renderer]').first().waitFor()
  }

  private async spindle(frame: string, position: number): Promise<void> {
    const { page } = this
    await page.getByRole('link', { name: 'Frames', exact: true }).click()
    await page.locator('main tbody tr').first().waitFor()
    const search = page.locator('[data-search]')
    await search.fill(`${frame}/${position}`)
    await search.press('Enter')
    await this.heading(new RegExp(`${frame}.*${position}`))
    await page.getByRole('link', { name: 'To the frame' }).click()
    await this.heading(new RegExp(`${frame}$`))
    await page.locator('main figure canvas').first().waitFor()
    await page.getByRole('button', { name: '8 h', exact: true }).first().click()
    await page.locator('main figure canvas').first().waitFor()
  }

  private async alarms(): Promise<void> {
    const { page } = this
    await page.getByRole('link', { name: /^Alarms/ }).click()
    for (const part of ['Load', 'Journal', 'Rationalisation', 'Alarms'])
      await page.locator('main').getByRole('button', { name: part, exact: true }).click()
    await page.locator('main section[data-look]').first().waitFor()
  }

  private async history(frame: string): Promise<void> {
    const { page } = this
    await this.go('History', 'form')
    for (const signal of ['Spindle speed, rpm', 'Power, kW']) {
      await page.getByLabel('Machine', { exact: true }).fill(frame)
      await page.getByLabel('Signal', { exact: true }).selectOption({ label: signal })
      await page.getByRole('button', { name: 'Add' }).click()
    }
    await waitFor(async () => (await page.locator('main figure canvas').count()) === 2, { what: 'two charts' })
    const table = page.locator('main figure').first().getByRole('button', { name: 'Table' })
    await table.click()
    await page.locator('main figure tbody tr').first().waitFor()
  }

  private async energy(): Promise<void> {
    await this.go('Energy', 'tbody tr')
    await this.page.getByRole('tab', { name: 'Climate' }).click()
    await this.page.locator('main section[data-look] li').first().waitFor()
  }

  private async others(): Promise<void> {
    await this.go('Process', 'ol > li section[data-look]')
    await this.go('Staffing', 'table tbody tr')
    await this.go('Quality', ANSWERED)
    await this.go('Reports', ANSWERED)
    await this.go('What-if', 'form')
  }

  /** Some minutes back, played, beside now, and live again. */
  private async past(): Promise<void> {
    const { page } = this
    await this.go('Mill', '[data-renderer]')
    const bar = page.getByRole('region', { name: 'Time' })
    for (let i = 0; i < STEPS_BACK; i++) await bar.getByRole('button', { name: '1 min back' }).click()
    await bar.getByText(/not live/).waitFor()
    await bar.getByLabel('Speed').selectOption({ label: '60×' })
    await bar.getByRole('button', { name: 'Play (space)' }).click()
    await bar.getByRole('button', { name: 'Pause (space)' }).click()
    await bar.getByRole('button', { name: 'Compare with now (C)' }).click()
    await page.getByRole('slider', { name: 'Divider between then and now' }).waitFor()
    await bar.getByRole('button', { name: /^Live/ }).click()
    await waitFor(() => !new URL(page.url()).searchParams.has('t'), { what: 'the present' })
  }

  /** The other language and the other theme, and back. */
  private async look(): Promise<void> {
    const { page } = this
    await page.getByRole('button', { name: '中' }).click()
    await page.getByRole('button', { name: /^主题/ }).click()
    await page.getByRole('button', { name: /^主题/ }).click()
    await page.getByRole('button', { name: 'EN' }).click()
  }

  private async go(link: string, ready: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: link, exact: true }).click()
    await this.page.locator(`main ${ready}`).first().waitFor()
  }

  private heading(name: RegExp): Promise<void> {
    return this.page.getByRole('heading', { level: 1, name }).waitFor()
  }
}
