import { readFileSync } from 'node:fs'
import type { Report } from '@wanding/contracts'
import { waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { MillAtWork } from './mill-at-work'

/** A shift on the screen, as files, and handed over; in both languages. */
export function describeReports(mill: MillAtWork): void {
  describe('reports', () => {
    let page: Page

    beforeAll(async () => {
      const watched = async () =>
        ((await mill.system.get<Report>('/api/mills/jimo/reports/shift').catch(() => null))?.watchedMinutes ?? 0) > 5
      await waitFor(watched, { what: 'a shift that was watched', timeoutMs: 60_000, everyMs: 250 })
      page = await mill.open('/reports?mill=jimo')
    })

    const shots = async (name: string) => {
      if (process.env.KEEP_SHOTS)
        await page.screenshot({ path: `${process.env.KEEP_SHOTS}/${name}.png`, fullPage: true })
    }

    it('shows the running shift with its figures, formulas and tables', async () => {
      await page.getByRole('heading', { name: /^Shift \d{4}-\d\d-\d\d, shift \d$/ }).waitFor()
      await page.getByText('availability × effectiveness × quality ratio').waitFor()
      await page.getByText('Still running').waitFor()
      await page.getByRole('heading', { name: 'Stops by reason' }).waitFor()
      await shots('report-en-1920')
    })

    it('leads to each part by a line that stays in sight, and prints without it', async () => {
      const contents = page.getByRole('navigation', { name: 'Contents' })
      const parts = page.locator('section[id^="report-"]')
      expect(await contents.getByRole('link').count()).toBe(await parts.count())
      const inSight = (part: string) =>
        waitFor(
          async () => {
            const [line, heading, bar] = await Promise.all(
              [contents, page.getByRole('heading', { name: part, exact: true }), page.locator('section.bar')].map(
                (each) => each.boundingBox(),
              ),
            )
            return heading!.y >= line!.y + line!.height && heading!.y + heading!.height <= bar!.y
          },
          { what: `${part} in sight below the line` },
        )
      for (const part of ['Staffing by role', 'Ring frames', 'Production by department']) {
        await contents.getByRole('link', { name: part }).click()
        await inSight(part)
      }
      await page.emulateMedia({ media: 'print' })
      for (const onScreen of [contents, page.locator('section.bar'), page.getByRole('navigation', { name: 'Pages' })])
        expect(await onScreen.isVisible()).toBe(false)
      for (const part of await parts.all()) expect(await part.isVisible()).toBe(true)
      await page.emulateMedia({ media: 'screen' })
    })

    it('fills a wide wall: every part beside the others, none wider than the window', async () => {
      await page.setViewportSize({ width: 5120, height: 1440 })
      const left = async (part: string) => (await page.locator(`#report-${part}`).boundingBox())!.x
      await waitFor(async () => (await left('frames')) > 2560, { what: 'the frames on the right half' })
      expect(await left('figures')).toBeLessThan(1280)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(5120)
      await shots('report-en-5120')
      await page.setViewportSize({ width: 1920, height: 1080 })
    })

    it.each([
      ['PDF', '%PDF-1'],
      ['XLSX', 'PK'],
      ['PARQUET', 'PAR1'],
    ])('saves it as %s with one click', async (format, magic) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: `Save as ${format}` }).click(),
      ])
      expect(readFileSync(await download.path()).toString('latin1', 0, magic.length)).toBe(magic)
    })

    it('speaks Chinese, and is read on a phone', async () => {
      await page.getByRole('button', { name: '中' }).first().click()
      await page.getByRole('heading', { name: /^班报 / }).waitFor()
      await page.setViewportSize({ width: 390, height: 844 })
      // As a phone opens it: the time bar keeps the width of a window that is made narrow.
      await page.reload()
      await page.getByRole('heading', { name: /^班报 / }).waitFor()
      await waitFor(() => page.evaluate(() => document.documentElement.scrollWidth <= 390), {
        what: 'a report of 390 px',
      })
      await shots('report-zh-390')
    })

    it('hands over to the next shift with a note that stays', async () => {
      await page.getByRole('button', { name: '交接班' }).click()
      await page.getByRole('heading', { name: '未来两小时' }).waitFor()
      await page.getByLabel('给下一班的记录').fill('RF12 大修后试车，注意断头')
      await page.getByRole('button', { name: '保存记录' }).click()
      await page.getByText('RF12 大修后试车，注意断头').waitFor()
      await page.reload()
      await page.getByText('RF12 大修后试车，注意断头').waitFor()
      await shots('handover-zh-390')
      await page.setViewportSize({ width: 1920, height: 1080 })
      await shots('handover-zh-1920')
    })

    it('raised no error', () => expect(mill.errors).toEqual([]))
  })
}
