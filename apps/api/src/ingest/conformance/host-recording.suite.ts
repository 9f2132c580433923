import { keepCapture, startWireRecorder, tempFolder, type WirePacket, waitFor } from '@wanding/testkit'
import type { RecordingSubject, Told } from '@wanding/testkit/sparkplug'
import { connectAsync } from 'mqtt'
import type { BrokerCase } from '../../../../../simulator/src/gateway/conformance/brokers.suite'
import type { Bus } from '../../bus'
import { TwinService } from '../../twin'
import { backend } from './backend.suite'
import { ScriptedHost } from './scripted-host.suite'
import { EDGE, GROUP, ScriptedPlant } from './scripted-plant.suite'

const REORDER_MS = 400
const STATE = 'spBv1.0/STATE/wanding'

/** What the backend tells of edge nodes and machines: by its bus, and by the twin that the pages show. */
function listen(bus: Bus, twins: TwinService): Told[] {
  const told: Told[] = []
  const tell = (what: Told['what'], toldMs: number, edge: string, device?: string) =>
    told.push({ at: Date.now(), what, toldMs, group: GROUP, edge, ...(device && { device }) })
  const machine = (id: string, edge: string, toldMs: number) => {
    tell('device-offline', toldMs, edge, id)
    if (twins.mill(GROUP)?.machines.get(id)?.online === false) tell('device-stale', toldMs, edge, id)
  }
  bus.on('gatewayOffline', ({ gateway, atMs }) => {
    tell('node-offline', atMs, gateway)
    const twin = twins.mill(GROUP)
    if (twin?.gateways.get(gateway)?.online === false) tell('node-stale', atMs, gateway)
    const dark = [...(twin?.machines.values() ?? [])].filter(({ online }) => !online)
    for (const { id } of dark) machine(id, gateway, atMs)
  })
  bus.on('machineOffline', ({ gateway, machine: id, atMs }) => machine(id, gateway, atMs))
  return told
}

/** All that can happen to a host, on the wire: the backend's ingest with its twin, and beside it a host that writes. */
export async function recordHosts({ protocolVersion, start, file }: BrokerCase) {
  const broker = await start()
  const recorder = await startWireRecorder({ port: broker.port })
  const { packets } = recorder
  const folder = await tempFolder('spool')
  const {
    bus,
    start: startBackend,
    stop: stopBackend,
  } = await backend({
    url: recorder.url,
    protocolVersion,
    folder: folder.path,
    reorderMs: REORDER_MS,
  })
  const twins = new TwinService(bus)
  twins.onModuleInit()
  const told = listen(bus, twins)
  const lab = new ScriptedHost(recorder.url, protocolVersion)
  const plant = new ScriptedPlant(broker.port)

  const messages = (from: WirePacket['from'], start: string) =>
    packets().filter(
      (line) => line.from === from && line.packet.cmd === 'publish' && line.packet.topic.startsWith(start),
    )
  const heard = (kind: string) => messages('broker', `spBv1.0/${GROUP}/${kind}/${EDGE}`).length
  const asked = () => messages('client', `spBv1.0/${GROUP}/NCMD/${EDGE}`).length
  const states = () => messages('client', STATE).length
  const until = (what: string, is: () => boolean) => waitFor(is, { what })
  /** Waits until the host has heard what the plant does. */
  const after = async (kind: string, count: number, act: () => Promise<void>) => {
    const before = heard(kind)
    await act()
    await until(`${count} ${kind}`, () => heard(kind) >= before + count)
  }

  let problem: unknown
  try {
    startBackend()
    await until('the host', () => states() === 1)
    await plant.connect()
    plant.begin()
    await after('DBIRTH', 2, () => plant.births())

    // A message that comes late is waited for.
    const late = plant.data()
    await after('DDATA', 2, async () => {
      await plant.send(plant.data())
      await plant.send(late)
    })
    // One that never comes is asked for.
    let before = asked()
    plant.data()
    await after('DBIRTH', 2, () => plant.send(plant.data()))
    await until('the request for births', () => asked() === before + 1)

    await after('DDEATH', 1, () => plant.send(plant.lose()))
    await until('the lost machine', () => told.some(({ what }) => what === 'device-stale'))

    // Somebody else says that the host is offline.
    const usurper = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, { reconnectPeriod: 0 })
    before = states()
    await usurper.publishAsync(STATE, JSON.stringify({ online: false, timestamp: Date.now() }), {
      qos: 1,
      retain: true,
    })
    await usurper.endAsync()
    await until('the answer to that', () => states() > before)

    // A request for births is the second thing that a host says when it is back.
    before = asked()
    await after('DBIRTH', 2, async () => recorder.cut())
    await until('the host after a cut line', () => asked() > before)
    before = asked()
    await broker.down()
    await recorder.down()
    await broker.up()
    await recorder.up()
    await until('the host after the broker', () => asked() > before)
    await plant.connect()
    const stale = plant.begin()!
    await after('DBIRTH', 2, () => plant.births())
    await after('NDEATH', 1, () => plant.send(stale))

    lab.start()
    await until('the host that writes', () => messages('client', 'spBv1.0/STATE/lab').length === 1)
    await after('DBIRTH', 2, () => plant.births())
    const target = { group: GROUP, edge: EDGE }
    await until('the write to the node', () => lab.write(target, { name: 'load', value: 0.75 }))
    await until('the write to the machine', () =>
      lab.write({ ...target, device: 'RF01' }, { name: 'spindle/speed', value: 14_000 }),
    )
    await lab.stop()

    plant.answers = false
    await after('NDEATH', 1, () => plant.send(plant.death))
    await until('the dark gateway', () => told.some(({ what }) => what === 'node-stale'))
  } catch (error) {
    problem = error
  } finally {
    await stopBackend()
    await lab.stop()
    await plant.stop()
    await recorder.stop()
    await folder.stop()
    await broker.stop()
  }
  const subject: RecordingSubject = { role: 'host', reorderMs: REORDER_MS, told }
  keepCapture(`backend-${file}`, packets())
  return { packets: packets(), subject, problem }
}
