import type { DepartmentsNow, MachineNow } from '@wanding/contracts'
import { waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { MillAtWork } from './mill-at-work'

/** The word `process` as the live line encodes it (MessagePack); figures of the mill have `processes`. */
const PROCESS_EVENT = Buffer.from('\xa7process', 'latin1')

/** The mill around the ring room: every stage on one page, each machine on its own, all of it from telemetry. */
export function describeProcess(mill: MillAtWork): void {
  describe('the process', () => {
    let page: Page
    /** What comes to another page of the process from the begin on, without anybody doing anything there. */
    const frames: { bytes: number; atMs: number }[] = []

    beforeAll(async () => {
      page = await mill.open('/mill/jimo/process')
      const other = await mill.browser.newPage()
      other.on('websocket', (socket) =>
        socket.on('framereceived', ({ payload }) => {
          if (Buffer.from(payload).includes(PROCESS_EVENT)) frames.push({ bytes: payload.length, atMs: Date.now() })
        }),
      )
      await other.goto(`${mill.system.address}/process`)
    })

    const stages = () => page.locator('ol > li section[data-look]')
    const machines = (kind: string) => mill.system.get<MachineNow[]>(`/api/mills/jimo/machines?kind=${kind}`)

    it('shows every stage that the mill has, in the order of the material, with every machine', async () => {
      await stages().first().waitFor()
      const { departments } = await mill.system.get<DepartmentsNow>('/api/mills/jimo/departments')
      const kinds = departments.filter(({ takenBy, kind }) => takenBy !== null || kind === 'packing')
      await waitFor(async () => (await stages().count()) >= kinds.length, { what: 'a panel for every stage' })
      const headings = await stages().locator('h2').allInnerTexts()
      for (const [earlier, later] of [
        ['Blowroom', 'Carding'],
        ['Combing', 'Roving'],
        ['Ring spinning', 'Winding'],
        ['Packing', 'Yarn store'],
      ] as const) {
        expect(headings).toContain(earlier)
        expect(headings.indexOf(earlier)).toBeLessThan(headings.indexOf(later))
      }
      const tiles = page.locator('ol > li section[data-look] li > a[tabindex]')
      const most = 84 + (await machines('card')).length
      await waitFor(async () => (await tiles.count()) > most, {
        what: 'a tile for every frame, card and what else there is',
      })
      expect(await page.getByRole('link', { name: /^CD01 · / }).count()).toBe(1)
    })

    it('moves while one looks', async () => {
      const seen = new Set<string>()
      await waitFor(
        async () => {
          seen.add((await stages().allInnerTexts()).join('\n'))
          return seen.size >= 4
        },
        { what: 'four different pictures of the process', timeoutMs: 30_000 },
      )
      expect(await page.locator('[data-look="stale"]').count()).toBe(0)
    })

    it('goes to a machine with the keyboard, and the machine says what the wire says', async () => {
      const first = page.getByRole('link', { name: /^CD01 · / })
      await first.focus()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: 'Card CD02' }).waitFor()
      await page.locator('canvas, .plot').first().waitFor()
      await waitFor(
        async () => {
          const shown = await page.locator('main').innerText()
          return shown.includes('Production rate') && /Gateway\s*\S+/.test(shown)
        },
        { what: 'the signals of the card, and its gateway' },
      )
      await page.getByRole('link', { name: 'Previous: CD01' }).waitFor()
      expect(await page.getByRole('link', { name: 'Carding' }).first().getAttribute('href')).toContain('/machines/card')
    })

    it('lists the machines of a kind, the worst first, and finds a machine by its number', async () => {
      await page.goto(`${mill.system.address}/machines/winder`)
      await page.getByRole('columnheader', { name: /Machine/ }).waitFor()
      const winders = await machines('winder')
      await waitFor(async () => (await page.locator('tbody tr').count()) === winders.length, { what: 'every winder' })
      await page.locator('[data-search]').fill('ac1')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: /AC01/ }).waitFor()
    })

    it('ends in the store, which holds pallets of named lots', async () => {
      await page.goto(`${mill.system.address}/machine/ST01`)
      await page.getByRole('heading', { level: 1, name: 'Automated store ST01' }).waitFor()
      const [store] = await machines('store')
      const lots = String(store!.metrics['lots/names']).split(', ')
      expect(Number(store!.metrics['store/pallets'])).toBeGreaterThan(0)
      for (const lot of lots) await page.getByText(lot, { exact: true }).first().waitFor()
      await page
        .getByText(/\d+ of \d+ places/)
        .first()
        .waitFor()
    })

    it('shows where a vehicle is, and the rest of the fleet around it', async () => {
      const fleet = await machines('agv')
      expect(fleet.length).toBeGreaterThan(1)
      await page.goto(`${mill.system.address}/machine/${fleet[0]!.id}`)
      await page.getByRole('heading', { level: 1, name: `Vehicle ${fleet[0]!.id}` }).waitFor()
      const map = page.getByRole('img', { name: new RegExp(`^${fleet[0]!.id} at`) })
      await map.waitFor()
      await waitFor(async () => (await map.locator('circle').count()) === fleet.length, { what: 'every vehicle' })
      const seen = new Set<string>()
      await waitFor(
        async () => {
          seen.add((await map.locator('g').evaluateAll((dots) => dots.map((dot) => dot.getAttribute('style')))).join())
          return seen.size >= 3
        },
        { what: 'the fleet on the move', timeoutMs: 30_000 },
      )
    })

    it('shows each position of a roving frame', async () => {
      await page.goto(`${mill.system.address}/machine/RV01`)
      await page.getByText('Position states').waitFor()
      const [frame] = await machines('roving-frame')
      const spindles = Number(frame!.metrics['frame/spindles'])
      await waitFor(async () => (await page.locator('main .rows .cell').count()) === spindles, {
        what: 'every position',
      })
    })

    it('leads from a ring frame back to where its roving comes from, and tells its doffs', async () => {
      await page.goto(`${mill.system.address}/frame/RF05`)
      const [frame] = (await machines('ring-frame')).filter(({ id }) => id === 'RF05')
      const [first] = String(frame!.metrics['roving/frames']).split(' ')
      await page.getByRole('heading', { name: 'Doffs, last 24 h' }).waitFor()
      await waitFor(async () => (await page.locator('main tbody tr', { hasText: 'in hand' }).count()) === 1, {
        what: 'the doff in hand',
        timeoutMs: 90_000,
      })
      await page.getByRole('link', { name: first!, exact: true }).click()
      await page.getByRole('heading', { level: 1, name: new RegExp(first!) }).waitFor()
    })

    it('sends little: the rows that changed, at most once a second', async () => {
      await waitFor(async () => frames.length > 12, { what: 'messages of the process', timeoutMs: 40_000 })
      const revisions = frames.slice(2)
      const seconds = (revisions.at(-1)!.atMs - revisions[0]!.atMs) / 1000
      const bytesPerSecond = revisions.slice(1).reduce((sum, { bytes }) => sum + bytes, 0) / seconds
      expect(bytesPerSecond).toBeLessThan(5000)
      expect(revisions.length / seconds).toBeLessThan(2)
      expect(mill.errors).toEqual([])
    })
  })
}
