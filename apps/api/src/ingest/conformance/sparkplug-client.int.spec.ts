import { startMosquitto, type TempFolder, type TestServer, tempFolder, waitFor } from '@wanding/testkit'
import { newClient, type UPayload } from 'sparkplug-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GatewayEvent, MachineReading } from '../../bus'
import { type Backend, backend } from './backend.suite'

/** A payload as the client wants it; it adds seq, and bdSeq to the birth of the node. */
const payload = (metrics: NonNullable<UPayload['metrics']>): UPayload => ({ timestamp: Date.now(), metrics })
const nodeMetrics = (): UPayload => payload([{ name: 'Node Control/Rebirth', type: 'Boolean', value: false }])
const frame = (breaks: number, speed: number): UPayload =>
  payload([
    { name: 'spindle/breaks', type: 'UInt32', value: breaks },
    { name: 'spindle/speed', type: 'Float', value: speed },
  ])

/** An edge node on the `sparkplug-client` of npm itself, as its examples use it: births when it says so or is asked. */
function foreignEdge(serverUrl: string) {
  const client = newClient({
    ...{ serverUrl, username: '', password: '', clientId: 'foreign-edge' },
    ...{ groupId: 'foreign', edgeNode: 'E1', publishDeath: true },
  })
  const counts = { births: 0, asked: 0, lines: 0 }
  const born = () => {
    counts.births += 1
    client.publishNodeBirth(nodeMetrics())
    const { metrics, ...rest } = frame(0, 14_000)
    client.publishDeviceBirth('M1', {
      ...rest,
      metrics: [{ name: 'machine/kind', type: 'String', value: 'ring-frame' }, ...metrics!],
    })
  }
  client.on('connect', () => (counts.lines += 1))
  client.on('birth', born)
  client.on('ncmd', ({ metrics }) => {
    const asked = metrics?.some(({ name, value }) => name === 'Node Control/Rebirth' && value === true)
    if (!asked) return
    counts.asked += 1
    born()
  })
  return { client, counts }
}

/** All that is refused of it but for what it compresses: data of a time when its births were not heard. */
const UNHEARD = 'spBv1.0/foreign/DDATA/E1/M1: host/before-birth: DDATA without NBIRTH'

describe('an edge node made with sparkplug-client, on a real mosquitto', () => {
  let broker: TestServer
  let folder: TempFolder
  let host: Backend
  let edge: ReturnType<typeof foreignEdge>
  const readings: MachineReading[] = []
  const offline: GatewayEvent[] = []
  const latest = () => readings.at(-1)?.values
  const status = () => host.ingest.status()

  beforeAll(async () => {
    broker = await startMosquitto()
    folder = await tempFolder('spool')
    host = await backend({ url: broker.url, protocolVersion: 5, folder: folder.path, reorderMs: 200 })
    host.bus.on('reading', (reading) => readings.push(reading))
    host.bus.on('gatewayOffline', (event) => offline.push(event))
    edge = foreignEdge(broker.url)
    await waitFor(() => edge.counts.births === 1, { what: 'its births, which nobody hears' })
  })

  afterAll(async () => {
    edge?.client.stop()
    await host?.stop()
    await folder?.stop()
    await broker?.stop()
  })

  it('is asked for births by a host that has not heard them, and understands', async () => {
    host.start()
    await waitFor(() => status().connected, { what: 'the backend' })
    edge.client.publishDeviceData('M1', frame(1, 14_100))
    await waitFor(() => edge.counts.asked === 1 && readings.length > 0, { what: 'births that were asked for' })
    expect(readings[0]).toMatchObject({
      mill: 'foreign',
      gateway: 'E1',
      machine: 'M1',
      kind: 'ring-frame',
      birth: true,
    })
    expect(latest()?.get('spindle/speed')).toBe(14_000)
    expect(status().lastRejections).toEqual([UNHEARD])
  })

  it('is heard by name, with the numbers that it means', async () => {
    edge.client.publishDeviceData('M1', frame(3_000_000_000, 14_250))
    await waitFor(() => latest()?.get('spindle/speed') === 14_250, { what: 'its data' })
    expect(latest()?.get('spindle/breaks')).toBe(3_000_000_000)
  })

  it('is heard over more messages than a seq can count', async () => {
    const before = readings.length
    for (let turn = 0; turn < 300; turn += 1) edge.client.publishDeviceData('M1', frame(turn, 14_000 + turn))
    await waitFor(() => readings.length === before + 300, { what: 'all of its data' })
    expect(status()).toMatchObject({ seqGaps: 0, rejected: 1 })
    expect(edge.counts.asked).toBe(1)
  })

  it('comes back after its line was cut, with the bdSeq that it always has', async () => {
    const { births } = edge.counts
    await broker.down({ kill: true })
    await broker.up()
    await waitFor(() => edge.counts.births > births && status().connected, { what: 'both after the broker' })
    await waitFor(
      () => {
        edge.client.publishDeviceData('M1', frame(7, 14_777))
        return latest()?.get('spindle/speed') === 14_777
      },
      { what: 'data after that' },
    )
    expect(new Set(status().lastRejections)).toEqual(new Set([UNHEARD]))
  })

  it('is refused what it compresses, which carries no seq, and asked for births in its place', async () => {
    const { asked } = edge.counts
    edge.client.publishDeviceData('M1', frame(8, 14_888), { compress: true })
    edge.client.publishDeviceData('M1', frame(9, 14_999))
    await waitFor(() => edge.counts.asked > asked && readings.at(-1)?.birth, { what: 'births after the gap' })
    expect(status().lastRejections).toContain('spBv1.0/foreign/DDATA/E1/M1: host/seq-missing: DDATA without seq')
    edge.client.publishDeviceData('M1', frame(10, 15_010))
    await waitFor(() => latest()?.get('spindle/speed') === 15_010, { what: 'later data' })
  })

  it('is offline when it says goodbye', async () => {
    const before = offline.length
    edge.client.stop()
    await waitFor(() => offline.length > before, { what: 'its death' })
    expect(offline.at(-1)).toMatchObject({ mill: 'foreign', gateway: 'E1' })
  })
})
