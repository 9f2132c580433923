import { trainerTopics } from '@wanding/contracts/trainer'
import { decodePayload } from '@wanding/sparkplug'
import { startMosquitto, type TempFolder, type TestServer, tempFolder, waitFor } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMill } from '../../engine'
import { loadMillPlan } from '../../mill-files'
import { liveMill } from '../live-mill'
import { MillClock } from '../mill-clock'
import type { MillRunner } from '../mill-runner'

interface Heard {
  kind: string
  device: string | undefined
  atMs: number
  historical: boolean
}

/** One second is ten minutes of the mill. */
const SPEED = 600
const topics = trainerTopics('teaching')

describe('a gateway without network, on a real mosquitto', () => {
  let broker: TestServer
  let folder: TempFolder
  let runner: MillRunner
  let client: MqttClient
  const heard: Heard[] = []
  const replies: { id: string | null; ok: boolean; nowMs: number }[] = []

  const order = async (id: string, command: object) => {
    await client.publishAsync(topics.command, JSON.stringify({ id, ...command }), { qos: 1 })
    await waitFor(() => replies.some((reply) => reply.id === id), { what: `an answer to ${id}` })
    return replies.find((reply) => reply.id === id)!
  }

  beforeAll(async () => {
    ;[broker, folder] = await Promise.all([startMosquitto(), tempFolder('gateway-outage')])
    client = await connectAsync(broker.url)
    client.on('message', (topic, payload) => {
      if (topic === topics.reply) replies.push(JSON.parse(payload.toString()))
      const [, , kind = '', , device] = topic.split('/')
      if (!topic.startsWith('spBv1.0/teaching/')) return
      const { timestampMs = 0, metrics } = decodePayload(payload)
      const historical = metrics.length > 0 && metrics.every(({ isHistorical }) => isHistorical === true)
      heard.push({ kind, device, atMs: timestampMs, historical })
    })
    await client.subscribeAsync([topics.reply, 'spBv1.0/teaching/+/GW01/#', 'spBv1.0/teaching/+/GW01'])
    const now = Date.now()
    runner = liveMill({
      mill: createMill(loadMillPlan('teaching', ['faults.scale=0'], import.meta.url), 7, now),
      clock: new MillClock(now, now, SPEED),
      run: 'test',
      software: 'test',
      broker: { url: broker.url, protocolVersion: 5 },
      onStateChange: () => {},
      journal: { folder: folder.path, mostBytes: 100e6, whenFull: 'block' },
    })
    runner.start()
    await waitFor(() => heard.some(({ kind, device }) => kind === 'DDATA' && device === 'RF01'), { what: 'data' })
    await waitFor(
      async () => {
        await client.publishAsync(topics.command, JSON.stringify({ id: 'hello', command: 'list' }), { qos: 1 })
        return replies.some(({ id }) => id === 'hello')
      },
      { what: 'the trainer channel' },
    )
  })
  afterAll(async () => {
    await runner?.stop()
    await client?.endAsync(true)
    await broker?.stop()
    await folder?.stop()
  })

  it('dies without a word, comes back, and tells later what it missed, with the true times', async () => {
    const { nowMs } = await order('o', { command: 'inject', fault: 'gateway-outage', place: 'GW01', minutes: 40 })
    await waitFor(() => heard.some(({ kind }) => kind === 'NDEATH'), { what: 'the Will' })
    const death = heard.findIndex(({ kind }) => kind === 'NDEATH')
    await waitFor(() => heard.some(({ historical }) => historical), { what: 'the history', timeoutMs: 20_000 })
    await waitFor(() => heard.at(-1)!.kind === 'DDATA' && !heard.at(-1)!.historical, { what: 'live data again' })
    const after = heard.slice(death + 1)
    expect(after[0]!.kind).toBe('NBIRTH')
    const history = after.filter(({ historical }) => historical)
    const bornMs = after[0]!.atMs
    expect(bornMs).toBeGreaterThan(nowMs + 40 * 60_000 - 1)
    for (const { atMs, kind } of history) {
      expect(['DDATA', 'NDATA']).toContain(kind)
      expect(atMs).toBeGreaterThanOrEqual(nowMs)
      expect(atMs).toBeLessThanOrEqual(bornMs)
    }
    expect(history.map(({ atMs }) => atMs)).toEqual(history.map(({ atMs }) => atMs).sort((a, b) => a - b))
    expect(new Set(history.map(({ atMs }) => atMs)).size).toBeGreaterThanOrEqual(3)
  })

  it('stamps its messages with a clock that is behind', async () => {
    const { nowMs } = await order('s', {
      command: 'inject',
      fault: 'clock-skew',
      place: 'GW01',
      severity: 600,
      minutes: 100_000,
    })
    const from = heard.length
    await waitFor(() => heard.slice(from).some(({ kind }) => kind === 'DDATA'), { what: 'data' })
    await waitFor(() => heard.length > from + 3, { what: 'more data' })
    const last = heard.at(-1)!
    const { nowMs: truthMs } = await order('t', { command: 'list' })
    expect(truthMs - last.atMs).toBeGreaterThanOrEqual(600_000)
    expect(truthMs).toBeGreaterThan(nowMs)
  })
})
