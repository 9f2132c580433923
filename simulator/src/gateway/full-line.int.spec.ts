import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { JOURNAL_BLOCKED, JOURNAL_POSITION, type Signal } from '@wanding/contracts'
import { decodePayload, HostSession } from '@wanding/sparkplug'
import {
  type FaultProxy,
  startMosquitto,
  startProxy,
  type TempFolder,
  type TestServer,
  tempFolder,
  waitFor,
} from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { EdgeNode } from './edge-node'

const T0 = Date.UTC(2026, 10, 28, 12)
/** A message of 2 MB: a line takes 16 MB, the buffers of its sockets up to 30 more. */
const VALUES = 1_000_000
const SECONDS_TO_FILL = 32
/** A journal that is full after the line. */
const LITTLE_BYTES = 90_000_000

const LARGE: Signal = {
  ...{ name: 'spindles/rpm', datatype: 'UInt16Array', unit: 'rpm', deadband: 0, periodMs: 1000, nature: 'array' },
  ...{ history: 'none', en: 'Speeds', zh: '锭速', meaning: 'Speed of each spindle' },
}

const bytesIn = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
    (sum, name) => sum + statSync(join(folder, name)).size,
    0,
  )

/** What a host hears of a gateway at the broker itself. */
class Listener {
  births = 0
  isBlocked = false
  readonly seqs: number[] = []
  readonly told: { position: number; isHistorical: boolean }[] = []
  private readonly session = new HostSession({
    hostId: 'listener',
    reorderMs: 100,
    maxPayloadBytes: 2 * VALUES + 10_000,
  })

  hear(topic: string, payload: Uint8Array): void {
    const { seq } = decodePayload(payload)
    if (seq !== undefined) this.seqs.push(seq)
    for (const event of this.session.receive(topic, payload, T0).events) {
      if (event.kind === 'nodeBirth') this.births += 1
      if (event.kind !== 'nodeData' && event.kind !== 'deviceData') continue
      const position = event.metrics.find(({ name }) => name === JOURNAL_POSITION)
      if (!position)
        this.isBlocked ||= event.metrics.some(({ name, value }) => name === JOURNAL_BLOCKED && value === true)
      if (position) this.told.push({ position: Number(position.value), isHistorical: position.isHistorical === true })
    }
  }

  /** Highest position up to which all have been told. */
  get whole(): number {
    const positions = new Set(this.told.map(({ position }) => position))
    let whole = 0
    while (positions.has(whole + 1)) whole += 1
    return whole
  }
}

describe('a line that has no room, on a real mosquitto', () => {
  let broker: TestServer
  let proxy: FaultProxy
  let folder: TempFolder
  let client: MqttClient
  let listener: Listener
  let edge: EdgeNode
  let nowMs: number
  let reads: number

  beforeEach(async () => {
    ;[broker, folder] = await Promise.all([startMosquitto(), tempFolder('full-line')])
    proxy = await startProxy({ port: broker.port })
    client = await connectAsync(broker.url)
    listener = new Listener()
    client.on('message', (topic, payload) => listener.hear(topic, payload))
    await client.subscribeAsync('spBv1.0/#', { qos: 1 })
    nowMs = T0
    reads = 0
  })
  afterEach(async () => {
    proxy.setMode('pass')
    await edge.stop()
    await client.endAsync(true)
    await proxy.stop()
    await broker.stop()
    await folder.stop()
  })

  /** A gateway with one machine that has new values at each look. */
  const start = async (mostBytes: number) => {
    const read = () => {
      reads += 1
      return new Uint16Array(VALUES).fill(reads)
    }
    edge = new EdgeNode({
      ...{ mill: 'jimo', gateway: 'G01', run: 'live', software: 'test' },
      devices: [{ id: 'RF01', signals: [LARGE], read }],
      broker: { url: `mqtt://127.0.0.1:${proxy.port}`, protocolVersion: 5 },
      millNowMs: () => nowMs,
      realNowMs: () => nowMs,
      onStateChange: () => {},
      journal: { folder: folder.path, mostBytes, whenFull: 'block' },
    })
    edge.start()
    await waitFor(() => listener.births === 1, { what: 'the births' })
  }

  /** The gateway's next second; its machine is read when the disk has taken the one before. */
  const aSecond = async () => {
    nowMs += 1000
    const before = reads
    await waitFor(
      () => {
        edge.publish(nowMs, nowMs)
        return reads > before
      },
      { what: 'a machine that is read' },
    )
  }

  it('uses no seq for what it does not take: that is told when there is room, and no host misses anything', async () => {
    await start(1e9)
    await aSecond()
    await waitFor(() => listener.told.length > 0, { what: 'the first data' })
    proxy.setMode('blackhole')
    for (let i = 0; i < SECONDS_TO_FILL; i++) await aSecond()
    proxy.setMode('pass')
    await waitFor(
      async () => {
        await aSecond()
        return listener.whole >= reads
      },
      { what: 'every position', timeoutMs: 30_000 },
    )
    // It was the line: one session, and more than the seconds after it had to wait.
    expect(listener.births).toBe(1)
    expect(listener.told.filter(({ isHistorical }) => isHistorical).length).toBeGreaterThan(2)
    expect(listener.seqs).toEqual(listener.seqs.map((_, i) => i % 256))
  })

  it('uses none for what a gateway says of its full journal: it says so when there is room', async () => {
    await start(LITTLE_BYTES)
    const publish = () => {
      nowMs += 1000
      edge.publish(nowMs, nowMs)
    }
    proxy.setMode('blackhole')
    await waitFor(
      () => {
        publish()
        return bytesIn(folder.path) > LITTLE_BYTES
      },
      { what: 'a full journal', timeoutMs: 30_000 },
    )
    const before = reads
    // It would say so each five seconds, if there were room.
    let turns = 0
    await waitFor(
      () => {
        publish()
        return ++turns > 50
      },
      { what: 'more of its time' },
    )
    expect(reads).toBe(before)
    expect(listener.isBlocked).toBe(false)
    proxy.setMode('pass')
    await waitFor(
      () => {
        publish()
        return listener.whole >= before && listener.isBlocked
      },
      { what: 'every position, and the word of the journal', timeoutMs: 30_000 },
    )
    expect(listener.births).toBe(1)
    expect(listener.seqs).toEqual(listener.seqs.map((_, i) => i % 256))
  })
})
