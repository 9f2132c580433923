import { type FaultProxy, startMosquitto, startProxy, type TestServer, waitFor } from '@wanding/testkit'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Books } from './books'
import { FullMill, GATEWAYS, pause } from './full-mill'
import { neighbourTalks } from './neighbour'
import { WandingSystem } from './system'

/** So many messages of a mill are less than a second of it. */
const MOST_QUEUED = 50
/** Below one and a half keepalives of 15 s. */
const STANDS_STILL_MS = 12_000
const AWAY_MS = 12_000
const FLAP_EVERY_MS = 2000
const FLAPPING_MS = 300_000
const RIVALRY_MS = 20_000
/** A backend asks a gateway what it has when nothing of it has moved for a minute and a half. */
const SECOND_MS = 240_000

/** Faults of the broker and of the lines to it by their number in the list of twenty. */
describe('faults of the broker and its lines, for 100,800 spindles on a real mosquitto', () => {
  let broker: TestServer
  let toGateways: FaultProxy
  let toBackend: FaultProxy
  let mill: FullMill

  beforeAll(async () => {
    broker = await startMosquitto({ mostQueued: MOST_QUEUED, mostInFlight: 10 })
    ;[toGateways, toBackend] = await Promise.all([startProxy({ port: broker.port }), startProxy({ port: broker.port })])
    mill = await FullMill.start(broker, {
      mqttUrl: `mqtt://127.0.0.1:${toBackend.port}`,
      simulatorMqttUrl: `mqtt://127.0.0.1:${toGateways.port}`,
    })
  }, 120_000)
  afterAll(async () => {
    await mill?.stop()
    for (const proxy of [toGateways, toBackend]) await proxy?.stop()
    await broker?.stop()
  }, 60_000)

  it('6: the backend reads nothing until the queue of the broker has overflowed', async () => {
    const since = await mill.mark()
    const { seqGaps } = (await mill.system.health()).messages
    mill.api.signal('SIGSTOP')
    await neighbourTalks(broker, STANDS_STILL_MS)
    mill.api.signal('SIGCONT')
    expect(broker.output()).toMatch(/Outgoing messages are being dropped for client wanding-host/)
    await mill.system.healthy('gaps in what gateways say', ({ messages }) => messages.seqGaps > seqGaps)
    await mill.expectWhole('after the queue overflowed', since)
  })

  it('6: the backend is not there while more is published than the broker keeps', async () => {
    const since = await mill.mark()
    await mill.api.kill()
    await pause(AWAY_MS)
    mill.api = await mill.system.startApi()
    await mill.expectWhole('after the backend was away', since)
  })

  /** Another client with an id takes its session for a while, again as soon as it has been taken back; says how often. */
  const rivalry = async (clientId: string): Promise<number> => {
    let taken = 0
    const untilMs = performance.now() + RIVALRY_MS
    while (performance.now() < untilMs) {
      const rival = await connectAsync(broker.url, { clientId, reconnectPeriod: 0 })
      taken += 1
      rival.on('error', () => {})
      await waitFor(() => !rival.connected || performance.now() > untilMs, {
        what: 'the owner of the session',
        timeoutMs: RIVALRY_MS,
      })
      await rival.endAsync(true)
    }
    return taken
  }

  it('19: another client takes the session of a gateway again and again', async () => {
    const since = await mill.mark()
    const gateway = since.books.gateways.find(({ gateway: id }) => id.startsWith('G'))!.gateway
    const taken = await rivalry(`jimo-${gateway}`)
    expect(taken).toBeGreaterThan(3)
    expect(taken).toBeLessThan(20)
    await waitFor(() => mill.simulator.output().includes(`gateway ${gateway}: sessions end as soon as they begin`), {
      what: 'the word of it',
    })
    expect(mill.simulator.output().split(`gateway ${gateway}:`)).toHaveLength(2)
    await mill.expectWhole('after the rival went', since)
  })

  it('19: another client takes the session of the backend again and again', async () => {
    const since = await mill.mark()
    const [, clientId] = [...broker.output().matchAll(/ as (wanding-host-\S+)/g)].at(-1)!
    const taken = await rivalry(clientId!)
    expect(taken).toBeGreaterThan(3)
    expect(taken).toBeLessThan(20)
    const word = 'somebody else may be connected to the broker as this backend'
    await waitFor(() => mill.api.output().includes(word), { what: 'the word of it' })
    const said = mill.api
      .output()
      .split('\n')
      .filter((line) => line.includes(word))
    expect(said).toEqual([expect.stringContaining(`the id ${clientId}`)])
    await mill.expectWhole('after the rival of the backend went', since)
  })

  it('19: a second backend with a folder of its own comes and goes', async () => {
    const since = await mill.mark()
    const second = await WandingSystem.prepare({ mqttUrl: broker.url })
    try {
      const books = new Books(second, 'jimo', GATEWAYS)
      await second.startApi()
      await second.healthy('all gateways at the second backend', ({ gateways }) => gateways.online === GATEWAYS, 60_000)
      await mill.expectWhole('while there are two', since)
      // It came in the middle of each journal: what only the first was told in time counts as lost there, the rest is stored.
      const ofSecond = await books.when(
        'a second backend that waits for nothing',
        ({ gateways, total }) =>
          total.held === 0 && total.atGateway === 0 && gateways.filter(({ stored }) => stored > 0).length === GATEWAYS,
        SECOND_MS,
      )
      for (const each of ofSecond.gateways) expect(each).toMatchObject({ difference: 0, deadLettered: 0 })
      expect(ofSecond.total.lost).toBeLessThan(ofSecond.total.stored / 10)
    } finally {
      await second.stop()
    }
    await mill.expectWhole('after the second went', await mill.mark())
  })

  it('19: the lines of gateways and backend are each cut every two seconds for five minutes', {
    timeout: 900_000,
  }, async () => {
    const since = await mill.mark()
    const untilMs = performance.now() + FLAPPING_MS
    for (let cuts = 0; performance.now() < untilMs; cuts++) {
      const proxy = [toGateways, toBackend][cuts % 2]!
      proxy.setMode('reset')
      proxy.setMode('pass')
      await pause(FLAP_EVERY_MS / 2)
    }
    await mill.expectWhole('after the lines held again', since)
  })
})
