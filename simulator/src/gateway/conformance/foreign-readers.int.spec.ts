import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodePayload, type Metric, parseTopic } from '@wanding/sparkplug'
import {
  type Capture,
  captureOf,
  keepCapture,
  startMosquitto,
  startWireRecorder,
  type TempFolder,
  tempFolder,
  type WirePacket,
  waitFor,
} from '@wanding/testkit'
import { get } from 'sparkplug-payload'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { printed, startPythonReader } from '../../../../libs/sparkplug/src/__fixtures__/python-reader.suite'
import { createMill } from '../../engine'
import { loadMillPlan } from '../../mill-files'
import { liveMill } from '../live-mill'
import { MillClock } from '../mill-clock'

const tahu = get('spBv1.0')!
/** What sparkplug-payload cannot read, whoever wrote it: it looks for UInt32 elsewhere, and knows no arrays. */
const UNREADABLE = /^UInt32$|Array$/

/** Two seconds of a live mill, as its gateways sent them. */
async function record(includeDatatype: boolean): Promise<readonly WirePacket[]> {
  const broker = await startMosquitto()
  const recorder = await startWireRecorder({ port: broker.port })
  const now = Date.now()
  const mill = liveMill({
    mill: createMill(loadMillPlan('teaching', [], import.meta.url), 7, now),
    clock: new MillClock(now, now, 1),
    run: 'live',
    software: 'test',
    broker: { url: recorder.url, protocolVersion: 5 },
    sparkplug: { includeDatatype },
    onStateChange: () => {},
  })
  const data = () => captureOf(recorder.packets()).messages.filter(({ topic }) => topic.endsWith('/DDATA/GW01/RF01'))
  try {
    mill.start()
    await waitFor(() => data().length >= 2, { what: 'data of RF01' })
  } finally {
    await mill.stop()
    await recorder.stop()
    await broker.stop()
  }
  return recorder.packets()
}

interface Read {
  topic: string
  payload: Uint8Array
  metrics: (Metric & { datatype: NonNullable<Metric['datatype']> })[]
}

/** Every message of the gateways as our own codec reads it, by gateway. */
function byGateway({ messages }: Capture): Map<string, Read[]> {
  const gateways = new Map<string, { reads: Read[]; births: Map<number, Metric> }>()
  for (const { topic, payload_b64 } of messages) {
    const parsed = parseTopic(topic)
    if (parsed === undefined || parsed.kind === 'STATE') continue
    const gateway = gateways.get(parsed.edge) ?? { reads: [], births: new Map<number, Metric>() }
    gateways.set(parsed.edge, gateway)
    const payload = Buffer.from(payload_b64, 'base64')
    const { metrics } = decodePayload(payload, (alias) => {
      const { name, datatype } = gateway.births.get(alias)!
      return { name: name!, datatype: datatype! }
    })
    if (parsed.kind.endsWith('BIRTH')) {
      for (const metric of metrics) if (metric.alias !== undefined) gateway.births.set(metric.alias, metric)
    }
    gateway.reads.push({ topic, payload, metrics: metrics as Read['metrics'] })
  }
  return new Map([...gateways].map(([id, { reads }]) => [id, reads]))
}

describe('protobuf and struct in Python read a recorded mill', () => {
  it('every birth, every value by its alias, every death', async () => {
    const gateways = byGateway(captureOf(await record(false)))
    const reader = startPythonReader()
    try {
      expect(gateways.size).toBeGreaterThanOrEqual(4)
      for (const reads of gateways.values()) {
        const theirs = reader.read(reads.map(({ payload }) => payload))
        reads.forEach(({ topic, metrics }, index) => {
          const values = theirs[index]!.metrics.map(({ alias, value }) => ({ alias, value }))
          const ours = metrics.map((metric) => ({ alias: metric.alias ?? null, value: printed(metric) }))
          expect(values, topic).toEqual(ours)
        })
      }
    } finally {
      reader.stop()
    }
  })
})

describe('sparkplug-payload reads a recorded mill whose data carry datatypes', () => {
  let packets: readonly WirePacket[]
  let reads: Read[]
  let folder: TempFolder

  beforeAll(async () => {
    packets = await record(true)
    reads = [...byGateway(captureOf(packets)).values()].flat()
    folder = await tempFolder('captures')
  })

  afterAll(async () => {
    vi.unstubAllEnvs()
    await folder?.stop()
  })

  const plain = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'toNumber' in value
      ? (value as { toNumber(): number }).toNumber()
      : value

  it.each(['NBIRTH', 'DBIRTH', 'NDEATH', 'DDATA'])('%s: names, types and values', (kind) => {
    const own = reads.filter(({ topic }) => topic.split('/')[2] === kind)
    expect(own.length).toBeGreaterThanOrEqual(4)
    let compared = 0
    for (const { topic, payload, metrics } of own) {
      const theirs = tahu.decodePayload(payload).metrics!
      expect(theirs, topic).toHaveLength(metrics.length)
      metrics.forEach(({ datatype, value, name, alias }, index) => {
        const their = theirs[index]!
        expect(plain(their.alias), topic).toBe(alias)
        if (kind.endsWith('BIRTH')) expect(their.name, topic).toBe(name)
        if (UNREADABLE.test(datatype) || datatype === 'DataSet') return
        compared += 1
        expect({ type: their.type, value: plain(their.value) }, `${topic} ${name}`).toEqual({ type: datatype, value })
      })
    }
    expect(compared).toBeGreaterThanOrEqual(own.length)
  })

  it('out of the file that is kept for another checker', () => {
    const captures = join(folder.path, 'captures')
    vi.stubEnv('WANDING_CAPTURES', captures)
    keepCapture('mill', packets)
    expect(readdirSync(captures)).toEqual(['mill.json'])
    const { messages, ...others } = JSON.parse(readFileSync(join(captures, 'mill.json'), 'utf8')) as Capture
    expect(others).toEqual({})
    expect(messages).toHaveLength(reads.length)
    messages.forEach((message, index) => {
      const { topic, payload_b64, ...flags } = message
      // A Will is at QoS 1; a gateway keeps nothing at the broker.
      expect(flags).toEqual({ qos: expect.toBeOneOf([0, 1]), retain: false, at: expect.any(Number) })
      expect(flags.at).toBeGreaterThanOrEqual(messages[index - 1]?.at ?? 0)
      const { metrics } = tahu.decodePayload(Buffer.from(payload_b64, 'base64'))
      const names = metrics!.map(({ name }) => name)
      if (/NBIRTH|NDEATH/.test(topic)) expect(names, topic).toContain('bdSeq')
      if (/DBIRTH/.test(topic)) expect(names, topic).toContain('machine/kind')
      if (/DATA/.test(topic))
        expect(
          metrics!.some(({ value }) => value !== null),
          topic,
        ).toBe(true)
    })
    const kinds = new Set(messages.map(({ topic }) => topic.split('/')[2]))
    expect([...kinds].sort()).toEqual(['DBIRTH', 'DDATA', 'NBIRTH', 'NDATA', 'NDEATH'])
  })

  it('which is written only where a folder is named', () => {
    vi.stubEnv('WANDING_CAPTURES', '')
    const before = readdirSync(folder.path)
    expect(() => keepCapture('mill', packets)).not.toThrow()
    expect(readdirSync(folder.path)).toEqual(before)
  })
})
