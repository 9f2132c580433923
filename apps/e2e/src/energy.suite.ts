import type { MachineNow, MillEnergy } from '@wanding/contracts'
import { waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type MillAtWork, SPEED } from './mill-at-work'
import { unreadableInAnyTheme } from './readable'

/** Minutes of real time are hours of the mill: what is told each minute is told several times in this. */
const SPAN = { name: '8h', ms: 8 * 3_600_000 }
/** What a minute of the mill takes. */
const MILL_MINUTE_MS = 60_000 / SPEED

/** Energy and climate: what the pages say is what the wire says. */
export function describeEnergy(mill: MillAtWork): void {
  describe('energy and climate', () => {
    let page: Page

    beforeAll(async () => {
      page = await mill.open(`/energy?mill=jimo&span=${SPAN.name}`)
    })

    const machines = (kind: string) => mill.system.get<MachineNow[]>(`/api/mills/jimo/machines?kind=${kind}`)
    const energyNow = async () => {
      const { atMs } = await mill.system.get<{ atMs: number }>('/api/mills/jimo/kpi')
      return mill.system.get<MillEnergy>(`/api/mills/jimo/energy?from=${atMs - SPAN.ms}&to=${atMs}`)
    }
    const numberIn = (text: string): number => Number(text.replace(/[^\d.-]/g, ''))

    it('shows what each feeder says of itself', async () => {
      const feeders = await machines('electricity')
      for (const { id } of feeders) {
        const row = page.locator('tbody tr', { has: page.getByRole('link', { name: id, exact: true }) })
        await waitFor(
          async () => {
            const { metrics } = (await machines('electricity')).find((feeder) => feeder.id === id)!
            const most = Number(metrics['feeder/mostDemand'])
            const cells = await row.locator('td').allInnerTexts()
            return Math.abs(numberIn(cells[2]!) - most) <= 0.02 * most && cells[6] === String(metrics['feeder/sags'])
          },
          { what: `the greatest demand and the sags of ${id}` },
        )
      }
      await page.getByRole('heading', { name: /^Compressed air/ }).waitFor()
    })

    it('has a row for each zone, with its climate and the frames in it', async () => {
      await page.getByRole('tab', { name: 'Climate' }).click()
      await page.getByRole('heading', { level: 1, name: 'Climate' }).waitFor()
      expect(page.url()).toContain('/energy/climate')
      const plants = await machines('air-conditioning')
      const rows = page.locator('section[data-look="good"] li')
      await waitFor(async () => (await rows.count()) === plants.length, { what: 'a row for every plant' })
      const { id } = plants[0]!
      const row = rows.filter({ has: page.getByRole('link', { name: id, exact: true }) })
      await waitFor(
        async () => {
          const now = (await machines('air-conditioning')).find((plant) => plant.id === id)!
          const shown = numberIn((await row.locator('dd').first().innerText()).split('%')[0]!)
          return Math.abs(shown - Number(now.metrics['zone/relativeHumidity'])) < 0.3
        },
        { what: 'the humidity of the wire on the page' },
      )
      await waitFor(async () => /\d+ frames/.test(await row.innerText()), { what: 'the frames of the zone' })
      await row.filter({ hasText: /in range|low|high/ }).waitFor()
    })

    it('shares the energy of the mill among its departments as the counters of the feeders do', async () => {
      // A department's counter is told each minute of real time, and what a birth repeats is no history: the third report is the second gain.
      const energy = await waitFor(
        async () => {
          const told = await energyNow()
          return told.departments.every(({ meanKw }) => meanKw !== null) && told
        },
        { what: 'all departments metered', timeoutMs: 240_000, everyMs: MILL_MINUTE_MS },
      )
      expect(energy.departments).toHaveLength(10)
      const parts = energy.departments.reduce((sum, { meanKw }) => sum + meanKw!, 0)
      expect(parts / energy.whole.meanKw!).toBeGreaterThan(0.95)
      expect(parts / energy.whole.meanKw!).toBeLessThan(1.05)

      await page.goto(`${mill.system.address}/energy?mill=jimo&span=${SPAN.name}`)
      const ring = page.locator('tbody tr', { hasText: 'Ring spinning' })
      await ring.waitFor()
      // The page asks now and then, and the mill goes on meanwhile: at some moment both say the same.
      const isNear = (shown: string, told: number, within: number) => Math.abs(numberIn(shown) - told) <= within
      await waitFor(
        async () => {
          const told = (await energyNow()).departments.find(({ department }) => department === 'ring')!
          const [kwhPerKg = '', share = '', , meanKw = ''] = await ring.locator('td.number').allInnerTexts()
          return (
            isNear(kwhPerKg, told.kwhPerKg!, 0.05 * told.kwhPerKg!) &&
            isNear(share, told.sharePercent!, 0.5) &&
            isNear(meanKw, told.meanKw!, 0.05 * told.meanKw!)
          )
        },
        { what: 'the figures of ring spinning as the backend tells them', timeoutMs: 120_000, everyMs: 500 },
      )
    }, 330_000)

    it('can be read in both themes, and in Chinese', async () => {
      await page.getByRole('tab', { name: 'Climate' }).click()
      await page.locator('section[data-look="good"] li').first().waitFor()
      expect(await unreadableInAnyTheme(page)).toEqual([])
      await page.goto(`${mill.system.address}/energy?mill=jimo`)
      await page.getByRole('heading', { name: /^Feeders/ }).waitFor()
      await page.locator('tbody tr').first().waitFor()
      expect(await unreadableInAnyTheme(page)).toEqual([])
      await page.getByRole('button', { name: '中' }).click()
      await page.getByRole('heading', { name: /^供电回路/ }).waitFor()
      await page.getByRole('tab', { name: '温湿度' }).click()
      await page.getByText('相对湿度').first().waitFor()
      expect(mill.errors).toEqual([])
    })
  })
}
