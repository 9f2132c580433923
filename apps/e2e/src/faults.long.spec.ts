import type { AlarmsNow } from '@wanding/contracts'
import {
  type RunningProcess,
  startMosquitto,
  type TestServer,
  type TinyDisk,
  tinyDisk,
  waitFor,
} from '@wanding/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Books } from './books'
import { WandingSystem } from './system'

/** Longer than one and a half keepalives of 15 s, after which each side gives the other up. */
const BEYOND_KEEPALIVE_MS = 30_000
const BLOCKED_MS = 5000
const ORDERLY_END_MS = 15_000

const pause = (ms: number) => {
  const fromMs = Date.now()
  return waitFor(() => Date.now() - fromMs >= ms, { what: 'time to pass', timeoutMs: ms + 30_000 })
}

/** Faults by their number in the list of twenty; each ends with exact books and every second in the store. */
describe('faults of the broker and of the backend, on a real mosquitto that keeps few messages', () => {
  let broker: TestServer
  let system: WandingSystem
  let books: Books
  let api: RunningProcess
  /** Since when the simulator lives without a break. */
  let aliveMs: number

  beforeAll(async () => {
    broker = await startMosquitto({ mostQueued: 10, mostInFlight: 10 })
    system = await WandingSystem.prepare({ mqttUrl: broker.url, mill: 'teaching' })
    books = new Books(system, 'teaching', 4)
    api = await system.startApi()
    await system.startSimulator()
    await books.flowing('the first light')
    aliveMs = Date.now()
  }, 120_000)

  afterAll(async () => {
    broker?.signal('SIGCONT')
    await system?.stop()
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
    const before = await books.now()
    await standsStill(api, BLOCKED_MS)
    books.expectExact(await books.settled('after the backend was blocked', before))
    await books.expectEverySecond(aliveMs, Date.now())
  })

  it('graceful: the backend ends under load within 15 s', async () => {
    const before = await books.flowing('before the end')
    const fromMs = Date.now()
    expect((await api.stop()).code).toBe(0)
    expect(Date.now() - fromMs).toBeLessThan(ORDERLY_END_MS)
    api = await system.startApi()
    books.expectExact(await books.settled('after an orderly end', before))
    await books.expectEverySecond(aliveMs, Date.now())
  })

  it('4: the broker stands still for longer than the keepalive', async () => {
    const before = await books.now()
    await standsStill(broker, BEYOND_KEEPALIVE_MS)
    books.expectExact(await books.settled('after the broker went on', before))
    await books.expectEverySecond(aliveMs, Date.now())
  })
})

describe('14: a full disk', () => {
  let broker: TestServer
  let disk: TinyDisk
  let system: WandingSystem
  let books: Books

  beforeEach(async () => {
    ;[broker, disk] = await Promise.all([startMosquitto(), tinyDisk(12 * 1024 * 1024)])
  })
  afterEach(async () => {
    await system?.stop()
    await broker?.stop()
    await disk?.stop()
  }, 60_000)

  const start = async (of: { dataFolder?: string; simulatorFolder?: string }) => {
    system = await WandingSystem.prepare({ mqttUrl: broker.url, mill: 'teaching', ...of })
    books = new Books(system, 'teaching', 4)
    await system.startApi()
    await system.startSimulator()
    return books.flowing('the first light')
  }
  const alarms = async () => {
    const { alarms: standing } = await system.get<AlarmsNow>('/api/mills/teaching/alarms')
    return standing.filter(({ active }) => active).map(({ alarm }) => alarm)
  }

  it('of the backend: gateways keep what it cannot take, and nothing is lost', async () => {
    const aliveMs = Date.now()
    const before = await start({ dataFolder: disk.path, simulatorFolder: 'own' })
    await disk.fill()
    await books.when('the refusal', ({ spool }) => spool.problem?.includes('ENOSPC') === true)
    const held = await books.when('what waits at the gateways', ({ total }) => total.atGateway > 30)
    expect(held.total).toMatchObject({ lost: 0, difference: 0 })
    expect((await system.health()).problems.join()).toContain('gateways keep theirs')
    await disk.free()
    books.expectNothingLost(await books.settled('after there was room', before))
    await books.expectEverySecond(aliveMs + 10_000, Date.now())
  })

  it('of the gateways: they say so and read nothing meanwhile, and lose nothing of what they had', async () => {
    const before = await start({ simulatorFolder: disk.path })
    await disk.fill()
    await waitFor(async () => (await alarms()).includes('journal-blocked'), { what: 'the alarm', timeoutMs: 60_000 })
    // They are there, and say so as long as it lasts.
    const fromMs = Date.now()
    await waitFor(() => Date.now() - fromMs > 20_000, { what: 'time to pass', timeoutMs: 40_000 })
    expect(await alarms()).not.toContain('gateway-offline')
    await disk.free()
    books.expectNothingLost(await books.settled('after there was room', before))
    await waitFor(async () => (await alarms()).length === 0, { what: 'the end of the alarm', timeoutMs: 60_000 })
  })
})
