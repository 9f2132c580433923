import { JOURNAL_EPOCHS, JOURNAL_WATERMARK, JOURNAL_WATERMARK_EPOCH, type KeptEpoch, SIGNALS } from '@wanding/contracts'
import { decodePayload, encodePayload, type Metric } from '@wanding/sparkplug'
import { freePort, startAedes, startMosquitto, type TempFolder, tempFolder, waitFor } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startBroker } from '../../../apps/broker/src/mqtt-broker'
import { EdgeNode } from './edge-node'

const NCMD = 'spBv1.0/jimo/NCMD/G01'
const command = (metrics: Metric[]): Buffer => Buffer.from(encodePayload({ metrics }, { includeDatatype: true }))
const REBIRTH = command([{ name: 'Node Control/Rebirth', datatype: 'Boolean', value: true }])
const watermark = (epoch: string, position: number): Buffer =>
  command([
    { name: JOURNAL_WATERMARK_EPOCH, datatype: 'String', value: epoch },
    { name: JOURNAL_WATERMARK, datatype: 'UInt64', value: position },
  ])

async function embedded(): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort()
  const { stop } = await startBroker({ host: '127.0.0.1', port }, () => {})
  return { url: `mqtt://127.0.0.1:${port}`, stop }
}

/** Number 12 of the list of bad inputs. The embedded broker does not even take such a command, and hangs up on who sends it. */
describe.each([
  { name: 'mosquitto', protocolVersion: 5 as const, start: startMosquitto, keeps: true },
  { name: 'mosquitto', protocolVersion: 4 as const, start: startMosquitto, keeps: true },
  { name: 'a broker that keeps all', protocolVersion: 4 as const, start: startAedes, keeps: true },
  { name: 'the embedded broker', protocolVersion: 4 as const, start: embedded, keeps: false },
])('a gateway on $name by MQTT $protocolVersion', ({ protocolVersion, start, keeps }) => {
  let broker: { url: string; stop(): Promise<void> }
  let folder: TempFolder
  let host: MqttClient
  let edge: EdgeNode
  let journals: KeptEpoch[][]
  const told: string[] = []
  let seconds = 0

  const aGateway = () =>
    new EdgeNode({
      ...{ mill: 'jimo', gateway: 'G01', run: 'live', software: 'test' },
      devices: [
        {
          id: 'AIR',
          signals: SIGNALS['compressed-air'],
          read: (name) => (name === 'air/pressure' ? 6 + seconds : undefined),
        },
      ],
      broker: { url: broker.url, protocolVersion },
      millNowMs: Date.now,
      onStateChange: () => {},
      onRetainedCommand: (topic) => told.push(topic),
      journal: { folder: folder.path, mostBytes: 64 * 1024 * 1024, whenFull: 'block' },
    })
  /** What the last birth told of the journal, after one that is asked for now: all that the broker had kept came before. */
  const askForBirth = async (): Promise<KeptEpoch[]> => {
    const before = journals.length
    await host.publishAsync(NCMD, REBIRTH, { qos: 1 })
    await waitFor(() => journals.length > before, { what: 'the birth that was asked for' })
    return journals.at(-1)!
  }
  const born = () => waitFor(() => journals.length >= 1, { what: 'the birth' })

  beforeEach(async () => {
    ;[broker, folder] = await Promise.all([start(), tempFolder('retained-commands')])
    host = await connectAsync(broker.url)
    host.on('message', (_topic, payload) => {
      const epochs = decodePayload(payload).metrics.find(({ name }) => name === JOURNAL_EPOCHS)
      journals.push(JSON.parse(String(epochs?.value)))
    })
    await host.subscribeAsync('spBv1.0/jimo/NBIRTH/G01', { qos: 1 })
    journals = []
    told.length = 0
    seconds = 0
    edge = aGateway()
    edge.start()
    await born()
  })
  afterEach(async () => {
    await edge.stop()
    await host.endAsync(true)
    await Promise.all([broker.stop(), folder.stop()])
  })

  /** False where the broker hangs up. */
  async function retain(topic: string, payload: Buffer): Promise<boolean> {
    const stranger = await connectAsync(broker.url, { reconnectPeriod: 0 })
    stranger.on('error', () => {})
    const hungUp = new Promise<false>((resolve) => stranger.once('close', () => resolve(false)))
    const taken = stranger.publishAsync(topic, payload, { qos: 1, retain: true }).then(
      () => true,
      () => false,
    )
    const isTaken = await Promise.race([taken, hungUp])
    await stranger.endAsync(true)
    return isTaken
  }

  async function startAnew(): Promise<void> {
    await edge.stop()
    journals = []
    edge = aGateway()
    edge.start()
    await born()
  }

  it('is not born again for a rebirth that was retained, and tells of it once', async () => {
    await edge.stop()
    expect(await retain(NCMD, REBIRTH)).toBe(keeps)
    expect(await retain('spBv1.0/jimo/DCMD/G01/AIR', REBIRTH)).toBe(keeps)
    await startAnew()
    await askForBirth()
    expect(journals).toHaveLength(2)
    expect(told).toEqual(keeps ? [expect.stringMatching(/^spBv1\.0\/jimo\/[ND]CMD\/G01/)] : [])
  })

  it('lets nothing go for a watermark that was retained, and does for one that is said now', async () => {
    const aSecond = async () => {
      seconds += 1
      edge.publish(Date.now(), Date.now() + seconds * 60_000)
      return (await askForBirth())[0]!.head >= 5
    }
    await waitFor(aSecond, { what: 'messages in the journal' })
    const { epoch, oldest, head } = journals.at(-1)![0]!
    expect(oldest).toBe(1)
    await edge.stop()
    expect(await retain(NCMD, watermark(epoch, head))).toBe(keeps)
    await startAnew()
    expect((await askForBirth()).find((each) => each.epoch === epoch)).toMatchObject({ oldest: 1 })
    await host.publishAsync(NCMD, watermark(epoch, head), { qos: 1 })
    const goesOn = (await askForBirth()).find((each) => each.epoch === epoch)
    expect(goesOn?.oldest ?? head + 1).toBe(head + 1)
    expect(told).toEqual(keeps ? [NCMD] : [])
  })
})
