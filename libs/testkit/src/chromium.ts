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
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** WebGL on the CPU: slow, and drawn as on a graphics card. */
const SOFTWARE_GL = ['--enable-unsafe-swiftshader', '--use-angle=swiftshader', '--ignore-gpu-blocklist']

export interface ChromiumOptions {
  /** With WebGL; without it pages have to do without. */
  webgl?: boolean
}

function executable(): string {
  const chosen = process.env.CHROMIUM_PATH
  if (!chosen) return requiredProgram('chromium', 'chromium')
  if (!existsSync(chosen)) throw new Error('CHROMIUM_PATH does not lead to a file')
  return chosen
}

/** The system's Chromium (or the one at CHROMIUM_PATH), without a window. */
export async function launchChromium({ webgl = false }: ChromiumOptions = {}): Promise<TestBrowser> {
  const args = [...FLAGS, ...(webgl ? SOFTWARE_GL : ['--disable-gpu'])]
  const browser = await chromium.launch({ executablePath: executable(), args })
  return { browser, stop: () => browser.close() }
}
