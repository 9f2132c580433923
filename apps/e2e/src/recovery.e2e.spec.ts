import type { MachineHistory, MachineNow } from '@wanding/contracts'
import {
  type InfluxServer,
  launchChromium,
  startInflux,
  startMosquitto,
  type TestBrowser,
  type TestServer,
  waitFor,
} from '@wanding/testkit'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Books } from './books'
import { WandingSystem } from './system'

const MINUTE_MS = 60_000
/** The teaching mill's: office, preparation, ring room, utilities. */
const GATEWAYS = 4

/** Every part as a process of its own against real servers; each is taken away once and comes back. */
describe('recovery, on a real mosquitto and a real InfluxDB', () => {
  let broker: TestServer
  let influx: InfluxServer
  let system: WandingSystem
  let chromium: TestBrowser
  let page: Page
  let api: Awaited<ReturnType<WandingSystem['startApi']>>
  let simulator: Awaited<ReturnType<WandingSystem['startSimulator']>>

  beforeAll(async () => {
    ;[broker, influx] = await Promise.all([startMosquitto(), startInflux()])
    system = await WandingSystem.prepare({ mqttUrl: broker.url, influxUrl: influx.url, mill: 'teaching' })
    api = await system.startApi()
    simulator = await system.startSimulator()
    await allWell('the first light')
    chromium = await launchChromium()
    page = await chromium.browser.newPage({ locale: 'en-GB' })
    await page.goto(system.address)
    await page.getByText('SIMULATED').waitFor()
  })

  afterAll(async () => {
    await chromium?.stop()
    await system?.stop()
    await broker?.stop()
    await influx?.stop()
  })

  const allWell = (what: string) =>
    system.healthy(
      `all well: ${what}`,
      ({ status, mills, gateways }) => status === 'ok' && mills.includes('teaching') && gateways.online === GATEWAYS,
    )

  const pageSays = (words: string) => page.getByText(words).first().waitFor({ timeout: 20_000 })
  const pageIsLive = () => page.getByText(/^Live/).first().waitFor({ timeout: 30_000 })

  const frames = () => system.get<MachineNow[]>('/api/mills/teaching/machines?kind=ring-frame')

  /** While nothing is produced the page of the books says number for number what the ledger says, and who is away. */
  const theBooksAreShown = async () => {
    await page.goto(`${system.address}/data`)
    await pageSays('No gateway is heard.')
    const books = new Books(system, 'teaching', GATEWAYS)
    const { gateways, total } = await books.when(
      'everything in the store',
      (each) => each.total.inSpool === 0 && each.total.atGateway === 0,
    )
    const { produced, stored, deadLettered, lost } = total
    const told = [produced, 0, 0, stored, deadLettered, lost]
    const numbersIn = async (cells: string) =>
      (await page.locator(cells).allInnerTexts()).map((each) => Number(each.replaceAll(',', '')))
    await waitFor(async () => String(await numbersIn('dd[data-station]')) === String(told), {
      what: `the stations as the ledger has them: ${told}`,
    })
    expect(stored + deadLettered + lost).toBe(produced)
    const rows = gateways.flatMap((each) => [
      ...[each.produced, each.atGateway, each.inSpool, each.stored, each.deadLettered, each.lost],
      ...[each.gaps, each.resent, each.duplicates, each.held, each.difference],
    ])
    expect(await page.locator('tbody tr').count()).toBe(GATEWAYS)
    expect(await numbersIn('tbody td')).toEqual(rows)
    expect(await page.locator('[data-verdict]').getAttribute('data-verdict')).toBe('unheard')
  }

  const newestStored = async (): Promise<number> => {
    const to = Date.now() + MINUTE_MS
    const history = await system.get<MachineHistory>(
      `/api/mills/teaching/machines/RF01/history?metric=spindle/speed&from=${to - 30 * MINUTE_MS}&to=${to}&points=2000`,
    )
    return history.points.at(-1)?.[0] ?? 0
  }

  it('stores what it sees, and says so', async () => {
    await waitFor(async () => (await newestStored()) > Date.now() - 20_000, {
      what: 'stored speeds',
      timeoutMs: 30_000,
    })
    expect((await system.health()).store).toMatchObject({ kind: 'influxdb', ok: true, dropped: 0 })
  })

  it('the backend killed: the page says so; started again: it learns the mill anew, and the page goes on', async () => {
    await api.kill()
    await pageSays('The backend does not answer')
    api = await system.startApi()
    await allWell('after the backend was killed')
    await pageIsLive()
    // A gateway is online with its own birth; those of its machines follow.
    const machines = await waitFor(
      async () => {
        const born = await frames()
        return born.length >= 4 && born
      },
      { what: 'the births of four frames' },
    )
    expect(machines.length).toBe(4)
    for (const machine of machines) expect(machine.metrics['frame/spindles']).toBe(1200)
  })

  it('the broker away: health says so; back: everything goes on by itself', async () => {
    await broker.down({ kill: true })
    const down = await system.healthy('the loss of the broker', ({ status }) => status === 'down')
    expect(down.problems).toContain('the broker cannot be reached')
    await pageSays('The backend has lost the message broker')
    await broker.up()
    await allWell('after the broker came back')
    const before = (await frames())[0]!.receivedMs
    await waitFor(async () => (await frames())[0]!.receivedMs > before, {
      what: 'live data after the broker came back',
    })
  })

  it('the store away: the live mill goes on, and what came meanwhile is stored afterwards', async () => {
    await influx.down({ kill: true })
    const awayFrom = Date.now()
    const degraded = await system.healthy('the loss of the store', ({ store }) => !store.ok)
    expect(degraded.status).toBe('degraded')
    const { receivedMs } = (await frames())[0]!
    await waitFor(async () => (await frames())[0]!.receivedMs > receivedMs + 2000, {
      what: 'live data without a store',
    })
    await influx.up()
    await allWell('after the store came back')
    await waitFor(async () => (await newestStored()) > awayFrom, {
      what: 'stored data after the store came back',
      timeoutMs: 30_000,
    })
    const { points } = await system.get<MachineHistory>(
      `/api/mills/teaching/machines/RF01/history?metric=spindle/speed&from=${awayFrom - 5000}&to=${awayFrom + 2000}&points=20`,
    )
    expect(points.length).toBeGreaterThan(0)
  })

  it('the simulator stopped: its gateways say goodbye and the machines are offline, with their last values', async () => {
    const { code } = await simulator.stop()
    expect(code).toBe(0)
    const health = await system.healthy('the deaths', ({ gateways }) => gateways.online === 0)
    expect(health.status).toBe('degraded')
    const machines = await frames()
    expect(machines.every((machine) => !machine.online)).toBe(true)
    expect(machines[0]?.metrics['doff/progress']).not.toBeNull()
    await theBooksAreShown()
    simulator = await system.startSimulator()
    await allWell('after the simulator came back')
  })
})
