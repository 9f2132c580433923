import { readFile } from 'node:fs/promises'
import type { WhatIfJob, WhatIfList } from '@wanding/contracts'
import { launchChromium, type TestBrowser, waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unreadableInAnyTheme } from './readable'
import { WandingSystem } from './system'

/** A question about the live mill is asked in the browser, answered by threads of the backend, and found again at its address. */
describe('a what-if', () => {
  let system: WandingSystem
  let chromium: TestBrowser
  let page: Page
  const errors: string[] = []

  beforeAll(async () => {
    system = await WandingSystem.prepare({ mill: 'teaching' })
    await system.startAll()
    chromium = await launchChromium()
    const context = await chromium.browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'en-GB' })
    page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  })

  afterAll(async () => {
    await chromium?.stop()
    await system?.stop()
  })

  const jobs = async () => (await system.get<WhatIfList>('/api/what-if/runs')).jobs

  it('begins as the live mill is', async () => {
    await system.healthy('the mill', ({ mills }) => mills.includes('teaching'))
    await page.goto(`${system.address}/what-if?mill=teaching`)
    await page.getByText('Starts from mill file “teaching”', { exact: false }).waitFor()
  })

  it('is asked with a preset, and answers with differences and theory', async () => {
    await page.getByRole('button', { name: 'Breaks × 2' }).click()
    await page.getByLabel('Shifts').fill('4')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.waitForURL(/\/what-if\/[0-9a-f]{32}/)
    await page.getByText(/^Done: 8 shifts/).waitFor({ timeout: 60_000 })
    const row = page.getByRole('row', { name: /^.? ?Breaks per 1,000/ })
    expect(await row.innerText()).toMatch(/\+\d/)
    await page.getByRole('heading', { name: 'Beside the theory' }).waitFor()
    await page.getByText('Ends that robots piece').waitFor()
    await page.getByRole('button', { name: /Persons per 10k, required/ }).click()
    await page.getByText(/Planned by the norms for this count/).waitFor()
    expect(await unreadableInAnyTheme(page)).toEqual([])
    const [job] = await jobs()
    const whole = await system.get<WhatIfJob>(`/api/what-if/runs/${job!.id}`)
    expect(whole.request.changes).toEqual({ breakFactor: 2 })
    expect(whole.comparison!.differences[0]!.figures.breaksPer1000SpindleHours!.n).toBe(4)
  })

  it('is at its address again, in the other language and on a phone, without a second run', async () => {
    const address = page.url()
    const phone = await chromium.browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })
    await phone.goto(address)
    await phone.getByText(/^完成：8 个班次/).waitFor()
    const holds = (label: string, value: string) =>
      waitFor(async () => (await phone.getByLabel(label).inputValue()) === value, { what: `${label} of ${value}` })
    await holds('断头水平（倍）', '2')
    await holds('模拟班次数', '4')
    const saving = phone.waitForEvent('download')
    await phone.getByRole('link', { name: '将推演结果保存为 CSV' }).click()
    const csv = await readFile(await (await saving).path(), 'utf8')
    expect(csv).toMatch(/^\ufeff部分,方案,指标代码,指标,/)
    expect(csv).toContain('request.changes.breakFactor,2')
    const widths = await phone.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
    expect(widths[0]).toBeLessThanOrEqual(widths[1]!)
    await phone.close()
    expect(await jobs()).toHaveLength(1)
  })

  it('is changed in its form and asked anew', async () => {
    await page.reload()
    await page.getByText(/^Done: 8 shifts/).waitFor()
    const tenters = page.getByLabel('Ring tenters on a shift')
    const before = Number(await tenters.inputValue())
    await tenters.fill(String(before + 1))
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await waitFor(async () => (await jobs()).length === 2, { what: 'the second question' })
    const [job] = await jobs()
    expect(job!.request).toMatchObject({ replications: 4, changes: { breakFactor: 2 } })
    expect(Object.values((job!.request.changes as { persons: object }).persons)).toEqual([before + 1])
    await page.getByText(/^Done: 8 shifts/).waitFor({ timeout: 60_000 })
  })

  it('can be cancelled', async () => {
    await page.getByLabel('Shifts').fill('2000')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled', { exact: true }).waitFor()
    await waitFor(async () => (await jobs())[0]!.state === 'cancelled', { what: 'the what-if to end' })
    await page.getByRole('button', { name: 'Ask again' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled', { exact: true }).waitFor()
    expect(errors).toEqual([])
  })
})
