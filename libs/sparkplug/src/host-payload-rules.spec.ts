import { Draft, dutiesOf, edgeRecording, PAYLOAD_MUTATIONS } from '@wanding/testkit/sparkplug'
import { describe, expect, it } from 'vitest'
import { type HostEvent, HostSession, type NamedMetric, type RejectCode } from './index'

/** What a host session makes of all that an edge node says in a recording. */
function hear(draft: Draft): HostEvent[] {
  const host = new HostSession({ hostId: 'wanding', reorderMs: 1_000 })
  return draft.packets.flatMap(({ at, from, packet }) =>
    from === 'client' && packet.cmd === 'publish'
      ? host.receive(packet.topic, packet.payload as Buffer, at).events
      : [],
  )
}

const refusals = (events: readonly HostEvent[]): RejectCode[] =>
  events.flatMap((event) => (event.kind === 'rejected' ? event.code : []))

type WithMetrics = Extract<HostEvent, { metrics: NamedMetric[] }>
const first = (events: readonly HostEvent[], kind: WithMetrics['kind']): WithMetrics =>
  events.find((event): event is WithMetrics => event.kind === kind)!
const metric = (events: readonly HostEvent[], kind: WithMetrics['kind'], name: string) =>
  first(events, kind).metrics.find((one) => one.name === name)
const speedOf = (events: readonly HostEvent[]) => metric(events, 'deviceData', 'speed')?.value
const leftOut = (events: readonly HostEvent[]) => first(events, 'deviceBirth').unsupported
const propertiesOf = (events: readonly HostEvent[]) =>
  Object.keys(metric(events, 'deviceBirth', 'speed')?.properties ?? {})

/** The first data of the good recording, and what its first births leave out: a Template each, its definition and an instance. */
const SPEED = 15_001
const TEMPLATES = 1

interface Borne {
  look: (events: readonly HostEvent[]) => unknown
  sees: unknown
}

/** Whatever is in a Template: it is counted, and all else is taken. */
function templatesLeftOut(inDevice = TEMPLATES): Borne {
  const look = (events: readonly HostEvent[]) => [
    first(events, 'nodeBirth').unsupported,
    leftOut(events),
    speedOf(events),
  ]
  return { look, sees: [TEMPLATES, inDevice, SPEED] }
}

/** What comes of each broken rule: a refusal, or what is seen where a host can bear it. */
const OUTCOMES: Readonly<Record<string, RejectCode | Borne>> = {
  'a time of sending in seconds': { look: speedOf, sees: SPEED },
  'a time of a metric in microseconds': { look: speedOf, sees: SPEED },
  'a metric without a time': {
    look: (events) => {
      const { atMs, metrics } = first(events, 'deviceData')
      return metrics[0]!.timestampMs === atMs
    },
    sees: true,
  },
  'a metric without name and alias': 'host/unknown-metric',
  'an alias for two metrics': 'host/alias-reused',
  'an alias for a metric of another device': { look: speedOf, sees: SPEED },
  'an alias without name in a birth': { look: leftOut, sees: TEMPLATES + 1 },
  'data with name and alias': { look: speedOf, sees: SPEED },
  'data with the name of what has an alias': { look: speedOf, sees: SPEED },
  'a datatype that no version knows': { look: leftOut, sees: TEMPLATES + 1 },
  'a metric of the type of property sets': { look: leftOut, sees: TEMPLATES + 1 },
  'a birth without datatype': { look: leftOut, sees: TEMPLATES + 1 },
  'data with datatype': { look: speedOf, sees: SPEED },
  'more keys than values': 'decode/property-set',
  'more values than keys': 'decode/property-set',
  'a property without type': { look: propertiesOf, sees: ['Quality', 'more'] },
  'a property of the type of DataSets': { look: propertiesOf, sees: ['Quality', 'more'] },
  'a property without type in a set within': { look: propertiesOf, sees: ['engUnit', 'Quality', 'more'] },
  'Quality as text': { look: propertiesOf, sees: ['engUnit', 'Quality', 'more'] },
  'Quality of 100': { look: propertiesOf, sees: ['engUnit', 'Quality', 'more'] },
  'a DataSet without number of columns': {
    look: (events) => metric(events, 'deviceBirth', 'breaks')?.value,
    sees: { columns: ['position', 'state'], types: ['UInt16', 'Int32'], rows: [[7, 2]] },
  },
  'a DataSet with a header too many': 'decode/data-set',
  'a DataSet without types': 'decode/data-set',
  'a DataSet with a type too many': 'decode/data-set',
  'a DataSet with a column of tables': 'decode/data-set',
  'a cell in the field of another type': 'decode/value-type',
  'a definition in a DBIRTH': templatesLeftOut(TEMPLATES + 1),
  'a definition that is not marked': templatesLeftOut(),
  'a definition that refers to another': templatesLeftOut(),
  'a member that was not defined': templatesLeftOut(),
  'a parameter that was not defined': templatesLeftOut(),
  'an instance that is not marked': templatesLeftOut(),
  'an instance without its definition': templatesLeftOut(),
  'an instance of what was not defined': templatesLeftOut(),
  'an instance without a member': templatesLeftOut(),
  'a version that is no text': templatesLeftOut(),
  'a parameter without name': templatesLeftOut(),
  'a parameter whose name is no text': templatesLeftOut(),
  'a parameter without type': templatesLeftOut(),
  'a parameter of the type of tables': templatesLeftOut(),
  'a parameter in the field of another type': templatesLeftOut(),
}

const fed = dutiesOf('host').filter(({ handling }) => handling.kind === 'fed')
const cases = fed.flatMap(({ id, statement }) =>
  PAYLOAD_MUTATIONS.filter(({ fails }) => fails.includes(statement.check)).map(
    (mutation) => [id, mutation.what, mutation] as const,
  ),
)

describe('a host session fed with payloads that break a rule', () => {
  it('takes everything of an edge node that breaks none', () => {
    const events = hear(new Draft(edgeRecording(5)))
    expect(refusals(events)).toEqual([])
    expect(speedOf(events)).toBe(SPEED)
    expect(leftOut(events)).toBe(TEMPLATES)
  })

  it('is fed with something for every rule of payloads that a host has to look after', () => {
    const covered = new Set(cases.map(([id]) => id))
    expect(fed.filter(({ id }) => !covered.has(id)).map(({ id }) => id)).toEqual([])
  })

  it.each(cases)('%s: %s', (_id, what, { change }) => {
    const draft = new Draft(edgeRecording(5))
    change(draft)
    const events = hear(draft)
    const outcome = OUTCOMES[what]!
    if (typeof outcome === 'string') expect(refusals(events)[0]).toBe(outcome)
    else {
      expect(refusals(events)).toEqual([])
      expect(outcome.look(events)).toEqual(outcome.sees)
    }
  })
})
