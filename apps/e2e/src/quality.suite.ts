import { randomUUID } from 'node:crypto'
import type { QualityCases, QualityLists, SpindleRanking } from '@wanding/contracts'
import { trainerReply, trainerTopics } from '@wanding/contracts/trainer'
import { waitFor } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MillAtWork } from './mill-at-work'

const MILL = 'jimo'
/** They break several hundred times as often as their neighbours: some of them twice in the first half hour. */
const ROGUES = ['RF03/417', 'RF11/88', 'RF20/640', 'RF31/1001', 'RF40/12', 'RF52/333', 'RF63/7', 'RF77/900']
const SLIP = { machine: 'RF05', position: 100 }

/** The plant engineer: what is beyond chance, what slips, and what was done about it. */
export function describeQuality(mill: MillAtWork): void {
  describe('quality', () => {
    let page: Page
    let trainer: MqttClient
    /** The name of a row with a spindle that was proven to be a rogue. */
    let rogue: RegExp

    beforeAll(async () => {
      trainer = await connectAsync(`mqtt://127.0.0.1:${mill.system.mqttPort}`)
      page = await mill.open('/quality')
    })
    afterAll(() => trainer?.endAsync())

    async function inject(fault: string, place: string, severity: number): Promise<void> {
      const topics = trainerTopics(MILL)
      const id = randomUUID()
      await trainer.subscribeAsync(topics.reply)
      const answered = new Promise<void>((resolve, reject) => {
        const hear = (_topic: string, payload: Buffer) => {
          const reply = trainerReply.parse(JSON.parse(payload.toString()))
          if (reply.id !== id) return
          trainer.off('message', hear)
          if (reply.ok) resolve()
          else reject(new Error(reply.message))
        }
        trainer.on('message', hear)
      })
      const command = { id, command: 'inject', fault, place, severity, selfCure: false }
      await trainer.publishAsync(topics.command, JSON.stringify(command))
      await answered
    }

    it('lists a spindle that slips, since when', async () => {
      await mill.system.get(`/api/mills/${MILL}/quality/lists`)
      await inject('slip-spindle', `${SLIP.machine}/${SLIP.position}`, 10)
      for (const place of ROGUES) await inject('rogue-spindle', place, 480)
      const found = await waitFor(
        async () => {
          const { slip } = await mill.system.get<QualityLists>(`/api/mills/${MILL}/quality/lists`)
          return slip.items.find(({ machine, position }) => machine === SLIP.machine && position === SLIP.position)
        },
        { what: 'the slip spindle on the list', timeoutMs: 30_000, everyMs: 250 },
      )
      expect(found.percent).toBeCloseTo(-10, 0)
      expect(found.level).toBe('alarm')
      await page.goto(`${mill.system.address}/quality/lists`)
      await page.getByRole('link', { name: /RF05 L.100$/ }).waitFor()
    })

    it('proves a rogue spindle, and says how many false alarms are to be expected', async () => {
      const proven = await waitFor(
        async () => {
          const { list } = await mill.system.get<SpindleRanking>(`/api/mills/${MILL}/quality/spindles?window=8h`)
          return list.items.find(
            ({ name, position, verdict }) => verdict === 'proven' && ROGUES.includes(`${name}/${position}`),
          )
        },
        { what: 'a rogue that is proven', timeoutMs: 100_000, everyMs: 250 },
      )
      expect(proven.evidence).toBeLessThan(1)
      await page.goto(`${mill.system.address}/quality`)
      rogue = new RegExp(`${proven.name}\\s+[LR].${proven.position}\\b`)
      const row = page.getByRole('row', { name: rogue })
      await row.waitFor()
      await row.getByText('beyond chance').waitFor()
      await page.getByText(/Expected false alarms: [\d.]+ in 100,800/).waitFor()
      // One test, wherever worst spindles are shown.
      await page.goto(`${mill.system.address}/mill/${MILL}`)
      await page.getByText(/Expected false alarms: [\d.]+ in 100,800/).waitFor()
    })

    it('opens a case at the spindle and closes it with a cause and a name', async () => {
      await page.goto(`${mill.system.address}/quality`)
      // By its name: the order of the list changes with what breaks meanwhile.
      const row = page.getByRole('row', { name: rogue })
      await row.getByRole('button', { name: 'Open a case' }).click()
      await row.getByPlaceholder('Your name').fill('Wang Fang')
      await row.getByRole('button', { name: 'Open a case' }).click()
      await page.getByRole('heading', { level: 2, name: 'Cases: 1 open' }).waitFor()
      const card = page.getByRole('article')
      await card.getByLabel('Note').fill('ring worn at the front')
      await card.getByRole('button', { name: 'Add note' }).click()
      await card.getByText('ring worn at the front').waitFor()
      await card.getByLabel('Cause found').selectOption('ring')
      await card.getByRole('button', { name: 'Close with this cause' }).click()
      await page.getByRole('heading', { level: 2, name: 'Cases: 0 open' }).waitFor()
      await card.getByText('too early to say').waitFor()
      const { cases } = await mill.system.get<QualityCases>(`/api/mills/${MILL}/quality/cases`)
      expect(cases).toMatchObject([{ state: 'closed', cause: 'ring', target: { kind: 'spindle' } }])
      expect(cases[0]!.steps.map(({ step, by }) => [step, by])).toEqual([
        ['opened', 'Wang Fang'],
        ['noted', 'Wang Fang'],
        ['closed', 'Wang Fang'],
      ])
    })

    it('keeps its section and window in the address, and saves what it shows', async () => {
      await page.goto(`${mill.system.address}/quality/frames`)
      await page.getByRole('button', { name: '24 h' }).click()
      await page.waitForURL((url) => url.searchParams.get('window') === '24h')
      await page.getByRole('heading', { level: 2, name: /Frames, breaks running, Ne 40/ }).waitFor()
      await page.reload()
      await page.getByRole('button', { name: '24 h', pressed: true }).waitFor()
      const href = await page.getByRole('link', { name: /CSV/ }).getAttribute('href')
      const csv = await (await fetch(`${mill.system.address}${href}`)).text()
      expect(csv.split('\r\n').length).toBeGreaterThan(84)
      expect(mill.errors).toEqual([])
    })
  })
}
