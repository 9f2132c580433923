import { type RunningProcess, startMosquitto, type TestServer, waitFor } from '@wanding/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Books } from './books'
import { WandingSystem } from './system'

/** The backend is away for longer than gateways wait before they tell something again. */
const LONG_MS = 12_000

/** Programs are killed and come back; at the end every message is accounted for, and every second of a frame is in the store. */
describe('nothing is lost, on a real mosquitto', () => {
  let broker: TestServer
  let system: WandingSystem
  let books: Books
  let api: RunningProcess
  let simulator: RunningProcess
  /** Since when the simulator lives without a break. */
  let aliveMs: number

  beforeAll(async () => {
    broker = await startMosquitto()
    system = await WandingSystem.prepare({ mqttUrl: broker.url, mill: 'teaching' })
    books = new Books(system, 'teaching', 4)
    api = await system.startApi()
    simulator = await system.startSimulator()
    await books.flowing('the first light')
    aliveMs = Date.now()
  })

  afterAll(async () => {
    await system?.stop()
    await broker?.stop()
  })

  it('when the backend is killed again and again', async () => {
    for (let kill = 0; kill < 3; kill++) {
      const before = await books.flowing(`before kill ${kill}`)
      await api.kill()
      api = await system.startApi()
      books.expectExact(await books.settled(`after kill ${kill}`, before))
    }
    await books.expectEverySecond(aliveMs, Date.now())
  })

  it('when the broker is killed, with all that it held', async () => {
    const before = await books.now()
    await broker.down({ kill: true })
    await waitFor(async () => (await system.health()).status === 'down', { what: 'the loss of the broker' })
    await broker.up()
    books.expectExact(await books.settled('after the broker came back', before))
    await books.expectEverySecond(aliveMs, Date.now())
  })

  it('when the backend is away for long: the gateways keep it, and tell it with its own time', async () => {
    const before = await books.now()
    await api.kill()
    const awayMs = Date.now()
    await waitFor(() => Date.now() - awayMs > LONG_MS, { what: 'time without a backend', timeoutMs: 2 * LONG_MS })
    api = await system.startApi()
    books.expectExact(await books.settled('after the backend was away', before))
    await books.expectEverySecond(aliveMs, Date.now())
  })

  it('when the simulator is killed: what it had on its disk comes after it has started again', async () => {
    const before = await books.flowing('before the simulator is killed')
    const killedMs = Date.now()
    await simulator.kill()
    simulator = await system.startSimulator()
    books.expectExact(await books.settled('after the simulator came back', before))
    await books.expectEverySecond(aliveMs, killedMs)
  })

  it('when all end as they should: nothing is left on the way', async () => {
    expect((await simulator.stop()).code).toBe(0)
    const all = await books.when('everything in the store', ({ total }) => total.inSpool === 0 && total.atGateway === 0)
    books.expectExact(all)
    expect(all.total.produced).toBe(all.total.stored)
    expect((await api.stop()).code).toBe(0)
    api = await system.startApi()
    const { produced, stored } = all.total
    expect((await books.now()).total).toMatchObject({ produced, stored, difference: 0 })
  })
})
