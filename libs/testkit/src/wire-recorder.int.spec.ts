import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { captureOf } from './capture'
import { startMosquitto } from './mosquitto'
import type { TestServer } from './server'
import { waitFor } from './wait-for'
import { startWireRecorder, type WireRecorder } from './wire-recorder'

describe('a wire recorder before a real mosquitto', () => {
  let broker: TestServer
  let recorder: WireRecorder
  const clients: MqttClient[] = []

  beforeEach(async () => {
    broker = await startMosquitto()
    recorder = await startWireRecorder({ port: broker.port })
  })

  afterEach(async () => {
    for (const client of clients.splice(0)) await client.endAsync(true)
    await recorder.stop()
    await broker.stop()
  })

  const client = async (protocolVersion: 4 | 5) => {
    const connected = await connectAsync(recorder.url, {
      protocolVersion,
      clientId: `client-${protocolVersion}`,
      reconnectPeriod: 0,
      will: { topic: 'will', payload: Buffer.from([0, 255]), qos: 1, retain: true },
    })
    connected.on('error', () => {})
    clients.push(connected)
    return connected
  }

  const seen = (connection = 0) =>
    recorder
      .packets()
      .filter((line) => line.connection === connection)
      .map(({ from, packet }) => `${from} ${packet.cmd}`)

  it.each([4, 5] as const)('reads both directions of MQTT %i, from CONNECT to DISCONNECT', async (version) => {
    const one = await client(version)
    await one.subscribeAsync('data', { qos: 1 })
    const heard = new Promise((resolve) => one.once('message', (_topic, payload) => resolve(String(payload))))
    await one.publishAsync('data', 'x'.repeat(200_000), { qos: 1 })
    expect(await heard).toHaveLength(200_000)
    await one.endAsync()
    await waitFor(() => seen().at(-1)?.endsWith('closed'), { what: 'the end' })
    expect(seen().filter((line) => !line.endsWith('puback'))).toEqual([
      'client connect',
      'broker connack',
      'client subscribe',
      'broker suback',
      'client publish',
      'broker publish',
      'client disconnect',
      // Who closes first is chance.
      expect.stringMatching(/closed$/),
    ])
    expect(recorder.packets()[0]!.packet).toMatchObject({ protocolVersion: version, clean: true, will: { qos: 1 } })
  })

  it('gives what was sent as a capture, not what was handed on, and the Will of one who did not say goodbye', async () => {
    const before = Date.now()
    const one = await client(5)
    await one.subscribeAsync('data')
    const heard = new Promise((resolve) => one.once('message', resolve))
    await one.publishAsync('data', 'hello', { qos: 1, retain: true })
    await heard
    const polite = await client(4)
    await polite.endAsync()
    recorder.cut()
    await waitFor(() => seen().at(-1)?.endsWith('closed'), { what: 'the end' })
    const { messages } = captureOf(recorder.packets())
    expect(messages).toEqual([
      { topic: 'data', qos: 1, retain: true, payload_b64: 'aGVsbG8=', at: expect.any(Number) },
      { topic: 'will', qos: 1, retain: true, payload_b64: 'AP8=', at: expect.any(Number) },
    ])
    expect(messages[0]!.at).toBeGreaterThanOrEqual(before)
  })

  it('cuts its connections, so that the broker publishes the Will', async () => {
    const [one, witness] = [await client(5), await connectAsync(broker.url)]
    clients.push(witness)
    await witness.subscribeAsync('will')
    const will = new Promise((resolve) => witness.once('message', resolve))
    const closed = new Promise<void>((resolve) => one.once('close', () => resolve()))
    recorder.cut()
    expect(await will).toBe('will')
    await closed
    await waitFor(() => seen().at(-1)?.endsWith('closed'), { what: 'the end' })
  })
})
