import type { AlarmsNow } from '@wanding/contracts'
import { launchChromium, startMosquitto, type TestServer, type TinyDisk, tinyDisk, waitFor } from '@wanding/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FullMill, pause } from './full-mill'
import type { SystemOptions } from './system'

/** Longer than one and a half keepalives of 15 s, after which each side gives the other up, and than the 60 s of most clients. */
const BEYOND_KEEPALIVE_MS = 90_000
const BLOCKED_MS = 5000
const ORDERLY_END_MS = 15_000
/** So many messages of a mill are less than a second of it. */
const MOST_QUEUED = 50
/** Some minutes of a mill's spool, journals and store. */
const DISK_BYTES = 512 * 1024 * 1024
/** Longer than a gateway may be silent before it is taken for dead. */
const BLOCKED_FOR_MS = 20_000

/** Faults by their number in the list of twenty; each ends with exact books and every second in the store. */
describe('faults of the broker and of the backend, for 100,800 spindles on a real mosquitto that keeps few messages', () => {
  let broker: TestServer
  let mill: FullMill

  beforeAll(async () => {
    broker = await startMosquitto({ mostQueued: MOST_QUEUED, mostInFlight: 10 })
    mill = await FullMill.start(broker)
  }, 120_000)

  afterAll(async () => {
    broker?.signal('SIGCONT')
    await mill?.stop()
    await broker?.stop()
  }, 60_000)

  const standsStill = async (program: { signal(signal: NodeJS.Signals): void }, ms: number) => {
    program.signal('SIGSTOP')
    try {
      await pause(ms)
    } finally {
      program.signal('SIGCONT')
    }
  }

  it('20: the backend does nothing for 5 s', async () => {
    const since = await mill.mark()
    await standsStill(mill.api, BLOCKED_MS)
    await mill.expectWhole('after the backend was blocked', since)
  })

  it('graceful: the backend ends under load within 15 s', async () => {
    await mill.books.flowing('before the end')
    const since = await mill.mark()
    const fromMs = performance.now()
    expect((await mill.api.stop()).code).toBe(0)
    expect(performance.now() - fromMs).toBeLessThan(ORDERLY_END_MS)
    mill.api = await mill.system.startApi()
    await mill.expectWhole('after an orderly end', since)
  })

  it('4: the broker stands still for longer than the keepalive', async () => {
    const since = await mill.mark()
    await standsStill(broker, BEYOND_KEEPALIVE_MS)
    await mill.expectWhole('after the broker went on', since)
  })
})

describe('14: a full disk, for 100,800 spindles', () => {
  let broker: TestServer
  let disk: TinyDisk
  let mill: FullMill

  beforeEach(async () => {
    ;[broker, disk] = await Promise.all([startMosquitto(), tinyDisk(DISK_BYTES)])
  })
  afterEach(async () => {
    await mill?.stop()
    await broker?.stop()
    await disk?.stop()
  }, 60_000)

  const start = async (of: SystemOptions) => {
    mill = await FullMill.start(broker, of)
    return mill.mark()
  }
  const alarms = async () => {
    const { alarms: standing } = await mill.system.get<AlarmsNow>('/api/mills/jimo/alarms')
    return standing.filter(({ active }) => active).map(({ alarm }) => alarm)
  }

  it('of the backend: gateways keep what it cannot take, its page says so, and nothing is lost', async () => {
    const since = await start({ dataFolder: disk.path, simulatorFolder: 'own' })
    await disk.fill()
    await mill.books.when('the refusal', ({ spool }) => spool.problem?.includes('ENOSPC') === true)
    const held = await mill.books.when('what waits at the gateways', ({ total }) => total.atGateway > 1000)
    expect(held.total).toMatchObject({ lost: 0, difference: 0 })
    const { status, problems } = await mill.system.health()
    expect(status).toBe('degraded')
    expect(problems.join()).toContain('gateways keep theirs')
    // Alarms are of machines and their gateways; what ails the backend stands above its books.
    const chromium = await launchChromium()
    try {
      const page = await chromium.browser.newPage({ locale: 'en-GB' })
      await page.goto(`${mill.system.address}/data`)
      await page.locator('[data-verdict=refusing]').waitFor({ timeout: 60_000 })
      await disk.free()
      await page.locator('[data-verdict=exact]').waitFor({ timeout: 90_000 })
    } finally {
      await chromium.stop()
    }
    await mill.expectWhole('after there was room', since)
  })

  it('of the gateways: they say so and read nothing meanwhile, and lose nothing of what they had', async () => {
    const since = await start({ simulatorFolder: disk.path })
    await disk.fill()
    await waitFor(async () => (await alarms()).includes('journal-blocked'), { what: 'the alarm', timeoutMs: 60_000 })
    // They are there, and say so as long as it lasts.
    await pause(BLOCKED_FOR_MS)
    expect(await alarms()).not.toContain('gateway-offline')
    await disk.free()
    await mill.expectWhole('after there was room', since)
    await waitFor(async () => !(await alarms()).includes('journal-blocked'), {
      what: 'the end of the alarm',
      timeoutMs: 60_000,
    })
  })
})
