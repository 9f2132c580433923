import { launchChromium, type TestBrowser, waitFor } from '@wanding/testkit'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { WandingSystem } from './system'

export const SPEED = 60

const DESKTOP = { viewport: { width: 1920, height: 1080 }, locale: 'en-GB', acceptDownloads: true }

/** The default mill at sixty times the clock, and a browser in front of it, for several suites. */
export class MillAtWork {
  readonly errors: string[] = []
  system!: WandingSystem
  /** Since when the mill is watched, at the latest; mill time, epoch ms. */
  watchedMs!: number
  private chromium!: TestBrowser

  async start(): Promise<void> {
    this.system = await WandingSystem.prepare({ mill: 'jimo', speed: SPEED })
    await this.system.startAll()
    const { atMs } = await waitFor(() => this.system.get<{ atMs: number }>('/api/mills/jimo/kpi').catch(() => null), {
      what: 'figures of the mill',
    })
    this.watchedMs = atMs
    this.chromium = await launchChromium()
  }

  async stop(): Promise<void> {
    await this.chromium?.stop()
    await this.system?.stop()
  }

  get browser(): Browser {
    return this.chromium.browser
  }

  /** A page at an address of the mill; what goes wrong there is an error of the mill at work. */
  async open(path: string, as: BrowserContextOptions = DESKTOP): Promise<Page> {
    const page = await this.browser.newPage(as)
    page.on('pageerror', (error) => this.errors.push(error.message))
    page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()))
    await page.goto(this.system.address + path)
    return page
  }
}
