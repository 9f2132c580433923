import { JOURNAL_EPOCH, SIGNALS } from '@wanding/contracts'
import { keepCapture, startWireRecorder, type WirePacket, waitFor } from '@wanding/testkit'
import { encodeRaw, type RecordingSubject, type Told } from '@wanding/testkit/sparkplug'
import { connectAsync } from 'mqtt'
import { createMill } from '../../engine'
import { loadMillPlan } from '../../mill-files'
import { EdgeNode } from '../edge-node'
import { liveMill } from '../live-mill'
import { MillClock } from '../mill-clock'
import type { BrokerCase } from './brokers.suite'
import { ScriptedEdge } from './scripted-edge.suite'

const PRIMARY = 'plant-host'
const WAITING = 'waiting-W01'

export interface EdgeRecording {
  packets: readonly WirePacket[]
  subject: RecordingSubject
  /** What did not come about; the recording then ends there. */
  problem: unknown
}

/** A gateway with one machine that waits for a primary host; each call publishes a new pressure. */
function waitingGateway(url: string, protocolVersion: 4 | 5) {
  const signals = SIGNALS['compressed-air']
  let turn = 0
  const gateway = new EdgeNode({
    mill: 'waiting',
    gateway: 'W01',
    run: 'live',
    software: 'test',
    devices: [{ id: 'AIR', signals, read: (name) => (name === 'air/pressure' ? 6 + turn : undefined) }],
    broker: { url, protocolVersion },
    millNowMs: () => Date.now(),
    onStateChange: () => {},
    sparkplug: { primaryHost: PRIMARY },
  })
  const startMs = Date.now()
  return {
    gateway,
    publish: () => {
      turn += 1
      gateway.publish(Date.now(), startMs + turn * 60_000)
    },
  }
}

/**
 * All that can happen to an edge node, on the wire: a live mill through rebirth, cut lines, a broker that is killed, and a
 * goodbye; beside it a gateway with a primary host, and an edge node that loses a machine.
 */
export async function recordEdges({ protocolVersion, start, file }: BrokerCase): Promise<EdgeRecording> {
  const broker = await start()
  const recorder = await startWireRecorder({ port: broker.port })
  const told: Told[] = []
  const packets = recorder.packets
  const address = { url: recorder.url, protocolVersion }
  const now = Date.now()
  const mill = liveMill({
    mill: createMill(loadMillPlan('teaching', ['faults.scale=0'], import.meta.url), 7, now),
    clock: new MillClock(now, now, 1),
    run: 'live',
    software: 'test',
    broker: address,
    onStateChange: () => {},
  })
  const { gateway, publish } = waitingGateway(recorder.url, protocolVersion)
  const lab = new ScriptedEdge(recorder.url, protocolVersion)

  const topics = (from: WirePacket['from']) =>
    packets().flatMap((line) => (line.from === from && line.packet.cmd === 'publish' ? [line.packet.topic] : []))
  const count = (start: string, from: WirePacket['from'] = 'client') =>
    topics(from).filter((topic) => topic.startsWith(start)).length
  const until = (what: string, is: () => boolean) => waitFor(is, { what })
  const isOver = async (what: string, topic: string) => {
    const before = count(topic)
    await until(what, () => count(topic) > before)
  }
  const state = (online: boolean, timestamp: number, { id = PRIMARY, retain = false } = {}) =>
    controller.publishAsync(`spBv1.0/STATE/${id}`, JSON.stringify({ online, timestamp }), { qos: 1, retain })
  /** What the broker has sent to the gateway that waits. */
  const heardByWaiting = (cmd: 'suback' | 'publish') => {
    const own = packets().findLast(({ packet }) => isConnectOf(packet, WAITING))?.connection
    return packets().filter(({ connection, from, packet }) => {
      return connection === own && from === 'broker' && packet.cmd === cmd
    }).length
  }

  let problem: unknown
  let controller = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, { reconnectPeriod: 0 })
  try {
    mill.start()
    lab.start()
    await until('data of the mill', () => count('spBv1.0/teaching/NDATA/GW01') > 0 && lab.isBorn)

    lab.publish()
    lab.publish()
    await until('data of both machines', () => count('spBv1.0/teaching/DDATA/LAB/M2') === 2)
    const place = { at: Date.now(), what: 'device-lost' as const }
    told.push({ ...place, ...lab.lose() })
    lab.publish()
    lab.find()
    lab.publish()

    const rebirth = [{ name: 'Node Control/Rebirth', timestamp: Date.now(), datatype: 11, booleanValue: true }]
    const request = encodeRaw({ timestamp: Date.now(), metrics: rebirth })
    await Promise.all([
      isOver('the births again', 'spBv1.0/teaching/NBIRTH/GW01'),
      controller.publishAsync('spBv1.0/teaching/NCMD/GW01', request),
    ])
    await isOver('data after them', 'spBv1.0/teaching/DDATA/GW01/RF01')

    const births = () => [count('spBv1.0/teaching/NBIRTH/GW01'), count('spBv1.0/teaching/NBIRTH/OFFICE')]
    const bornAgain = async (what: string, then: () => Promise<void>) => {
      const before = births()
      await then()
      await until(what, () => births().every((born, edge) => born > before[edge]!))
    }
    await bornAgain('births after cut lines', async () => recorder.cut())
    await bornAgain('births after the broker', async () => {
      await controller.endAsync(true)
      await broker.down()
      await recorder.down()
      await broker.up()
      await recorder.up()
    })
    controller = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, { reconnectPeriod: 0 })

    const hostMs = Date.now()
    gateway.start()
    await until('the waiting gateway', () => heardByWaiting('suback') === 1)
    await state(true, hostMs + 500, { id: 'another' })
    await state(false, hostMs)
    await state(true, hostMs - 1)
    await state(true, hostMs + 10)
    await until('its births', () => count('spBv1.0/waiting/DBIRTH') === 1)
    publish()
    await state(false, hostMs)
    await until('the old STATE', () => heardByWaiting('publish') === 5)
    publish()
    await state(false, hostMs + 20)
    await until('its goodbye', () => count('spBv1.0/waiting/NDEATH') === 1)
    await until('its return', () => packets().filter(({ packet }) => isConnectOf(packet, WAITING)).length === 2)
    // A STATE that the broker keeps is there as soon as the gateway is.
    await state(true, hostMs + 30, { retain: true })
    await until('its births again', () => count('spBv1.0/waiting/DBIRTH') === 2)
    await bornAgain('births before the goodbyes', async () => recorder.cut())
    await until('its births by the STATE that was kept', () => count('spBv1.0/waiting/DBIRTH') === 3)
  } catch (error) {
    problem = error
  } finally {
    await Promise.all([mill.stop(), lab.stop(), gateway.stop(), controller.endAsync(true)])
    await recorder.stop()
    await broker.stop()
  }
  keepCapture(`gateways-${file}`, packets())
  return {
    packets: packets(),
    problem,
    subject: {
      role: 'edge',
      isOwn: (clientId) => !clientId.endsWith('-trainer'),
      primaryHostOf: (clientId) => (clientId === WAITING ? PRIMARY : undefined),
      told,
      retold: [JOURNAL_EPOCH],
    },
  }
}

const isConnectOf = (packet: WirePacket['packet'], clientId: string): boolean =>
  packet.cmd === 'connect' && packet.clientId === clientId
