import { type TrainerReply, trainerReply, trainerTopics } from '@wanding/contracts/trainer'
import { decodePayload } from '@wanding/sparkplug'
import { startMosquitto, type TempFolder, type TestServer, tempFolder, waitFor } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { MillPast } from '../../snapshots/mill-past'
import { liveMill } from '../live-mill'
import { MillClock } from '../mill-clock'

/** One second is ten minutes of the mill. */
const SPEED = 600
const plan = loadMillPlan('teaching', ['faults.scale=0', 'gateways.perFrames=1'], import.meta.url)
const topics = trainerTopics('teaching')

describe('faults that a trainer ordered of gateways, after a restart of the simulator', () => {
  let broker: TestServer
  let folder: TempFolder
  let trainer: MqttClient
  let stop: () => Promise<void> = async () => {}
  let millMs = Date.now()
  let asked = 0
  const replies: TrainerReply[] = []
  const heard: { kind: string; gateway: string; atMs: number }[] = []

  async function ask(command: object) {
    asked += 1
    const id = `c${asked}`
    // Nobody hears a command before the channel stands; one that comes twice is carried out once.
    await waitFor(
      async () => {
        await trainer.publishAsync(topics.command, JSON.stringify({ id, ...command }), { qos: 1 })
        return replies.some((reply) => reply.id === id)
      },
      { what: `an answer to ${JSON.stringify(command)}` },
    )
    return replies.find((reply) => reply.id === id)!
  }
  const standing = async () => {
    const reply = await ask({ command: 'list' })
    return (reply.ok && reply.faults) || []
  }

  /** A life of the simulator: it keeps its mill only when an order has changed it, so its end is that of a kill. */
  function live(): void {
    const past = new MillPast(folder.path, plan, 7)
    const found = past.find(millMs)
    const runner = liveMill({
      ...found,
      clock: new MillClock(millMs, Date.now(), SPEED),
      run: 'test',
      software: 'test',
      broker: { url: broker.url, protocolVersion: 5 },
      onStateChange: () => {},
      onOrder: () => past.keep(found),
    })
    runner.start()
    stop = async () => {
      await runner.stop()
      millMs = found.mill.state.mill.nowMs
    }
  }

  beforeAll(async () => {
    ;[broker, folder] = await Promise.all([startMosquitto(), tempFolder('kept-faults')])
    trainer = await connectAsync(broker.url)
    trainer.on('message', (topic, payload) => {
      if (topic === topics.reply) replies.push(trainerReply.parse(JSON.parse(payload.toString())))
      const [, , kind = '', gateway = ''] = topic.split('/')
      if (topic.startsWith('spBv1.0/teaching/'))
        heard.push({ kind, gateway, atMs: decodePayload(payload).timestampMs ?? 0 })
    })
    await trainer.subscribeAsync([topics.reply, 'spBv1.0/teaching/#'], { qos: 1 })
    live()
  })
  afterAll(async () => {
    await stop()
    await trainer?.endAsync(true)
    await broker?.stop()
    await folder?.stop()
  })

  it('still stand, show themselves on the wire, and are cured by the right response', async () => {
    const lasting = { command: 'inject', selfCure: false }
    await ask({ ...lasting, fault: 'dead-spindle-sensor', place: 'RF01/5' })
    await ask({ ...lasting, fault: 'gateway-outage', place: 'GW02' })
    await ask({ ...lasting, fault: 'clock-skew', place: 'GW03', severity: 100 })
    await waitFor(() => heard.some(({ kind, gateway }) => kind === 'NDEATH' && gateway === 'GW02'), {
      what: 'the Will',
    })
    // An order shows itself with the next second.
    await waitFor(async () => (await standing()).length >= 3, { what: 'all three faults' })
    const before = await standing()
    expect(before.map(({ fault, place }) => `${fault} ${place}`).sort()).toEqual([
      'clock-skew GW03',
      'dead-spindle-sensor RF01/5',
      'gateway-outage GW02',
    ])

    await stop()
    const from = heard.length
    live()
    const anew = () => heard.slice(from)
    const lastOf = (gateway: string) => anew().findLast((one) => one.gateway === gateway && one.kind === 'DDATA')
    await waitFor(() => lastOf('GW01') && lastOf('GW03'), { what: 'data of the second life' })
    expect(await standing()).toEqual(before)
    expect(anew().filter(({ gateway }) => gateway === 'GW02')).toEqual([])
    const stampsOf = (name: string) => anew().filter(({ gateway, kind }) => gateway === name && kind === 'DDATA')
    const late = lastOf('GW03')!.atMs
    await waitFor(() => stampsOf('GW01').some(({ atMs }) => atMs === late + 100_000), {
      what: 'the same second of GW01',
    })

    await ask({ command: 'respond', response: 'swap-sensor', place: 'RF01/5' })
    await ask({ command: 'respond', response: 'restart-gateway', place: 'GW02' })
    await ask({ command: 'respond', response: 'set-clock', place: 'GW03' })
    await waitFor(() => anew().some(({ kind, gateway }) => kind === 'NBIRTH' && gateway === 'GW02'), {
      what: 'its birth',
    })
    await waitFor(async () => (await standing()).length === 0, { what: 'the cures' })

    await stop()
    live()
    expect(await standing()).toEqual([])
  })
})
