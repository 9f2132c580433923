import {
  type FaultProxy,
  type InfluxServer,
  type RunningProcess,
  startInflux,
  startMosquitto,
  startProxy,
  type TestServer,
  waitFor,
} from '@wanding/testkit'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { Books } from './books'
import { Draw, drawnSeed } from './draw'
import { WandingSystem } from './system'

/** `npm run chaos -- --minutes 10 --seed 1` sets them; npm run test:long takes these, on CI always the same. */
const MINUTES = Number(process.env.CHAOS_MINUTES ?? 2)
const SEED = drawnSeed(process.env.CHAOS_SEED)
const MINUTE_MS = 60_000
const SETTLE_MS = 5 * MINUTE_MS

const say = (line: string) => process.stdout.write(`${line}\n`)

describe(`chaos with seed ${SEED} for ${MINUTES} min, on a real mosquitto and a real InfluxDB`, () => {
  let broker: TestServer
  let influx: InfluxServer
  let toGateways: FaultProxy
  let toBackend: FaultProxy
  let toStore: FaultProxy
  let system: WandingSystem
  let books: Books
  let api: RunningProcess
  let simulator: RunningProcess
  /** When the simulator lived without a break. */
  const lives: [fromMs: number, toMs: number][] = []
  const draw = new Draw(SEED)

  beforeAll(async () => {
    ;[broker, influx] = await Promise.all([startMosquitto(), startInflux()])
    ;[toGateways, toBackend, toStore] = await Promise.all([
      startProxy({ port: broker.port }),
      startProxy({ port: broker.port }),
      startProxy({ port: influx.port }),
    ])
    system = await WandingSystem.prepare({
      mqttUrl: `mqtt://127.0.0.1:${toBackend.port}`,
      simulatorMqttUrl: `mqtt://127.0.0.1:${toGateways.port}`,
      influxUrl: `http://127.0.0.1:${toStore.port}`,
      mill: 'teaching',
    })
    books = new Books(system, 'teaching', 4)
    api = await system.startApi()
    await startSimulator()
    await books.flowing('the first light')
  })

  afterAll(async () => {
    await system?.stop()
    for (const proxy of [toGateways, toBackend, toStore]) await proxy?.stop()
    await broker?.stop()
    await influx?.stop()
  })

  async function startSimulator(): Promise<void> {
    simulator = await system.startSimulator()
    await waitFor(() => simulator.output().includes('connected to the broker'), {
      what: 'the simulator',
      timeoutMs: 60_000,
    })
    lives.push([Date.now(), Number.POSITIVE_INFINITY])
  }

  const pause = (ms: number) => {
    const fromMs = Date.now()
    return waitFor(() => Date.now() - fromMs >= ms, { what: 'time to pass', timeoutMs: ms + 30_000 })
  }
  const forAWhile = () => pause(500 + draw.below(8000))

  const faulty = async (proxy: FaultProxy, mode: 'blackhole' | 'reset') => {
    proxy.setMode(mode)
    await forAWhile()
    proxy.setMode('pass')
  }
  const faults: Record<string, () => Promise<void>> = {
    'the backend is killed': async () => {
      await api.kill()
      await forAWhile()
      api = await system.startApi()
    },
    'the backend is stopped': async () => {
      await api.stop()
      await forAWhile()
      api = await system.startApi()
    },
    'the backend stands still': async () => {
      api.signal('SIGSTOP')
      await forAWhile()
      api.signal('SIGCONT')
    },
    'the simulator is killed': async () => {
      lives.at(-1)![1] = Date.now()
      await simulator.kill()
      await startSimulator()
    },
    'the broker is killed': async () => {
      await broker.down({ kill: true })
      await forAWhile()
      await broker.up()
    },
    'the store is killed': async () => {
      await influx.down({ kill: true })
      await forAWhile()
      await influx.up()
    },
    'the gateways lose their line': () => faulty(toGateways, 'reset'),
    'the line of the gateways falls silent': () => faulty(toGateways, 'blackhole'),
    'the backend loses its line': () => faulty(toBackend, 'reset'),
    'the line of the backend falls silent': () => faulty(toBackend, 'blackhole'),
    'the store cannot be reached': () => faulty(toStore, 'reset'),
    'the store does not answer': () => faulty(toStore, 'blackhole'),
  }

  it(
    'ends with exact books, and with every second in the store',
    async () => {
      const untilMs = Date.now() + MINUTES * MINUTE_MS
      while (Date.now() < untilMs) {
        const what = draw.of(Object.keys(faults))
        say(`${new Date().toISOString()} ${what}`)
        await faults[what]!()
        await pause(draw.below(6000))
      }
      const before = await waitFor(() => books.now().catch(() => false as const), { what: 'the backend' })
      books.expectExact(await books.settled('after all of it', before))
      lives.at(-1)![1] = Date.now()
      for (const [fromMs, toMs] of lives) await books.expectEverySecond(fromMs, toMs)
      const { total } = await books.now()
      say(`${total.produced} messages, ${total.duplicates} of them more than once, ${lives.length} lives`)
    },
    MINUTES * MINUTE_MS + SETTLE_MS,
  )
})
