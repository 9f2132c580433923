import { type RunningProcess, startMosquitto, type TestServer, waitFor } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
