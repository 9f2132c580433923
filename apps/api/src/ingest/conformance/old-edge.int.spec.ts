import { startMosquitto, type TempFolder, type TestServer, tempFolder, waitFor } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { get } from 'sparkplug-payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GatewayEvent, MachineReading } from '../../bus'
import { type Backend, backend } from './backend.suite'

const tahu = get('spBv1.0')!
type OldPayload = Parameters<typeof tahu.encodePayload>[0]
type OldMetric = NonNullable<OldPayload['metrics']>[number]

/**
 * An edge node with the habits of version 2.2, also those that `sparkplug-client` (sparkplug-client.int.spec.ts) leaves to whoever
 * uses it, on the payload library of that: a Will at QoS 0, bdSeq as UInt64, no aliases, times on messages only, names and
 * datatypes in all data, UInt32 in the field of 64 bits, commands at QoS 0, STATE without a namespace.
 */
class OldEdge {
  private client: MqttClient | undefined
  private seq = 0
  births = 0

  constructor(private readonly url: string) {}

  async start(): Promise<void> {
    this.client = await connectAsync(this.url, {
      protocolVersion: 4,
      clientId: 'old-edge',
      reconnectPeriod: 0,
      will: { topic: 'spBv1.0/old/NDEATH/E1', payload: this.death(), qos: 0, retain: false },
    })
    this.client.on('message', (topic, payload) => {
      if (!topic.startsWith('spBv1.0/')) return
      const asked = tahu.decodePayload(payload).metrics?.some((metric) => {
        return metric.name === 'Node Control/Rebirth' && metric.value === true
      })
      if (asked) void this.birth()
    })
    await this.client.subscribeAsync(['spBv1.0/old/NCMD/E1/#', 'spBv1.0/old/DCMD/E1/#', 'STATE/+'], { qos: 0 })
  }

  async birth(): Promise<void> {
    this.births += 1
    this.seq = 0
    await this.send('NBIRTH/E1', [
      { name: 'Node Control/Rebirth', type: 'Boolean', value: false },
      { name: 'bdSeq', type: 'UInt64', value: 0 },
    ])
    await this.send('DBIRTH/E1/M1', this.metrics(0, 14_000))
  }

  data(breaks: number, speed: number): Promise<void> {
    return this.send('DDATA/E1/M1', this.metrics(breaks, speed).slice(1))
  }

  /** A message that the network loses. */
  lose(): void {
    this.seq += 1
  }

  async stop(): Promise<void> {
    await this.client?.publishAsync('spBv1.0/old/NDEATH/E1', this.death(), { qos: 0 })
    await this.client?.endAsync()
    this.client = undefined
  }

  private metrics(breaks: number, speed: number): OldMetric[] {
    return [
      { name: 'machine/kind', type: 'String', value: 'ring-frame' },
      { name: 'spindle/breaks', type: 'UInt32', value: breaks },
      { name: 'spindle/speed', type: 'Float', value: speed },
    ]
  }

  private async send(topic: string, metrics: OldMetric[]): Promise<void> {
    const payload = { timestamp: Date.now(), seq: this.seq, metrics }
    this.seq = (this.seq + 1) % 256
    await this.client!.publishAsync(`spBv1.0/old/${topic}`, Buffer.from(tahu.encodePayload(payload)))
  }

  private death(): Buffer {
    const metrics: OldMetric[] = [{ name: 'bdSeq', type: 'UInt64', value: 0 }]
    return Buffer.from(tahu.encodePayload({ timestamp: Date.now(), metrics }))
  }
}

describe('an edge node with the habits of version 2.2, on a real mosquitto', () => {
  let broker: TestServer
  let folder: TempFolder
  let host: Backend
  let ingest: Backend['ingest']
  let edge: OldEdge
  const readings: MachineReading[] = []
  const offline: GatewayEvent[] = []
  const latest = () => readings.at(-1)?.values

  beforeAll(async () => {
    broker = await startMosquitto()
    folder = await tempFolder('spool')
    host = await backend({ url: broker.url, protocolVersion: 5, folder: folder.path, reorderMs: 200 })
    const { bus } = host
    ingest = host.ingest
    bus.on('reading', (reading) => readings.push(reading))
    bus.on('gatewayOffline', (event) => offline.push(event))
    host.start()
    await waitFor(() => ingest.status().connected, { what: 'the backend' })
    edge = new OldEdge(broker.url)
    await edge.start()
  })

  afterAll(async () => {
    await edge?.stop()
    await host?.stop()
    await folder?.stop()
    await broker?.stop()
  })

  it('is heard: births and data by name, with the numbers that it means', async () => {
    await edge.birth()
    await edge.data(3_000_000_000, 14_250)
    await waitFor(() => readings.length === 2, { what: 'its data' })
    expect(readings[0]).toMatchObject({ mill: 'old', gateway: 'E1', machine: 'M1', kind: 'ring-frame', birth: true })
    expect(latest()?.get('spindle/breaks')).toBe(3_000_000_000)
    expect(latest()?.get('spindle/speed')).toBe(14_250)
    expect(ingest.status().lastRejections).toEqual([])
  })

  it('understands when it is asked for births', async () => {
    edge.lose()
    await edge.data(3_000_000_001, 14_300)
    await waitFor(() => edge.births === 2 && readings.at(-1)?.birth, { what: 'births again' })
    expect(ingest.status()).toMatchObject({ seqGaps: 1, rejected: 0 })
  })

  it('is not minded for a host of its own kind', async () => {
    const scada = await connectAsync(broker.url)
    await scada.publishAsync('STATE/scada', 'ONLINE', { qos: 1, retain: true })
    await scada.endAsync()
    await edge.data(3_000_000_002, 14_310)
    await waitFor(() => latest()?.get('spindle/speed') === 14_310, { what: 'later data' })
    expect(ingest.status().rejected).toBe(0)
  })

  it('is offline when it says goodbye', async () => {
    await edge.stop()
    await waitFor(() => offline.length === 1, { what: 'its death' })
    expect(offline[0]).toMatchObject({ mill: 'old', gateway: 'E1' })
    expect(ingest.status().rejected).toBe(0)
  })
})
