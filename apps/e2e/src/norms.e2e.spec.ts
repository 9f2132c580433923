import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Calibration, NormsHistory } from '@wanding/contracts'
import { launchChromium, type TempFolder, type TestBrowser, tempFolder, waitFor } from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WandingSystem } from './system'

const WORDS = {
  'en-GB': {
    piece: 'Piece an end, walking in the round included, S4',
    author: 'Your name',
    save: 'Save as a new version',
    activate: /^Put v\d+ in force$/,
    compare: 'Compare',
    wrong: 'must be a number, is the text "x"',
    mill: 'Name of the mill',
    fit: 'Fit',
    draft: 'Edit as norms',
  },
  'zh-CN': {
    piece: '接一根头（含巡回行走），S4 的数值',
    author: '姓名',
    save: '另存为新版本',
    activate: /^启用 v\d+$/,
    compare: '比较',
    wrong: 'must be a number, is the text "x"',
    mill: '工厂名称',
    fit: '拟合',
    draft: '作为定额草案编辑',
  },
} as const

/** Ten frames over four shifts, each with its own breaks; enough to fit. */
function records(): string {
  const rows = Array.from({ length: 40 }, (_, i) => {
    const frame = 1 + (i % 10)
    const breaks = 50 + ((i * 37) % 23) + frame
    return `2026-03-02,${1 + Math.floor(i / 10)},F${frame},480,3500.5,${breaks},14,3,40`
  })
  return ['date,shift,frame,spindles,spindle_hours,running_breaks,start_up_breaks,doffs,count_ne', ...rows].join('\n')
}

/** Norms are edited, saved and put in force, and a mill is calibrated: in a browser, in both languages. */
describe('norms and calibration', () => {
  let system: WandingSystem
  let chromium: TestBrowser
  let folder: TempFolder

  beforeAll(async () => {
    system = await WandingSystem.prepare({ mill: 'teaching' })
    folder = await tempFolder('records')
    await system.startAll()
    chromium = await launchChromium()
  })

  afterAll(async () => {
    await chromium?.stop()
    await system?.stop()
    await folder?.stop()
  })

  const history = () => system.get<NormsHistory>('/api/norms')
  const opened = async (language: keyof typeof WORDS, path: string): Promise<Page> => {
    const context = await chromium.browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: language })
    const page = await context.newPage()
    await page.goto(system.address + path)
    return page
  }

  for (const [language, minutes] of [
    ['en-GB', '0.5'],
    ['zh-CN', '0,6'],
  ] as const) {
    const words = WORDS[language]

    it(`${language}: a standard time is changed, seen in persons, saved, compared and put in force`, async () => {
      const page = await opened(language, '/norms')
      const field = page.getByLabel(words.piece, { exact: true })
      await field.fill('x')
      await page.getByText(words.wrong).first().waitFor()
      await field.fill(minutes)
      await page.locator('.figure .change').waitFor()
      expect(await page.locator('.figure .change').innerText()).toMatch(/^\+\d/)
      await page.getByLabel(words.author, { exact: true }).fill('Li Wei')
      const before = await history()
      await page.getByRole('button', { name: words.save }).click()
      const { newest, active } = await waitFor(
        async () => {
          const now = await history()
          return now.newest !== before.newest && now
        },
        { what: 'a saved version' },
      )
      expect(active).toBe(before.active)
      await page.getByRole('button', { name: words.compare, exact: true }).first().click()
      await page.locator('#compare tbody tr').first().waitFor()
      await page.getByRole('button', { name: words.activate }).first().click()
      await waitFor(async () => (await history()).active === newest, { what: 'the version in force' })
      await page.context().close()
    })

    it(`${language}: records with a fault are refused with their line, good ones are fitted and become a draft`, async () => {
      const bad = join(folder.path, 'bad.csv')
      const good = join(folder.path, 'good.csv')
      writeFileSync(bad, records().replace('3500.5', 'many'))
      writeFileSync(good, records())
      const page = await opened(language, '/calibration')
      const picker = page.locator('input[type="file"]')
      await picker.setInputFiles(bad)
      await page.getByText(language === 'zh-CN' ? '应为数字，实为“many”' : 'must be a number, is "many"').waitFor()
      await picker.setInputFiles(good)
      await page.locator('[data-state="taken"]').waitFor()
      await page.getByLabel(words.mill, { exact: true }).fill(`Mill ${language}`)
      await page.getByRole('button', { name: words.fit, exact: true }).click()
      await page.waitForURL(/\/calibration\/[^/?]+/)
      await page.locator('figure').first().waitFor()
      const id = new URL(page.url()).pathname.split('/').at(-1)!
      const fitted = await system.get<Calibration>(`/api/calibrations/${id}`)
      const expected = records()
        .split('\n')
        .slice(1)
        .reduce((sum, row) => sum + Number(row.split(',')[5]), 0)
      expect(fitted.breaks!.breaks).toBe(expected)
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.locator(`a[href="/api/calibrations/${id}/mill"]`).click(),
      ])
      expect(readFileSync(await file.path(), 'utf8')).toMatch(/^extends: jimo$/m)
      await page.getByRole('link', { name: words.draft }).click()
      await page
        .getByRole('status')
        .filter({ hasText: id.slice(0, 8) })
        .waitFor()
      await page.context().close()
    })
  }
})
