import type { StaffingComparison, StaffingNow, StaffingShifts, StaffingWaterfall } from '@wanding/contracts'
import { waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { MillAtWork } from './mill-at-work'

const PHONE = { width: 390, height: 844 }

/** From a spindle's break to the question why: all of it from telemetry, in a browser. */
export function describeStaffing(mill: MillAtWork): void {
  describe('staffing', () => {
    let page: Page

    const staffing = (query = '') => mill.system.get<StaffingNow>(`/api/mills/jimo/staffing${query}`)

    beforeAll(async () => {
      await waitFor(async () => (await staffing().catch(() => null))?.source === 'measured', {
        what: 'a measured figure',
        timeoutMs: 60_000,
        everyMs: 250,
      })
      page = await mill.open('/staffing?mill=jimo')
    })

    const bar = (name: RegExp) => page.locator('#why').getByRole('button', { name })

    it('shows the way from 50 to the live figure, and a bar opens to the roles and tasks that it changes', async () => {
      await bar(/S1 long frames/).waitFor()
      const fall = await mill.system.get<StaffingWaterfall>('/api/mills/jimo/staffing/waterfall')
      const sum = fall.bars.reduce((total, { per10k }) => total + per10k, fall.from.per10k)
      expect(fall.from.per10k).toBeCloseTo(49.99, 2)
      expect(sum).toBeCloseTo(fall.to.per10k, 9)
      await bar(/S1 long frames/).click()
      const detail = await page.locator('#why .detail').innerText()
      expect(detail).toMatch(/Ring doffing[\s\S]*Doffs of a frame/)
      expect(await bar(/S1 long frames/).getAttribute('aria-expanded')).toBe('true')
    })

    it('shares the gain over all orders when asked, and keeps that in the address', async () => {
      const [answer] = await Promise.all([
        page.waitForResponse((response) => /\/waterfall\?.*order=shapley/.test(response.url())),
        page.getByRole('button', { name: 'averaged over all orders' }).click(),
      ])
      await page.locator('#why').getByText('Shapley').waitFor()
      expect(new URL(page.url()).searchParams.get('order')).toBe('shapley')
      // The measured figure moves on: what is shown is what the backend told the page, with a minus sign.
      const fair = (await answer.json()) as StaffingWaterfall
      const share = fair.bars
        .find(({ key }) => key === 'S9')!
        .per10k.toFixed(2)
        .replace('-', '−')
      await bar(/S9 piecing robots/)
        .filter({ hasText: share })
        .waitFor()
    })

    it('counts by another rule and says in persons what that does', async () => {
      await page.getByLabel('Scope').selectOption('C')
      await page.getByText(/By the mill's own rules/).waitFor()
      const { counting } = await staffing('?scope=C')
      expect(counting.effects.map(({ rule }) => rule)).toEqual(['scope'])
      // Domain 4.1: management and services add 8 to 15 %.
      expect(counting.effects[0]!.persons / counting.usual.persons).toBeCloseTo(0.115, 3)
      expect(new URL(page.url()).searchParams.get('scope')).toBe('C')
      await page.getByRole('button', { name: 'on site at one time' }).click()
      await page.getByText('persons on site at one time').waitFor()
      await page.getByRole('columnheader', { name: 'On site', exact: true }).waitFor()
      await page.getByRole('button', { name: "Back to the mill's own rules" }).click()
      await page.getByText(/^These are the mill's own rules/).waitFor()
    })

    it('says how sure the figure is, or how long must still be watched', async () => {
      const now = await waitFor(
        async () => {
          const answer = await staffing()
          return answer.intervals.per10k && answer
        },
        { what: 'an interval' },
      )
      expect(now.intervals.per10k!.low).toBeLessThan(now.per10k.required!)
      await page
        .getByText(/95 % between/)
        .first()
        .waitFor()
      expect(now.how.map(({ figure }) => figure)).toContain('intervals.per10k')
      expect(now.basis.simulated).toBe(true)
    })

    it('tells the running shift with its crew, and the processes', async () => {
      await page.getByRole('button', { name: 'by shift' }).click()
      await page.locator('#who').getByText('running').waitFor()
      const nowMs = (await staffing()).atMs
      // The mill goes on while it is asked: up to any moment still to come.
      const path = `/api/mills/jimo/staffing/shifts?from=${nowMs - 86_400_000}&to=${nowMs + 3_600_000}`
      const { shifts } = await mill.system.get<StaffingShifts>(path)
      expect(shifts.at(-1)).toMatchObject({ running: true, crew: (await staffing()).crew!.name })
      await page.getByRole('button', { name: 'by process' }).click()
      await page.getByRole('rowheader', { name: 'Ring spinning' }).waitFor()
    })

    it('says why two periods differ, on a phone and in Chinese, without leaving the screen', async () => {
      // Two stretches that have surely been watched: each a quarter of an hour of mill time.
      const end = await waitFor(
        async () => {
          const now = (await staffing()).atMs
          return now > mill.watchedMs + 31 * 60_000 && now
        },
        { what: 'half an hour of the mill', timeoutMs: 60_000, everyMs: 250 },
      )
      const [first, middle] = [end - 30 * 60_000, end - 15 * 60_000]
      const phone = await mill.open(`/staffing?mill=jimo&before=${first}-${middle}&after=${middle}-${end}`, {
        ...{ viewport: PHONE, locale: 'zh-CN', hasTouch: true },
      })
      await phone.locator('#compare ol button').first().waitFor({ timeout: 20_000 })
      expect(await phone.locator('#compare').innerText()).toMatch(/变化 [+−]?\d/)
      const comparison = await mill.system.get<StaffingComparison>(
        `/api/mills/jimo/staffing/compare?beforeFrom=${first}&beforeTo=${middle}&afterFrom=${middle}&afterTo=${end}`,
      )
      const sum = comparison.bars.reduce((total, { per10k }) => total + per10k, comparison.residue.per10k)
      expect(sum).toBeCloseTo(comparison.change.per10k, 9)
      expect(Math.abs(comparison.residue.per10k)).toBeLessThan(1e-9)
      await phone.locator('#why ol button').first().tap()
      await phone.locator('#why .detail').waitFor()
      expect(await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
      const boxes = await phone
        .locator('#why ol button')
        .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height))
      for (const height of boxes) expect(height).toBeGreaterThanOrEqual(44)
      await phone.close()
    })

    it('saves what is shown as a file', async () => {
      const link = page.locator('#who').getByRole('link', { name: 'Save Roles as CSV' })
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
      expect(download.suggestedFilename()).toBe('jimo-staffing-roles.csv')
      const file = await fetch(`${mill.system.address}/api/mills/jimo/staffing/export/waterfall?format=xlsx`)
      expect(file.headers.get('content-type')).toContain('spreadsheetml')
      expect(
        Buffer.from(await file.arrayBuffer())
          .subarray(0, 2)
          .toString(),
      ).toBe('PK')
      expect(mill.errors).toEqual([])
    })
  })
}
