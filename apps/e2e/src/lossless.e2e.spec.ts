import type { Ledger, SpindleSeconds } from '@wanding/contracts'
import { type RunningProcess, startMosquitto, type TestServer, waitFor } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WandingSystem } from './system'

const MILL = 'teaching'
const GATEWAYS = 4
const SECOND_MS = 1000

/** Programs are killed and come back; at the end every message is accounted for, and every second of a frame is in the store. */
describe('nothing is lost, on a real mosquitto', () => {
  let broker: TestServer
  let system: WandingSystem
  let api: RunningProcess
  let simulator: RunningProcess

  beforeAll(async () => {
    broker = await startMosquitto()
    system = await WandingSystem.prepare({ mqttUrl: broker.url, mill: MILL })
    api = await system.startApi()
    simulator = await system.startSimulator()
    await flowing('the first light')
  })

  afterAll(async () => {
    await system?.stop()
    await broker?.stop()
  })

  const ledger = () => system.get<Ledger>('/api/health/ledger')

  /** New messages reach the store from every gateway. */
  async function flowing(what: string): Promise<Ledger> {
    const before = await waitFor(
      async () => {
        const now = await ledger()
        return now.gateways.length === GATEWAYS && now
      },
      { what: `the gateways: ${what}`, timeoutMs: 30_000 },
    )
    const stored = (books: Ledger, gateway: string) => books.gateways.find((each) => each.gateway === gateway)!.stored
    return waitFor(
      async () => {
        const now = await ledger()
        return now.gateways.every(({ gateway }) => stored(now, gateway) > stored(before, gateway)) && now
      },
      { what: `new messages in the store: ${what}`, timeoutMs: 60_000 },
    )
  }

  /** More was produced than before, and all of it has arrived; only what is just under way is not in the store. */
  async function settled(what: string, before: Ledger): Promise<Ledger> {
    await flowing(what)
    let last: Ledger | undefined
    try {
      return await waitFor(
        async () => {
          last = await ledger()
          return (
            last.total.produced > before.total.produced && last.total.atGateway === 0 && last.total.held === 0 && last
          )
        },
        { what: `the books to be settled: ${what}`, timeoutMs: 60_000 },
      )
    } catch (error) {
      throw new Error(`${(error as Error).message}: ${JSON.stringify(last)}`, { cause: error })
    }
  }

  function expectExact(books: Ledger): void {
    for (const each of books.gateways) {
      expect(each, JSON.stringify(books)).toMatchObject({ difference: 0, lost: 0, deadLettered: 0 })
    }
    expect(books.spool).toMatchObject({ problem: null, damaged: 0, refused: 0 })
    expect(books.unjournalled).toMatchObject({ gateways: [], lost: 0 })
  }

  /** The seconds of a spindle of a frame that is always heard, as they are stored. */
  async function storedSeconds(fromMs: number, toMs: number): Promise<number[]> {
    const { atMs } = await system.get<SpindleSeconds>(
      `/api/mills/${MILL}/machines/RF01/spindles/1/seconds?run=live&from=${Math.floor(fromMs)}&to=${Math.ceil(toMs)}`,
    )
    return atMs.map((each) => Math.round(each / SECOND_MS))
  }

  async function expectEverySecond(fromMs: number, toMs: number): Promise<void> {
    const from = Math.ceil(fromMs / SECOND_MS)
    const wanted = Array.from({ length: Math.floor(toMs / SECOND_MS) - from }, (_, i) => from + i)
    const missing = await waitFor(
      async () => {
        const found = new Set(await storedSeconds(fromMs - SECOND_MS, toMs + SECOND_MS))
        const lacking = wanted.filter((second) => !found.has(second))
        return lacking.length === 0 && lacking
      },
      { what: `every second from ${fromMs} to ${toMs}`, timeoutMs: 20_000 },
    )
    expect(missing).toEqual([])
  }

  it('when the backend is killed again and again', async () => {
    const fromMs = Date.now()
    for (let kill = 0; kill < 4; kill++) {
      const before = await flowing(`before kill ${kill}`)
      await api.kill()
      api = await system.startApi()
      expectExact(await settled(`after kill ${kill}`, before))
    }
    await expectEverySecond(fromMs, Date.now() - 3 * SECOND_MS)
  })

  it('when the broker is killed, with all that it held', async () => {
    const fromMs = Date.now()
    await broker.down({ kill: true })
    const before = await ledger()
    await waitFor(async () => (await system.health()).status === 'down', { what: 'the loss of the broker' })
    await broker.up()
    expectExact(await settled('after the broker came back', before))
    await expectEverySecond(fromMs, Date.now() - 3 * SECOND_MS)
  })

  it('when the simulator is killed: what it had on its disk comes after it has started again', async () => {
    const before = await flowing('before the simulator is killed')
    await simulator.kill()
    simulator = await system.startSimulator()
    expectExact(await settled('after the simulator came back', before))
  })

  it('when the backend is away for long: the gateways keep it, and tell it with its own time', async () => {
    const fromMs = Date.now()
    const before = await ledger()
    await api.kill()
    const awayMs = Date.now()
    await waitFor(() => Date.now() - awayMs > 12_000, { what: 'twelve seconds without a backend', timeoutMs: 20_000 })
    api = await system.startApi()
    expectExact(await settled('after the backend was away', before))
    await expectEverySecond(fromMs, Date.now() - 3 * SECOND_MS)
  })

  it('when all end as they should: nothing is left on the way', async () => {
    expect((await simulator.stop()).code).toBe(0)
    const books = await waitFor(
      async () => {
        const now = await ledger()
        return now.total.inSpool === 0 && now.total.atGateway === 0 && now
      },
      { what: 'everything in the store' },
    )
    expectExact(books)
    expect(books.total.produced).toBe(books.total.stored)
    expect((await api.stop()).code).toBe(0)
    api = await system.startApi()
    expect((await ledger()).total).toMatchObject({ produced: books.total.produced, stored: books.total.stored })
  })
})
