import type { RawMetric } from '../raw-payload'
import type { RecordingSubject, Told } from '../reading'
import { Script } from './script'

const [INT64, FLOAT, BOOLEAN] = [4, 9, 11]
const REORDER_MS = 300
const HOST = 'mill-host'
const TOPIC = `spBv1.0/STATE/${HOST}`

const stateWill = (timestamp: number) => ({
  topic: TOPIC,
  qos: 1 as const,
  retain: true,
  payload: Buffer.from(JSON.stringify({ online: false, timestamp })),
})

const node = (bdSeq: number, timestamp: number): RawMetric[] => [
  { name: 'bdSeq', timestamp, datatype: INT64, longValue: bdSeq },
  { name: 'Node Control/Rebirth', timestamp, datatype: BOOLEAN, booleanValue: false },
  { name: 'load', alias: 1, timestamp, datatype: FLOAT, floatValue: 0.5 },
]

const frame = (alias: number, timestamp: number): RawMetric[] => [
  { name: 'speed', alias, timestamp, datatype: FLOAT, floatValue: 15_000 },
]

/** A host that keeps every rule: it loses its line and leaves on purpose; its edge node loses devices, messages and itself. */
export function hostRecording(version: 4 | 5) {
  const script = new Script(version)
  const told: Told[] = []
  const tell = (what: Told['what'], toldMs: number, device?: string) =>
    told.push({ at: script.now, what, toldMs, group: 'mill', edge: 'G01', ...(device && { device }) })
  const births = (connection: number, bdSeq: number) => {
    script.edge(connection, 'spBv1.0/mill/NBIRTH/G01', node(bdSeq, script.now), 'broker')
    script.edge(connection, 'spBv1.0/mill/DBIRTH/G01/RF01', frame(2, script.now), 'broker')
    script.edge(connection, 'spBv1.0/mill/DBIRTH/G01/RF02', frame(3, script.now), 'broker')
  }
  const data = (connection: number) => {
    const metrics = [{ alias: 2, timestamp: script.now, floatValue: script.now % 1000 }]
    script.edge(connection, 'spBv1.0/mill/DDATA/G01/RF01', metrics, 'broker')
  }
  const ndeath = (connection: number, bdSeq: number) =>
    script.payload(connection, 'broker', 'spBv1.0/mill/NDEATH/G01', {
      timestamp: script.now,
      metrics: [{ name: 'bdSeq', timestamp: script.now, datatype: INT64, longValue: bdSeq }],
    })
  const connect = (connection: number): number => {
    const ms = script.now
    script.connect(connection, 'host', stateWill(ms), ['spBv1.0/#'])
    script.state(connection, 'client', HOST, true, ms)
    script.state(connection, 'broker', HOST, true, ms)
    return ms
  }
  const ask = (connection: number) =>
    script.payload(connection, 'client', 'spBv1.0/mill/NCMD/G01', {
      timestamp: script.now,
      metrics: [{ name: 'Node Control/Rebirth', timestamp: script.now, datatype: BOOLEAN, booleanValue: true }],
    })

  const first = connect(0)
  births(0, 4)
  data(0)
  // A message comes late, but in time.
  const { now } = script
  data(0)
  data(0)
  const late = script.packets.splice(-2, 1)[0]!
  late.at = now + 200
  script.packets.push(late)
  data(0)
  // A message is lost.
  script.skipSeq(0)
  data(0)
  script.now += REORDER_MS
  ask(0)
  births(0, 4)
  script.edge(0, 'spBv1.0/mill/DDEATH/G01/RF02', [], 'broker')
  const deathMs = script.now - 100
  tell('device-offline', deathMs, 'RF02')
  tell('device-stale', deathMs, 'RF02')
  script.state(0, 'broker', HOST, false, first)
  script.state(0, 'client', HOST, true, first)
  script.add(0, 'broker', { cmd: 'closed' })

  connect(1)
  births(1, 5)
  ndeath(1, 4)
  script.payload(1, 'client', 'spBv1.0/mill/NCMD/G01', {
    timestamp: script.now,
    metrics: [{ alias: 1, timestamp: script.now, floatValue: 0.75 }],
  })
  script.payload(1, 'client', 'spBv1.0/mill/DCMD/G01/RF01', {
    timestamp: script.now,
    metrics: [{ alias: 2, timestamp: script.now, floatValue: 14_000 }],
  })
  ndeath(1, 5)
  const goneMs = script.now - 100
  for (const what of ['node-offline', 'node-stale'] as const) tell(what, goneMs)
  for (const device of ['RF01', 'RF02']) {
    tell('device-offline', goneMs, device)
    tell('device-stale', goneMs, device)
  }
  script.state(1, 'client', HOST, false, script.now)
  script.state(1, 'broker', HOST, false, script.now)
  script.leave(1, 0)

  const subject: RecordingSubject = { role: 'host', reorderMs: REORDER_MS, told }
  return { packets: script.packets, subject }
}
