import { bench, describe } from 'vitest'
import { type BirthMetric, decodePayload, EdgeSession, HostSession } from './index'

// One second of a ring frame: some fifteen values that changed, and the speed of its 1,200 spindles.
const AT = 1_700_000_000_000
const rpm = Uint16Array.from({ length: 1_200 }, (_, index) => 15_000 + (index % 300))
const gauges = Array.from({ length: 14 }, (_, index) => ({ name: `frame/gauge${index}`, value: index * 1.5 }))
const values = [...gauges, { name: 'spindles/rpm', value: rpm }]
const metrics: BirthMetric[] = [
  ...gauges.map((gauge) => ({ ...gauge, datatype: 'Float' as const })),
  { name: 'spindles/rpm', datatype: 'UInt16Array', value: rpm },
]

const session = new EdgeSession({ group: 'jimo', edge: 'GW01' })
session.will(AT)
const births = [session.nodeBirth([], AT), session.deviceBirth('RF01', metrics, AT)]
const types = new Map(
  decodePayload(births[1]!.payload).metrics.map(({ alias, name, datatype }) => [
    alias!,
    { name: name!, datatype: datatype! },
  ]),
)
const message = session.deviceData('RF01', values, AT)
const onlyRpm = session.deviceData('RF01', [{ name: 'spindles/rpm', value: rpm }], AT)

describe('a message of a ring frame, 14 floats and 1,200 spindle speeds', () => {
  bench('encode', () => {
    session.deviceData('RF01', values, AT)
  })
  bench('decode', () => {
    decodePayload(message.payload, (alias) => types.get(alias))
  })
  const host = new HostSession({ hostId: 'wanding', reorderMs: 1_000 })
  bench(
    'encode, and receive by the host',
    () => {
      const { topic, payload } = session.deviceData('RF01', values, AT)
      host.receive(topic, payload, AT)
    },
    {
      setup: () => {
        for (const { topic, payload } of [session.nodeBirth([], AT), session.deviceBirth('RF01', metrics, AT)])
          host.receive(topic, payload, AT)
      },
    },
  )
})

describe('1,200 spindle speeds alone', () => {
  bench('encode', () => {
    session.deviceData('RF01', [{ name: 'spindles/rpm', value: rpm }], AT)
  })
  bench('decode', () => {
    decodePayload(onlyRpm.payload, (alias) => types.get(alias))
  })
})
