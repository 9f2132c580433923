import { startMosquitto, startProcess, type TestServer, waitFor } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { get } from 'sparkplug-payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMill } from '../engine'
import { loadMillPlan } from '../mill-files'
import { liveMill } from './live-mill'
import { MillClock } from './mill-clock'
import type { MillRunner } from './mill-runner'

/** A decoder that is not ours. */
const foreign = get('spBv1.0')!

interface Seen {
  topic: string
  retain: boolean
  qos: number
  payload: Buffer
}

describe('a live mill on a real mosquitto, read by foreign tools', () => {
  let broker: TestServer
  let listener: Awaited<ReturnType<typeof startProcess>>
  let client: MqttClient
  let runner: MillRunner

  /** Everything mosquitto_sub has printed so far, but for the line that it is printing. */
  const seen = (): Seen[] =>
    listener
      .output()
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('spBv1.0/'))
      .map((line) => {
        const [topic = '', retain, qos, hex = ''] = line.split(' ')
        return { topic, retain: retain === '1', qos: Number(qos), payload: Buffer.from(hex, 'hex') }
      })
  const of = (kind: string) => seen().filter(({ topic }) => topic.split('/')[2] === kind)

  beforeAll(async () => {
    broker = await startMosquitto()
    listener = await startProcess('mosquitto_sub', [
      ...['-h', '127.0.0.1', '-p', String(broker.port), '-q', '1'],
      ...['-t', 'spBv1.0/#', '-F', '%t %r %q %x'],
    ])
    client = await connectAsync(broker.url)
    // The listener is there when it hears us.
    await waitFor(
      async () => {
        await client.publishAsync('spBv1.0/hello/NDATA/test', 'x', { qos: 1 })
        return of('NDATA').length > 0
      },
      { what: 'mosquitto_sub' },
    )
    runner = liveMill({
      mill: createMill(loadMillPlan('teaching', [], import.meta.url), 7, Date.now()),
      clock: new MillClock(Date.now(), Date.now(), 1),
      run: 'live',
      software: 'test',
      broker: { url: broker.url, protocolVersion: 5 },
      onStateChange: () => {},
    })
    runner.start()
    await waitFor(() => of('DDATA').filter(({ topic }) => topic.endsWith('/RF01')).length >= 3, {
      what: 'three seconds of RF01',
    })
  })

  afterAll(async () => {
    await runner?.stop()
    await client?.endAsync(true)
    await listener?.stop()
    await broker?.stop()
  })

  it('is born gateway by gateway: NBIRTH, then every DBIRTH, then data [tck-id-payloads-dbirth-order]', () => {
    for (const birth of of('NBIRTH')) {
      const gateway = birth.topic.split('/')[3]
      const kinds = seen()
        .filter(({ topic }) => topic.split('/')[3] === gateway)
        .map(({ topic }) => topic.split('/')[2])
      const firstData = kinds.findIndex((kind) => kind === 'DDATA' || kind === 'NDATA')
      expect(kinds[0]).toBe('NBIRTH')
      expect(kinds.slice(1, firstData === -1 ? undefined : firstData).every((kind) => kind === 'DBIRTH')).toBe(true)
      expect(kinds.lastIndexOf('DBIRTH')).toBeLessThan(firstData === -1 ? kinds.length : firstData)
    }
    expect(of('NBIRTH').length).toBeGreaterThanOrEqual(4)
  })

  it('retains nothing and publishes at QoS 0 [tck-id-payloads-dbirth-qos, tck-id-payloads-dbirth-retain]', () => {
    const ours = seen().filter(({ topic }) => topic.startsWith('spBv1.0/teaching/'))
    expect(ours.length).toBeGreaterThan(20)
    for (const { retain, qos, topic } of ours) expect({ topic, retain, qos }).toEqual({ topic, retain: false, qos: 0 })
  })

  it('has births that a foreign decoder reads: names, types, values, units', () => {
    const birth = of('DBIRTH').find(({ topic }) => topic.endsWith('/RF01'))!
    const metrics = new Map(foreign.decodePayload(birth.payload).metrics!.map((metric) => [metric.name, metric]))
    expect(metrics.get('machine/kind')).toMatchObject({ value: 'ring-frame', type: 'String' })
    expect(metrics.get('spin/count')).toMatchObject({ value: 40, type: 'Float' })
    expect(metrics.get('spindle/speedSet')?.value).toBeGreaterThan(10_000)
    expect(metrics.get('energy/power')?.properties).toMatchObject({ engUnit: { value: 'kW' } })
    for (const metric of metrics.values()) expect(metric.alias, String(metric.name)).toBeDefined()
  })

  it('has data that carry aliases only, in sequence over the gateway and its machines [tck-id-payloads-sequence-num-incrementing]', () => {
    const gateway = of('DDATA')
      .find(({ topic }) => topic.endsWith('/RF01'))!
      .topic.split('/')[3]
    const messages = seen().filter(({ topic }) => topic.split('/')[3] === gateway && !topic.includes('/NDEATH/'))
    const seqs = messages.map(({ payload }) => Number(foreign.decodePayload(payload).seq))
    expect(seqs).toEqual(seqs.map((_, i) => i % 256))
    const data = foreign.decodePayload(of('DDATA')[0]!.payload).metrics!
    for (const metric of data)
      expect({ name: metric.name ?? '', alias: metric.alias !== undefined }).toEqual({ name: '', alias: true })
  })

  it('says everything again when a foreign host asks, with the same bdSeq [tck-id-operational-behavior-data-commands-rebirth-action-3]', async () => {
    const births = of('NBIRTH')
    const topic = births[0]!.topic
    const bdSeqOf = (payload: Buffer) =>
      Number(foreign.decodePayload(payload).metrics!.find(({ name }) => name === 'bdSeq')!.value)
    const command = foreign.encodePayload({
      timestamp: Date.now(),
      metrics: [{ name: 'Node Control/Rebirth', type: 'Boolean', value: true }],
    })
    await client.publishAsync(topic.replace('NBIRTH', 'NCMD'), Buffer.from(command))
    await waitFor(() => of('NBIRTH').filter((birth) => birth.topic === topic).length === 2, {
      what: 'the second birth',
    })
    const [first, second] = of('NBIRTH').filter((birth) => birth.topic === topic)
    expect(bdSeqOf(second!.payload)).toBe(bdSeqOf(first!.payload))
  })

  it('is born again once for a host that comes online: when it asks, or else unasked after a while', async () => {
    const birthsOf = (topic: string) => of('NBIRTH').filter((birth) => birth.topic === topic).length
    const [asked = '', ...others] = new Set(of('NBIRTH').map(({ topic }) => topic))
    const before = new Map([asked, ...others].map((topic) => [topic, birthsOf(topic)]))
    const bornAgain = (topic: string) => birthsOf(topic) - before.get(topic)!
    await client.publishAsync('spBv1.0/STATE/wanding', JSON.stringify({ online: true, timestamp: Date.now() }), {
      qos: 1,
    })
    const command = foreign.encodePayload({
      timestamp: Date.now(),
      metrics: [{ name: 'Node Control/Rebirth', type: 'Boolean', value: true }],
    })
    await client.publishAsync(asked.replace('NBIRTH', 'NCMD'), Buffer.from(command))
    await waitFor(() => bornAgain(asked) === 1, { what: 'the birth that was asked for' })
    await waitFor(() => others.every((topic) => bornAgain(topic) === 1), { what: 'the births of the others' })
    expect(bornAgain(asked)).toBe(1)
  })

  it('says goodbye for every gateway when it stops', async () => {
    const gateways = new Set(of('NBIRTH').map(({ topic }) => topic.split('/')[3]))
    await runner.stop()
    await waitFor(() => new Set(of('NDEATH').map(({ topic }) => topic.split('/')[3])).size === gateways.size, {
      what: 'the deaths',
    })
  })
})
