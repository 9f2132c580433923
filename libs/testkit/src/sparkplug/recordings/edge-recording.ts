import { encodeRaw, type RawMetric } from '../raw-payload'
import type { RecordingSubject, Told } from '../reading'
import { Script } from './script'

const [INT32, UINT16, INT64, FLOAT, BOOLEAN, STRING, DATA_SET, TEMPLATE] = [3, 6, 4, 9, 11, 12, 16, 19]

const ndeath = (edge: string, bdSeq: number, timestamp: number) => ({
  topic: `spBv1.0/mill/NDEATH/${edge}`,
  qos: 1 as const,
  retain: false,
  payload: encodeRaw({ timestamp, metrics: [bdSeqMetric(bdSeq, timestamp)] }),
})

const bdSeqMetric = (bdSeq: number, timestamp: number): RawMetric => ({
  name: 'bdSeq',
  timestamp,
  datatype: INT64,
  longValue: bdSeq,
})

const nodeMetrics = (bdSeq: number, timestamp: number): RawMetric[] => [
  bdSeqMetric(bdSeq, timestamp),
  { name: 'Node Control/Rebirth', timestamp, datatype: BOOLEAN, booleanValue: false },
  { name: 'uptime', alias: 1, timestamp, datatype: INT32, intValue: 0 },
  { name: 'load', alias: 2, timestamp, datatype: FLOAT, floatValue: 0.5 },
  {
    name: 'motor',
    timestamp,
    datatype: TEMPLATE,
    template: {
      version: '1',
      isDefinition: true,
      metrics: [
        { name: 'amps', timestamp, datatype: FLOAT, isNull: true },
        { name: 'volts', timestamp, datatype: FLOAT, isNull: true },
      ],
      parameters: [{ name: 'rating', type: INT32, intValue: 11 }],
    },
  },
]

const frameMetrics = (first: number, timestamp: number): RawMetric[] => [
  {
    name: 'speed',
    alias: first,
    timestamp,
    datatype: FLOAT,
    floatValue: 15_000,
    properties: {
      keys: ['engUnit', 'Quality', 'more'],
      values: [
        { type: STRING, stringValue: 'rpm' },
        { type: INT32, intValue: 192 },
        { type: 20, set: { keys: ['low'], values: [{ type: FLOAT, floatValue: 1 }] } },
      ],
    },
  },
  { name: 'lot', alias: first + 1, timestamp, datatype: STRING, isNull: true },
  {
    name: 'breaks',
    alias: first + 2,
    timestamp,
    datatype: DATA_SET,
    dataset: {
      numOfColumns: 2,
      columns: ['position', 'state'],
      types: [UINT16, INT32],
      rows: [{ elements: [{ intValue: 7 }, { intValue: 2 }] }],
    },
  },
  {
    name: 'main motor',
    timestamp,
    datatype: TEMPLATE,
    template: {
      isDefinition: false,
      templateRef: 'motor',
      metrics: [
        { name: 'amps', timestamp, datatype: FLOAT, floatValue: 20 },
        { name: 'volts', timestamp, datatype: FLOAT, floatValue: 380 },
      ],
      parameters: [{ name: 'rating', type: INT32, intValue: 15 }],
    },
  },
]

const filters = (edge: string) => [`spBv1.0/mill/NCMD/${edge}`, `spBv1.0/mill/DCMD/${edge}/#`, 'spBv1.0/STATE/+']

/** Births of the node and its two frames; aliases 3 and 6 are the first ones of the frames. */
function births(script: Script, connection: number, edge: string, bdSeq: number): void {
  script.edge(connection, `spBv1.0/mill/NBIRTH/${edge}`, nodeMetrics(bdSeq, script.now))
  script.edge(connection, `spBv1.0/mill/DBIRTH/${edge}/RF01`, frameMetrics(3, script.now))
  script.edge(connection, `spBv1.0/mill/DBIRTH/${edge}/RF02`, frameMetrics(6, script.now))
}

function data(script: Script, connection: number, edge: string, turn: number): void {
  const timestamp = script.now
  script.edge(connection, `spBv1.0/mill/NDATA/${edge}`, [
    { alias: 1, timestamp, intValue: turn },
    { alias: 2, timestamp: timestamp + 1, floatValue: turn / 8 },
  ])
  script.edge(connection, `spBv1.0/mill/DDATA/${edge}/RF01`, [
    { alias: 3, timestamp, floatValue: 15_000 + turn },
    { alias: 4, timestamp: timestamp + 1, stringValue: `lot ${turn}` },
  ])
}

/**
 * An edge node that keeps every rule, with Templates and Quality, too, which ours do not use: two sessions, the first one with
 * a rebirth and a lost device and then cut, the second one ended on purpose; and two of one that waits for a primary host.
 */
export function edgeRecording(version: 4 | 5) {
  const script = new Script(version)
  const told: Told[] = []

  script.connect(0, 'plain', ndeath('G01', 0, script.now), filters('G01'))
  births(script, 0, 'G01', 0)
  data(script, 0, 'G01', 1)
  const rebirth = { name: 'Node Control/Rebirth', timestamp: script.now, booleanValue: true }
  script.payload(0, 'broker', 'spBv1.0/mill/NCMD/G01', { timestamp: script.now, metrics: [rebirth] })
  births(script, 0, 'G01', 0)
  data(script, 0, 'G01', 2)
  told.push({
    at: script.now,
    what: 'device-lost',
    group: 'mill',
    edge: 'G01',
    device: 'RF02',
  })
  script.edge(0, 'spBv1.0/mill/DDEATH/G01/RF02', [])
  data(script, 0, 'G01', 3)
  script.edge(0, 'spBv1.0/mill/DBIRTH/G01/RF02', frameMetrics(6, script.now))
  data(script, 0, 'G01', 4)
  script.add(0, 'broker', { cmd: 'closed' })

  script.connect(1, 'plain', ndeath('G01', 1, script.now), filters('G01'))
  births(script, 1, 'G01', 1)
  data(script, 1, 'G01', 5)
  script.publish(1, 'client', ndeath('G01', 1, script.now))
  script.leave(1, 4)

  const hostMs = script.now
  script.connect(2, 'waiting', ndeath('G02', 0, script.now), filters('G02'))
  script.state(2, 'broker', 'another', true, hostMs + 500)
  script.state(2, 'broker', 'primary', false, hostMs)
  script.state(2, 'broker', 'primary', true, hostMs - 1)
  script.state(2, 'broker', 'primary', true, hostMs + 10)
  births(script, 2, 'G02', 0)
  data(script, 2, 'G02', 6)
  script.state(2, 'broker', 'primary', false, hostMs)
  data(script, 2, 'G02', 7)
  script.state(2, 'broker', 'primary', false, hostMs + 20)
  script.publish(2, 'client', ndeath('G02', 0, script.now))
  script.leave(2, 4)
  script.connect(3, 'waiting', ndeath('G02', 1, script.now), filters('G02'))

  const subject: RecordingSubject = {
    role: 'edge',
    primaryHostOf: (clientId) => (clientId === 'waiting' ? 'primary' : undefined),
    told,
  }
  return { packets: script.packets, subject }
}
