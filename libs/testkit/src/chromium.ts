import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { requiredProgram } from './required-program'

export interface TestBrowser {
  browser: Browser
  stop(): Promise<void>
}

// As root the sandbox does not start; the rest keeps a browser that has no internet from looking for one.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

function executable(): string {
  const chosen = process.env.CHROMIUM_PATH
  if (!chosen) return requiredProgram('chromium', 'chromium')
  if (!existsSync(chosen)) throw new Error('CHROMIUM_PATH does not lead to a file')
  return chosen
}

/** The system's Chromium (or the one at CHROMIUM_PATH), without a window. */
export async function launchChromium(): Promise<TestBrowser> {
  const browser = await chromium.launch({ executablePath: executable(), args: FLAGS })
  return { browser, stop: () => browser.close() }
}
