import {
  type FaultProxy,
  type InfluxServer,
  type ProxyMode,
  startInflux,
  startMosquitto,
  startProxy,
  type TestServer,
  type TinyDisk,
  tinyDisk,
  waitFor,
} from '@wanding/testkit'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { Draw, drawnSeed } from './draw'
import { FullMill, pause } from './full-mill'

/** `npm run chaos -- --minutes 10 --seed 1` sets them; npm run test:long takes these, on CI always the same. */
const MINUTES = Number(process.env.CHAOS_MINUTES ?? 4)
const SEED = drawnSeed(process.env.CHAOS_SEED)
const MINUTE_MS = 60_000
const SETTLE_MS = 7 * MINUTE_MS
/** The spool of three minutes, and of what waits. */
const DISK_BYTES = 192 * 1024 * 1024
/** Less than a gateway says, and than all of them say. */
const NARROW = { ofGateway: { bytesPerSecond: 10_000 }, ofBackend: { bytesPerSecond: 150_000 } }

const say = (line: string) => process.stdout.write(`${line}\n`)

describe(`chaos with seed ${SEED} for ${MINUTES} min, on a real mosquitto and a real InfluxDB`, () => {
  let broker: TestServer
  let influx: InfluxServer
  let toGateways: FaultProxy
  let toBackend: FaultProxy
  let toStore: FaultProxy
  let disk: TinyDisk
  let mill: FullMill
  const draw = new Draw(SEED)

  beforeAll(async () => {
    ;[broker, influx, disk] = await Promise.all([startMosquitto(), startInflux(), tinyDisk(DISK_BYTES)])
    ;[toGateways, toBackend, toStore] = await Promise.all([
      startProxy({ port: broker.port }),
      startProxy({ port: broker.port }),
      startProxy({ port: influx.port }),
    ])
    mill = await FullMill.start(broker, {
      mqttUrl: `mqtt://127.0.0.1:${toBackend.port}`,
      simulatorMqttUrl: `mqtt://127.0.0.1:${toGateways.port}`,
      influxUrl: `http://127.0.0.1:${toStore.port}`,
      dataFolder: disk.path,
      simulatorFolder: 'own',
    })
  }, 120_000)

  afterAll(async () => {
    await mill?.stop()
    for (const proxy of [toGateways, toBackend, toStore]) await proxy?.stop()
    await broker?.stop()
    await influx?.stop()
    await disk?.stop()
  }, 60_000)

  const forAWhile = () => pause(500 + draw.below(8000))

  const faulty = async (proxy: FaultProxy, mode: ProxyMode) => {
    proxy.setMode(mode)
    await forAWhile()
    proxy.setMode('pass')
  }
  const faults: Record<string, () => Promise<void>> = {
    'the backend is killed': async () => {
      await mill.api.kill()
      await forAWhile()
      mill.api = await mill.system.startApi()
    },
    'the backend is stopped': async () => {
      await mill.api.stop()
      await forAWhile()
      mill.api = await mill.system.startApi()
    },
    'the backend stands still': async () => {
      mill.api.signal('SIGSTOP')
      await forAWhile()
      mill.api.signal('SIGCONT')
    },
    'the simulator is killed': async () => {
      await mill.simulator.kill()
      const simulator = await mill.system.startSimulator()
      mill.simulator = simulator
      await waitFor(() => simulator.output().includes('connected to the broker'), {
        what: 'the simulator',
        timeoutMs: 60_000,
      })
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
    'the disk of the backend is full': async () => {
      await disk.fill()
      await forAWhile()
      await disk.free()
    },
    'the gateways lose their line': () => faulty(toGateways, 'reset'),
    'the line of the gateways falls silent': () => faulty(toGateways, 'blackhole'),
    'the backend loses its line': () => faulty(toBackend, 'reset'),
    'the line of the backend falls silent': () => faulty(toBackend, 'blackhole'),
    'the store cannot be reached': () => faulty(toStore, 'reset'),
    'the store does not answer': () => faulty(toStore, 'blackhole'),
    'the broker has lost the gateways, and they do not hear of it': () => faulty(toGateways, 'half-open'),
    'the broker has lost the backend, and it does not hear of it': () => faulty(toBackend, 'half-open'),
    'the line of the gateways is slow': () => faulty(toGateways, { delayMs: 700 }),
    'the line of the backend is slow': () => faulty(toBackend, { delayMs: 700 }),
    'the line of the gateways is narrow': () => faulty(toGateways, NARROW.ofGateway),
    'the line of the backend is narrow': () => faulty(toBackend, NARROW.ofBackend),
    'the lines of the gateways break in the middle of messages': () => faulty(toGateways, { cutAfterBytes: 30_000 }),
    'the line of the backend breaks in the middle of messages': () => faulty(toBackend, { cutAfterBytes: 200_000 }),
    'the line of the store breaks in the middle of answers and rows': () => faulty(toStore, { cutAfterBytes: 50_000 }),
  }

  it(
    'ends with exact books, and with every second of every frame in the store, once',
    async () => {
      const { books, witness } = mill
      const firstMs = witness.newestMs
      const untilMs = Date.now() + MINUTES * MINUTE_MS
      let left: string[] = []
      while (Date.now() < untilMs) {
        // Each once before one comes again.
        if (left.length === 0) left = Object.keys(faults)
        const [what] = left.splice(draw.whole(left.length), 1) as [string]
        say(`${new Date().toISOString()} ${what}`)
        await faults[what]!()
        await pause(draw.below(6000))
      }
      const before = await waitFor(() => books.now().catch(() => false as const), { what: 'the backend' })
      books.expectNothingLost(await books.settled('after all of it', before))
      // What was told while the broker died the witness has not heard; the books know of it.
      await mill.expectEverySecondOnce(firstMs, witness.newestMs, false)
      const { total } = await books.now()
      say(`${total.produced} messages, ${total.duplicates} of them more than once`)
    },
    MINUTES * MINUTE_MS + SETTLE_MS,
  )
})
