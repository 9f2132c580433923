import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** The axe that comes with its binding, minified: at every look the browser reads half as much. */
const binding = createRequire(import.meta.url).resolve('@axe-core/playwright')
const axeSource = readFileSync(createRequire(binding).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong with a page as it stands, the contrast of its colours included; empty where all can read it. */
export async function unreadable(page: Page): Promise<string[]> {
  // Without frames there is nothing to put together, for which axe would open a second page; and what passes nobody reads.
  const isOne = page.frames().length === 1
  const axe = new AxeBuilder({ page, axeSource }).setLegacyMode(isOne).options({ resultTypes: ['violations'] })
  const { violations } = await axe.analyze()
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html }) => html)
        .join(' | ')}`,
  )
}

/** The same in the light and the dark theme; the page is left in the light one. */
export async function unreadableInAnyTheme(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.locator('html[data-theme="dark"]').waitFor()
  const dark = await unreadable(page)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.locator('html[data-theme="light"]').waitFor()
  return [...dark.map((found) => `dark: ${found}`), ...(await unreadable(page))]
}
