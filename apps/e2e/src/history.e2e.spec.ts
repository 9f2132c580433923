import type { Annotation } from '@wanding/contracts'
import { launchChromium, type TestBrowser, waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WandingSystem } from './system'

/** Signals side by side, and notes on them. */
describe('the history', () => {
  let system: WandingSystem
  let chromium: TestBrowser
  let page: Page
  const errors: string[] = []

  beforeAll(async () => {
    system = await WandingSystem.prepare({ mill: 'teaching', speed: 60 })
    await system.startAll()
    chromium = await launchChromium()
    page = await chromium.browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'en-GB' })
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`${system.address}/history`)
  })

  afterAll(async () => {
    await chromium?.stop()
    await system?.stop()
  })

  it('draws what is chosen: one chart for each unit, and the address holds it', async () => {
    for (const [machine, signal] of [
      ['RF01', 'Spindle speed'],
      ['rf02', 'Spindle speed'],
      ['RF01', 'Power'],
    ] as const) {
      await page.getByLabel('Machine', { exact: true }).fill(machine)
      await page
        .getByLabel('Signal', { exact: true })
        .selectOption({ label: `${signal}, ${signal === 'Power' ? 'kW' : 'rpm'}` })
      await page.getByRole('button', { name: 'Add' }).click()
    }
    await waitFor(async () => (await page.locator('main figure').count()) === 2, { what: 'two charts' })
    await page.reload()
    await waitFor(async () => (await page.locator('main figure').count()) === 2, { what: 'the same from the address' })
    await page.getByRole('button', { name: 'Table' }).first().click()
    await waitFor(async () => (await page.locator('main figure tbody tr').count()) > 3, {
      what: 'numbers of the store',
    })
    expect(await page.locator('main figure thead').first().innerText()).toMatch(/RF01.*RF02/s)
  })

  it('keeps a note for everybody', async () => {
    await page.getByLabel('Note', { exact: true }).fill('New travellers')
    await page.getByLabel('Name', { exact: true }).fill('Li')
    await page.getByLabel('About', { exact: true }).selectOption('RF01')
    await page.getByRole('button', { name: 'Put it on the charts' }).click()
    await page.getByRole('listitem').filter({ hasText: 'New travellers' }).waitFor()
    const notes = await system.get<Annotation[]>('/api/mills/teaching/annotations?from=1600000000000&to=1630000000000')
    expect(notes).toEqual([])
    const other = await chromium.browser.newPage({ locale: 'zh-CN' })
    await other.goto(`${system.address}/history`)
    await other.getByRole('listitem').filter({ hasText: 'New travellers' }).waitFor()
    expect(await other.locator('h1').innerText()).toBe('历史')
    await other.close()
    await page.getByRole('button', { name: 'Take out' }).click()
    await page.getByText('Nobody has put a note on this time.').waitFor()
    expect(errors).toEqual([])
  })
})
