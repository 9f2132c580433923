import type { Ledger } from '@wanding/contracts'
import { JOURNAL_EPOCH, JOURNAL_EPOCHS, JOURNAL_POSITION } from '@wanding/contracts'
import { HostSession } from '@wanding/sparkplug'
import {
  type RunningProcess,
  startMosquitto,
  type TempFolder,
  type TestServer,
  tempFolder,
  waitFor,
} from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Books } from './books'
import { WandingSystem } from './system'

/** Sessions that one takes from the other; waits double, so these take half a minute. */
const TAKEN_OVER = 5
const RIVAL = /gateway \w+: (another client with the id|sessions end as soon as they begin)/
const GATEWAYS = ['GW01', 'PREP', 'UTIL', 'OFFICE']
const RIVALRY_MS = 120_000

/** Hears at the broker itself which messages there are, by journal and position: what the books must come to. */
class Census {
  readonly positions = new Map<string, Set<string>>()
  /** How often a gateway was born with other journals than at its birth before. */
  readonly changes = new Map<string, number>()
  private readonly journals = new Map<string, string>()
  private readonly session = new HostSession({ hostId: 'census', reorderMs: 1000 })

  private constructor(private readonly client: MqttClient) {}

  static async of(broker: TestServer): Promise<Census> {
    const client = await connectAsync(broker.url)
    const census = new Census(client)
    client.on('message', (topic, payload) => census.hear(topic, payload))
    await client.subscribeAsync('spBv1.0/teaching/#', { qos: 1 })
    return census
  }

  /** So many different messages of a gateway. */
  of(gateway: string): number {
    return this.positions.get(gateway)?.size ?? 0
  }

  stop(): Promise<void> {
    return this.client.endAsync(true)
  }

  private born(gateway: string, journals: string): void {
    const [{ epoch }] = JSON.parse(journals) as [{ epoch: string }]
    const before = this.journals.get(gateway)
    this.journals.set(gateway, epoch)
    if (before !== undefined && before !== epoch) this.changes.set(gateway, 1 + (this.changes.get(gateway) ?? 0))
  }

  private hear(topic: string, payload: Uint8Array): void {
    for (const event of this.session.receive(topic, payload, Date.now()).events) {
      if (event.kind !== 'nodeBirth' && event.kind !== 'nodeData' && event.kind !== 'deviceData') continue
      const said = (name: string) => event.metrics.find((metric) => metric.name === name)?.value
      if (event.kind === 'nodeBirth') {
        this.born(event.edge, String(said(JOURNAL_EPOCHS)))
        continue
      }
      const position = said(JOURNAL_POSITION)
      if (position === undefined) continue
      const known = this.positions.get(event.edge) ?? new Set()
      this.positions.set(event.edge, known.add(`${said(JOURNAL_EPOCH)} ${position}`))
    }
  }
}

describe('two simulators of one mill, each with a folder of its own, on a real mosquitto', () => {
  let broker: TestServer
  let folder: TempFolder
  let census: Census
  let system: WandingSystem
  let books: Books
  let first: RunningProcess
  let second: RunningProcess

  beforeAll(async () => {
    ;[broker, folder] = await Promise.all([startMosquitto(), tempFolder('second')])
    census = await Census.of(broker)
    system = await WandingSystem.prepare({ mqttUrl: broker.url, mill: 'teaching' })
    books = new Books(system, 'teaching', 4)
    await system.startApi()
    first = await system.startSimulator()
    await books.flowing('the first light')
  })
  afterAll(async () => {
    await system?.stop()
    await census?.stop()
    await broker?.stop()
    await folder?.stop()
  })

  const startSecond = () => system.startSimulator({ WANDING_DATA: folder.path })
  const isWhole = ({ gateways, total }: Ledger) =>
    total.atGateway === 0 &&
    total.inSpool === 0 &&
    gateways.every(({ gateway, stored }) => stored === census.of(gateway))

  it('take the sessions from one another: it is told on both sides, and the books stay exact', {
    timeout: 2 * RIVALRY_MS,
  }, async () => {
    second = await startSecond()
    await waitFor(() => GATEWAYS.every((gateway) => (census.changes.get(gateway) ?? 0) >= TAKEN_OVER), {
      what: 'sessions that change hands',
      timeoutMs: RIVALRY_MS,
    })
    // Which of them sees it first is chance.
    await waitFor(() => RIVAL.test(first.output() + second.output()), {
      what: 'the word of a simulator',
      timeoutMs: RIVALRY_MS,
    })
    const { problems } = await system.health()
    expect(problems.join()).toMatch(/two programs .*teaching\/GW01/)
    expect((await books.now()).gateways.map(({ difference }) => difference)).toEqual([0, 0, 0, 0])
  })

  it('have everything stored once when one has gone, and come again with what it had kept', async () => {
    expect((await second.stop()).code).toBe(0)
    await books.flowing('the first alone')
    expect((await first.stop()).code).toBe(0)
    second = await startSecond()
    await books.flowing('the second alone')
    expect((await second.stop()).code).toBe(0)
    const end = await books.when('everything stored once', isWhole)
    books.expectNothingLost(end)
    expect(end.total.produced).toBe(end.total.stored)
  })
})
