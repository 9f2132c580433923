import { launchChromium, type TestBrowser } from '@wanding/testkit'
import type { Browser, Page } from 'playwright-core'
import { WandingSystem } from './system'

export const SPEED = 10

/** The default mill at ten times the clock, and a browser in front of it, for several suites that only look. */
export class MillAtWork {
  readonly errors: string[] = []
  system!: WandingSystem
  private chromium!: TestBrowser

  async start(): Promise<void> {
    this.system = await WandingSystem.prepare({ mill: 'jimo', speed: SPEED })
    await this.system.startAll()
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
  async open(path: string): Promise<Page> {
    const page = await this.browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'en-GB' })
    page.on('pageerror', (error) => this.errors.push(error.message))
    page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()))
    await page.goto(this.system.address + path)
    return page
  }
}
