import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BirthMetric,
  decodePayload,
  EdgeSession,
  encodePayload,
  encodeState,
  type HostEvent,
  type HostOutcome,
  HostSession,
  type HostSessionOptions,
  InvalidIdError,
  type Outgoing,
  type Payload,
} from './index'

const AT = 1_700_000_000_000
const NOW = AT + 40

const speed: BirthMetric = { name: 'speed', datatype: 'Float', value: 1 }
const uptime: BirthMetric = { name: 'uptime', datatype: 'Int64', value: 5 }

const aHost = (options: Partial<HostSessionOptions> = {}) =>
  new HostSession({ hostId: 'wanding', reorderMs: 1_000, ...options })

const anEdge = (edge = 'GW01', bdSeq?: number) => {
  const session = new EdgeSession({ group: 'jimo', edge, bdSeq })
  return { session, will: session.will(AT) }
}

/** A host that knows an edge with its node and one frame. */
const aHostWithEdge = (options: Partial<HostSessionOptions> = {}) => {
  const host = aHost(options)
  const { session, will } = anEdge()
  const births = [session.nodeBirth([uptime], AT), session.deviceBirth('RF01', [speed], AT)]
  for (const birth of births) give(host, birth)
  return { host, session, will }
}

const give = (host: HostSession, { topic, payload }: Outgoing, nowMs = NOW): HostOutcome =>
  host.receive(topic, payload, nowMs)
const kinds = ({ events }: HostOutcome): string[] =>
  events.map((event) => (event.kind === 'rejected' ? event.code : event.kind))
const speedData = (session: EdgeSession, value = 2): Outgoing =>
  session.deviceData('RF01', [{ name: 'speed', value }], AT + 1)
const valuesOf = (events: readonly HostEvent[]): unknown[] =>
  events.flatMap((event) => ('metrics' in event ? event.metrics.map(({ value }) => value) : []))
const isRebirth = ({ topic, payload }: Outgoing): boolean =>
  topic.includes('/NCMD/') &&
  decodePayload(payload).metrics.some(({ name, value }) => name === 'Node Control/Rebirth' && value === true)
const on = (topic: string, payload: Payload, includeDatatype = true): Outgoing => ({
  topic,
  payload: encodePayload(payload, { includeDatatype }),
  qos: 0,
  retain: false,
})

describe('STATE of the host', () => {
  const json = ({ payload }: Outgoing) => JSON.parse(new TextDecoder().decode(payload)) as unknown

  it('the will says offline, at QoS 1, retained [tck-id-host-topic-phid-death-payload, tck-id-host-topic-phid-death-qos, tck-id-host-topic-phid-death-retain, tck-id-host-topic-phid-death-topic, tck-id-host-topic-phid-death-required, tck-id-payloads-state-will-message]', () => {
    const will = aHost().will(AT)
    expect(will).toMatchObject({ topic: 'spBv1.0/STATE/wanding', qos: 1, retain: true })
    expect(json(will)).toEqual({ online: false, timestamp: AT })
  })

  it('the birth has the timestamp of its will [tck-id-host-topic-phid-birth-payload-timestamp, tck-id-host-topic-phid-birth-payload, tck-id-host-topic-phid-birth-qos, tck-id-host-topic-phid-birth-retain, tck-id-message-flow-phid-sparkplug-state-publish-payload-timestamp]', () => {
    const host = aHost()
    host.will(AT)
    expect(host.birth()).toMatchObject({ topic: 'spBv1.0/STATE/wanding', qos: 1, retain: true })
    expect(json(host.birth())).toEqual({ online: true, timestamp: AT })
    host.will(AT + 9)
    expect(json(host.birth())).toEqual({ online: true, timestamp: AT + 9 })
  })

  it('there is no birth without a will [tck-id-operational-behavior-host-application-connect-will]', () => {
    expect(() => aHost().birth()).toThrow(expect.objectContaining({ code: 'session/no-will' }))
  })

  it('leaving on purpose says so with the time of leaving [tck-id-operational-behavior-host-application-termination, tck-id-host-topic-phid-death-payload-timestamp-disconnect-clean]', () => {
    const host = aHost()
    host.will(AT)
    host.birth()
    const death = host.death(AT + 99)
    expect(death).toMatchObject({ qos: 1, retain: true })
    expect(json(death)).toEqual({ online: false, timestamp: AT + 99 })
    expect(host.receive(death.topic, death.payload, NOW).send).toEqual([])
  })

  it('seen offline while online, it says online again with the same timestamp [tck-id-message-flow-hid-sparkplug-state-message-delivered]', () => {
    const host = aHost()
    const will = host.will(AT)
    expect(give(host, will).send).toEqual([])
    const birth = host.birth()
    const outcome = give(host, will)
    expect(outcome.send).toEqual([birth])
    expect(outcome.events).toEqual([{ kind: 'hostState', hostId: 'wanding', online: false, atMs: AT }])
    expect(give(host, birth).send).toEqual([])
  })

  it('other hosts are told of, and not answered', () => {
    const host = aHost()
    host.will(AT)
    host.birth()
    expect(host.receive('spBv1.0/STATE/Wanding', encodeState({ online: false, atMs: 7 }), NOW)).toEqual({
      events: [{ kind: 'hostState', hostId: 'Wanding', online: false, atMs: 7 }],
      send: [],
    })
  })

  it('texts of version 2.2 are rejected', () => {
    expect(kinds(aHost().receive('spBv1.0/STATE/wanding', new TextEncoder().encode('OFFLINE'), NOW))).toEqual([
      'host/state',
    ])
  })

  it('needs an id that a topic can hold', () => {
    expect(() => aHost({ hostId: '#' })).toThrow(InvalidIdError)
  })
})

describe('births and data', () => {
  it('births bring named and typed metrics', () => {
    const host = aHost()
    const { session } = anEdge()
    expect(give(host, session.nodeBirth([uptime], AT)).events).toEqual([
      {
        kind: 'nodeBirth',
        group: 'jimo',
        edge: 'GW01',
        atMs: AT,
        bdSeq: 0,
        unsupported: 0,
        metrics: [
          { name: 'bdSeq', datatype: 'Int64', value: 0, timestampMs: AT },
          { name: 'Node Control/Rebirth', datatype: 'Boolean', value: false, timestampMs: AT },
          { name: 'uptime', alias: 1, datatype: 'Int64', value: 5, timestampMs: AT },
        ],
      },
    ])
    expect(give(host, session.deviceBirth('RF01', [speed], AT + 2)).events).toEqual([
      {
        kind: 'deviceBirth',
        group: 'jimo',
        edge: 'GW01',
        device: 'RF01',
        atMs: AT + 2,
        unsupported: 0,
        metrics: [{ ...speed, alias: 2, timestampMs: AT + 2 }],
      },
    ])
    expect([...host.edges()]).toEqual([{ group: 'jimo', edge: 'GW01', online: true, devices: ['RF01'] }])
  })

  it('data by alias has name and datatype of the birth', () => {
    const { host, session } = aHostWithEdge()
    expect(give(host, speedData(session)).events).toEqual([
      {
        kind: 'deviceData',
        group: 'jimo',
        edge: 'GW01',
        device: 'RF01',
        atMs: AT + 1,
        unsupported: 0,
        metrics: [{ name: 'speed', alias: 2, datatype: 'Float', value: 2, timestampMs: AT + 1 }],
      },
    ])
    const flushed = session.nodeData([{ name: 'uptime', value: 4, timestampMs: AT - 5, isHistorical: true }], AT + 3)
    expect(give(host, flushed).events).toMatchObject([
      { kind: 'nodeData', metrics: [{ name: 'uptime', value: 4, timestampMs: AT - 5, isHistorical: true }] },
    ])
  })

  it('data by name, with or without datatype, as edges without aliases send it', () => {
    const host = aHost()
    const birth: Payload = {
      timestampMs: AT,
      seq: 0,
      metrics: [{ name: 'bdSeq', datatype: 'UInt64', value: 3 }, speed],
    }
    give(host, on('spBv1.0/other/NBIRTH/E', birth))
    for (const includeDatatype of [true, false]) {
      const data: Payload = { seq: includeDatatype ? 1 : 2, metrics: [{ ...speed, value: 7 }] }
      const outcome = give(host, on('spBv1.0/other/NDATA/E', data, includeDatatype))
      expect(outcome.events).toMatchObject([
        { kind: 'nodeData', atMs: NOW, metrics: [{ name: 'speed', value: 7, timestampMs: NOW }] },
      ])
    }
  })

  it('a metric without a time has that of its message', () => {
    const { host } = aHostWithEdge()
    const data = on('spBv1.0/jimo/NDATA/GW01', { timestampMs: AT + 3, seq: 2, metrics: [uptime] })
    expect(give(host, data).events).toMatchObject([
      { atMs: AT + 3, metrics: [{ name: 'uptime', timestampMs: AT + 3 }] },
    ])
  })

  it('an NBIRTH with another seq than 0 begins there', () => {
    const host = aHost()
    give(host, on('spBv1.0/g/NBIRTH/E', { seq: 255, metrics: [speed] }))
    expect(kinds(give(host, on('spBv1.0/g/NDATA/E', { seq: 0, metrics: [speed] })))).toEqual(['nodeData'])
  })

  it('metrics of datatypes that are not read are left out and counted, in births and in data', () => {
    const host = aHost()
    // alias 9 is a Template (datatype 19, field 18), which our encoder does not write.
    const birth = encodePayload(
      { timestampMs: AT, seq: 0, metrics: [{ ...speed, alias: 1 }] },
      { includeDatatype: true },
    )
    const template = Uint8Array.of(0x12, 13, 0x0a, 3, 0x74, 0x70, 0x6c, 0x10, 9, 0x20, 19, 0x92, 0x01, 1, 0x28)
    // The Template's own bytes are never looked at.
    expect(host.receive('spBv1.0/g/NBIRTH/E', Uint8Array.of(...birth, ...template), NOW).events).toMatchObject([
      { kind: 'nodeBirth', unsupported: 1, metrics: [{ name: 'speed' }] },
    ])
    const data = encodePayload({ seq: 1, metrics: [{ ...speed, name: undefined, alias: 1, value: 3 }] })
    const update = Uint8Array.of(0x12, 5, 0x10, 9, 0x92, 0x01, 0)
    expect(host.receive('spBv1.0/g/NDATA/E', Uint8Array.of(...data, ...update), NOW)).toMatchObject({
      events: [{ kind: 'nodeData', unsupported: 1, metrics: [{ name: 'speed', value: 3 }] }],
      send: [],
    })
  })

  it('edges and devices whose ids differ by case, or are names every object has, stay apart', () => {
    const host = aHost()
    for (const id of ['gw', 'GW', '__proto__', 'constructor', 'toString', '即墨', 'a b', 'a,b=c"\n']) {
      const session = new EdgeSession({ group: id, edge: id })
      session.will(AT)
      give(host, session.nodeBirth([{ ...speed, name: '__proto__' }], AT))
      give(host, session.deviceBirth(id, [{ ...speed, name: 'hasOwnProperty' }], AT))
      const data = give(host, session.deviceData(id, [{ name: 'hasOwnProperty', value: 4 }], AT))
      expect(data).toMatchObject({
        events: [{ kind: 'deviceData', group: id, edge: id, device: id, metrics: [{ name: 'hasOwnProperty' }] }],
        send: [],
      })
    }
    expect([...host.edges()]).toHaveLength(8)
  })

  it('commands echoed by the host’s own subscription give nothing', () => {
    const { host } = aHostWithEdge()
    expect(host.receive('spBv1.0/jimo/NCMD/GW01', Uint8Array.of(1), NOW)).toEqual({ events: [], send: [] })
    expect(host.receive('spBv1.0/jimo/DCMD/GW01/RF01', Uint8Array.of(1), NOW)).toEqual({ events: [], send: [] })
  })
})

describe('deaths', () => {
  it('NDEATH takes the node and its devices offline, at the host’s time [tck-id-operational-behavior-edge-node-termination-host-action-ndeath-node-offline, tck-id-operational-behavior-edge-node-termination-host-action-ndeath-devices-offline, tck-id-operational-behavior-edge-node-termination-host-action-ndeath-node-tags-stale, tck-id-operational-behavior-edge-node-termination-host-action-ndeath-devices-tags-stale]', () => {
    const { host, will } = aHostWithEdge()
    expect(give(host, will, NOW + 9).events).toEqual([
      { kind: 'nodeDeath', group: 'jimo', edge: 'GW01', atMs: NOW + 9, devices: ['RF01'] },
    ])
    expect([...host.edges()]).toEqual([{ group: 'jimo', edge: 'GW01', online: false, devices: [] }])
  })

  it('the same NDEATH twice, as by one who leaves with MQTT 5, is nothing new [tck-id-payloads-ndeath-will-message-publisher-disconnect-mqtt50]', () => {
    const { host, will } = aHostWithEdge()
    expect(kinds(give(host, will))).toEqual(['nodeDeath'])
    expect(kinds(give(host, will))).toEqual([])
  })

  it('an NDEATH of an earlier session is ignored [tck-id-payloads-ndeath-bdseq]', () => {
    const { host, session, will } = aHostWithEdge()
    const newWill = session.will(AT)
    give(host, session.nodeBirth([uptime], AT))
    expect(kinds(give(host, will))).toEqual(['host/stale-death'])
    expect([...host.edges()]).toMatchObject([{ online: true }])
    expect(kinds(give(host, newWill))).toEqual(['nodeDeath'])
  })

  describe('with hundreds of edges', () => {
    const aPlant = (count: number) => {
      const host = aHost()
      const edges = Array.from({ length: count }, (_, i) => anEdge(`GW${i}`).session)
      const birth = (session: EdgeSession, nowMs: number) => {
        give(host, session.nodeBirth([uptime], nowMs), nowMs)
        give(host, session.deviceBirth('RF01', [speed], nowMs), nowMs)
      }
      for (const edge of edges) birth(edge, AT)
      const edgeOf = ({ topic }: Outgoing) => edges.find((_, i) => topic.endsWith(`/GW${i}`))!
      return { host, edges, birth, edgeOf }
    }

    it('asks for the births of sixteen at a time after a connection, and of all in the end', () => {
      const { host, birth, edgeOf } = aPlant(100)
      let nowMs = NOW + 60_000
      let asked = host.connected(nowMs)
      const all: Outgoing[] = []
      while (asked.length > 0) {
        expect(asked.every(isRebirth)).toBe(true)
        expect(asked.length).toBeLessThanOrEqual(16)
        all.push(...asked)
        expect(host.tick(nowMs + 250).send).toEqual([])
        nowMs += 500
        for (const request of asked) birth(edgeOf(request), nowMs)
        asked = host.tick(nowMs).send
      }
      expect(new Set(all.map(({ topic }) => topic)).size).toBe(100)
      expect(all).toHaveLength(100)
    })

    it('is not held up by those that do not answer', () => {
      const { host, birth, edges, edgeOf } = aPlant(40)
      const silent = new Set(edges.slice(0, 16))
      let nowMs = NOW + 60_000
      const answered = new Set<EdgeSession>()
      const take = (requests: Outgoing[]) => {
        for (const edge of requests.map(edgeOf)) {
          if (silent.has(edge)) continue
          answered.add(edge)
          birth(edge, nowMs)
        }
      }
      take(host.connected(nowMs))
      expect(answered.size).toBe(0)
      for (let i = 0; i < 40; i++) {
        nowMs += 250
        take(host.tick(nowMs).send)
      }
      expect(answered.size).toBe(24)
    })

    it('asks at once after each connection, however often it asked before', () => {
      const { host } = aPlant(1)
      for (let i = 1; i <= 5; i++) expect(host.connected(NOW + i * 1000)).toHaveLength(1)
    })
  })

  it('a rebirth keeps the will valid [tck-id-operational-behavior-data-commands-rebirth-action-3]', () => {
    const { host, session, will } = aHostWithEdge()
    give(host, session.nodeBirth([uptime], AT))
    expect(give(host, will).events).toMatchObject([{ kind: 'nodeDeath', devices: [] }])
  })

  it('an NDEATH without bdSeq does not fit a birth that has one', () => {
    const { host } = aHostWithEdge()
    expect(kinds(give(host, on('spBv1.0/jimo/NDEATH/GW01', { metrics: [] })))).toEqual(['host/stale-death'])
  })

  it('an NDEATH of nobody known is rejected and remembers nobody', () => {
    const host = aHost()
    expect(kinds(give(host, anEdge().will))).toEqual(['host/stale-death'])
    expect([...host.edges()]).toEqual([])
  })

  it('DDEATH takes one device offline, at the message’s time [tck-id-operational-behavior-edge-node-termination-host-action-ddeath-devices-offline, tck-id-operational-behavior-edge-node-termination-host-action-ddeath-devices-tags-stale]', () => {
    const { host, session } = aHostWithEdge()
    expect(give(host, session.deviceDeath('RF01', AT + 5)).events).toEqual([
      { kind: 'deviceDeath', group: 'jimo', edge: 'GW01', device: 'RF01', atMs: AT + 5 },
    ])
    expect([...host.edges()]).toMatchObject([{ online: true, devices: [] }])
  })
})

describe('what is rejected', () => {
  const ndata = 'spBv1.0/jimo/NDATA/GW01'
  const nbirth = 'spBv1.0/jimo/NBIRTH/GW01'

  it.each<[string, Outgoing, string]>([
    ['a topic of others', { topic: 'wanding/jimo', payload: new Uint8Array(0), qos: 0, retain: false }, 'host/topic'],
    [
      'bytes that are no payload',
      { topic: ndata, payload: Uint8Array.of(0xff), qos: 0, retain: false },
      'decode/truncated',
    ],
    ['an empty payload', { topic: ndata, payload: new Uint8Array(0), qos: 0, retain: false }, 'host/seq-missing'],
    ['data without seq [tck-id-payloads-sequence-num-always-included]', on(ndata, { metrics: [] }), 'host/seq-missing'],
    ['seq 256', on(ndata, { seq: 256, metrics: [] }), 'host/seq-range'],
    [
      'an unknown alias',
      on(ndata, { seq: 2, metrics: [{ alias: 99, datatype: 'Int8', value: 1 }] }, false),
      'host/unknown-metric',
    ],
    [
      'an unknown name',
      on(ndata, { seq: 2, metrics: [{ name: 'x', datatype: 'Int8', value: 1 }] }),
      'host/unknown-metric',
    ],
    ['neither', on(ndata, { seq: 2, metrics: [{ datatype: 'Int8', value: 1 }] }), 'host/unknown-metric'],
    [
      'the alias of one with the name of another',
      on(ndata, { seq: 2, metrics: [{ alias: 1, name: 'bdSeq', datatype: 'Int64', value: 1 }] }),
      'host/unknown-metric',
    ],
    [
      'a datatype other than the birth’s',
      on(ndata, { seq: 2, metrics: [{ alias: 1, datatype: 'Int32', value: 1 }] }),
      'host/datatype-changed',
    ],
    [
      'a datatype no version defines',
      { topic: ndata, payload: Uint8Array.of(0x12, 4, 0x10, 1, 0x20, 99, 0x18, 2), qos: 0, retain: false },
      'host/datatype-changed',
    ],
    [
      'a value other than the birth’s datatype',
      on(ndata, { seq: 2, metrics: [{ alias: 1, datatype: 'Text', value: 'a' }] }, false),
      'decode/value-type',
    ],
    ['data of an unborn device', on('spBv1.0/jimo/DDATA/GW01/RF09', { seq: 2, metrics: [] }), 'host/before-birth'],
    [
      'the death of an unborn device',
      on('spBv1.0/jimo/DDEATH/GW01/RF09', { seq: 2, metrics: [] }),
      'host/before-birth',
    ],
    [
      'data of an edge known with other case',
      on('spBv1.0/jimo/NDATA/gw01', { seq: 2, metrics: [] }),
      'host/before-birth',
    ],
  ])('%s', (_what, message, code) => {
    const { host } = aHostWithEdge()
    expect(kinds(give(host, message))).toEqual([code])
  })

  it('one bad metric rejects the whole message, and the births are asked for', () => {
    const { host } = aHostWithEdge()
    const metrics = [
      { alias: 1, datatype: 'Int64' as const, value: 1 },
      { alias: 99, datatype: 'Int64' as const, value: 1 },
    ]
    const outcome = give(host, on(ndata, { seq: 2, metrics }, false))
    expect(kinds(outcome)).toEqual(['host/unknown-metric'])
    expect(outcome.send.map(isRebirth)).toEqual([true])
    // Its sequence number was received all the same.
    expect(kinds(give(host, on(ndata, { seq: 3, metrics: [] })))).toEqual(['nodeData'])
  })

  it.each<[string, Outgoing, string]>([
    [
      'an alias for two metrics',
      on(nbirth, {
        seq: 0,
        metrics: [
          { ...speed, alias: 1 },
          { ...uptime, alias: 1 },
        ],
      }),
      'host/alias-reused',
    ],
    [
      'a broken metric',
      { topic: nbirth, payload: Uint8Array.of(0x12, 1, 0x80, 0x18, 0), qos: 0, retain: false },
      'decode/truncated',
    ],
    ['a seq of 300', on(nbirth, { seq: 300, metrics: [] }), 'host/seq-range'],
  ])('an NBIRTH with %s ends the session it replaces', (_what, message, code) => {
    const { host, session } = aHostWithEdge()
    const outcome = give(host, message)
    expect(kinds(outcome)).toEqual([code, 'nodeDeath'])
    expect(outcome.send.map(isRebirth)).toEqual([true])
    expect(kinds(give(host, speedData(session)))).toEqual(['host/before-birth'])
  })

  it('what waited for a refused NBIRTH is rejected with it', () => {
    const { host } = aHostWithEdge()
    give(host, on(ndata, { timestampMs: AT + 9, seq: 77, metrics: [] }))
    const bad = [speed, uptime].map((metric) => ({ ...metric, alias: 1 }))
    const outcome = give(host, on(nbirth, { timestampMs: AT + 8, seq: 0, metrics: bad }))
    expect(kinds(outcome)).toEqual(['host/alias-reused', 'nodeDeath', 'host/before-birth'])
    expect(host.tick(NOW + 4_000)).toEqual({ events: [], send: [] })
  })

  it('a DBIRTH that cannot be taken ends what was known of the device', () => {
    const { host } = aHostWithEdge()
    const metrics = [
      { ...speed, alias: 1 },
      { ...uptime, alias: 1 },
    ]
    expect(kinds(give(host, on('spBv1.0/jimo/DBIRTH/GW01/RF01', { seq: 2, metrics })))).toEqual([
      'host/alias-reused',
      'deviceDeath',
    ])
  })

  it('more edges than allowed, unless one of them is offline', () => {
    const host = aHost({ maxEdges: 2 })
    const edges = ['GW01', 'GW02', 'GW03'].map((id) => anEdge(id))
    const births = edges.map(({ session }) => session.nodeBirth([], AT))
    expect(births.map((birth) => kinds(give(host, birth)))).toEqual([
      ['nodeBirth'],
      ['nodeBirth'],
      ['host/too-many-edges'],
    ])
    give(host, edges[0]!.will)
    expect(kinds(give(host, births[2]!))).toEqual(['nodeBirth'])
    expect([...host.edges()].map(({ edge }) => edge)).toEqual(['GW02', 'GW03'])
  })

  it('more metrics than allowed, over the node and all its devices, empty devices too', () => {
    const host = aHost({ maxMetricsPerEdge: 6 })
    const { session } = anEdge()
    expect(kinds(give(host, session.nodeBirth([uptime], AT)))).toEqual(['nodeBirth'])
    expect(kinds(give(host, session.deviceBirth('RF01', [speed], AT)))).toEqual(['deviceBirth'])
    expect(kinds(give(host, session.deviceBirth('RF01', [speed], AT)))).toEqual(['deviceBirth'])
    expect(kinds(give(host, session.deviceBirth('RF02', [], AT)))).toEqual(['deviceBirth'])
    expect(kinds(give(host, session.deviceBirth('RF03', [], AT)))).toEqual(['host/too-many-metrics'])
  })

  it('more metrics than allowed of all edges together, until one of them has fewer', () => {
    // bdSeq and the rebirth control are metrics, too.
    const host = aHost({ maxMetrics: 8 })
    const [first, second] = [anEdge('GW01'), anEdge('GW02')]
    expect(kinds(give(host, first.session.nodeBirth([uptime], AT)))).toEqual(['nodeBirth'])
    expect(kinds(give(host, second.session.nodeBirth([uptime], AT)))).toEqual(['nodeBirth'])
    expect(kinds(give(host, first.session.deviceBirth('RF01', [speed], AT)))).toEqual(['deviceBirth'])
    expect(kinds(give(host, second.session.deviceBirth('RF02', [], AT)))).toEqual(['host/too-many-metrics'])
    expect(kinds(give(host, first.will))).toEqual(['nodeDeath'])
    expect(kinds(give(host, second.session.deviceBirth('RF02', [speed], AT)))).toEqual(['deviceBirth'])
  })

  it('nothing throws, whatever the topics and bytes', () => {
    const { host, session } = aHostWithEdge()
    const good = [session.nodeBirth([uptime], AT), session.deviceBirth('RF01', [speed], AT), speedData(session)]
    const topic = fc.oneof(
      fc.string(),
      fc.constantFrom('NBIRTH', 'NDEATH', 'NDATA', 'NCMD').map((kind) => `spBv1.0/jimo/${kind}/GW01`),
      fc.constantFrom('DBIRTH', 'DDEATH', 'DDATA', 'DCMD').map((kind) => `spBv1.0/jimo/${kind}/GW01/RF01`),
      fc.constant('spBv1.0/STATE/wanding'),
    )
    const payload = fc.oneof(fc.uint8Array(), fc.constantFrom(...good.map((message) => message.payload)))
    let nowMs = NOW
    fc.assert(
      fc.property(topic, payload, fc.nat(3_000), (to, bytes, waitMs) => {
        nowMs += waitMs
        const outcomes = [host.receive(to, bytes, nowMs), host.tick(nowMs)]
        for (const { events, send } of outcomes) expect(Array.isArray(events) && Array.isArray(send)).toBe(true)
      }),
      { numRuns: 5_000 },
    )
  })

  describe('a payload of more bytes than may be', () => {
    const large = (message: Outgoing): Outgoing => ({ ...message, payload: new Uint8Array(2_000).fill(0xff) })

    it('is not looked into, and births are asked for', () => {
      const { host, session } = aHostWithEdge({ maxPayloadBytes: 1_000 })
      const outcome = give(host, large(speedData(session)))
      expect(outcome.events).toMatchObject([{ code: 'host/too-large', reason: '2000 bytes, more than 1000' }])
      expect(host.tick(NOW + 60_000).send.filter(isRebirth)).toHaveLength(1)
      give(host, session.nodeBirth([uptime], AT))
      give(host, session.deviceBirth('RF01', [speed], AT))
      expect(valuesOf(give(host, speedData(session, 3)).events)).toEqual([3])
    })

    it('ends what its birth would have begun anew', () => {
      const { host, session } = aHostWithEdge({ maxPayloadBytes: 1_000 })
      expect(kinds(give(host, large(session.deviceBirth('RF01', [speed], AT))))).toEqual([
        'host/too-large',
        'deviceDeath',
      ])
      expect(kinds(give(host, large(session.nodeBirth([uptime], AT))))).toEqual(['host/too-large', 'nodeDeath'])
      session.deviceBirth('RF01', [speed], AT)
      expect(kinds(give(host, speedData(session)))).toEqual(['host/before-birth'])
    })

    it('makes no edge known', () => {
      const host = aHost({ maxPayloadBytes: 1_000 })
      const { session } = anEdge('GW09')
      expect(kinds(give(host, large(session.nodeBirth([uptime], AT))))).toEqual(['host/too-large'])
      expect([...host.edges()]).toEqual([])
    })

    it('of 1 MiB is one that may be, without a setting', () => {
      const { host, session } = aHostWithEdge()
      const { topic } = speedData(session)
      const of = (bytes: number) => kinds(host.receive(topic, new Uint8Array(bytes), NOW))
      expect(of(1_048_576)).not.toContain('host/too-large')
      expect(of(1_048_577)).toEqual(['host/too-large'])
    })
  })
})

describe('commands of the host', () => {
  it('go by alias to those who announced the metric, without seq [tck-id-topics-ncmd-topic, tck-id-topics-dcmd-topic, tck-id-topics-ncmd-mqtt, tck-id-topics-dcmd-mqtt, tck-id-topics-ncmd-timestamp, tck-id-payloads-ncmd-seq, tck-id-payloads-dcmd-seq, tck-id-operational-behavior-data-commands-ncmd-metric-name, tck-id-operational-behavior-data-commands-dcmd-metric-value]', () => {
    const { host, session } = aHostWithEdge()
    const toNode = host.command({ group: 'jimo', edge: 'GW01' }, [{ name: 'uptime', value: 0 }], NOW)!
    expect(toNode).toMatchObject({ topic: 'spBv1.0/jimo/NCMD/GW01', qos: 0, retain: false })
    expect(decodePayload(toNode.payload)).toEqual({
      timestampMs: NOW,
      metrics: [{ alias: 1, value: 0, timestampMs: NOW }],
    })
    const toDevice = host.command({ group: 'jimo', edge: 'GW01', device: 'RF01' }, [{ name: 'speed', value: 2 }], NOW)!
    expect(toDevice).toMatchObject({ topic: 'spBv1.0/jimo/DCMD/GW01/RF01', qos: 0, retain: false })
    expect(session.onCommand(toDevice.topic, toDevice.payload)).toMatchObject([
      { kind: 'write', device: 'RF01', name: 'speed', value: 2 },
    ])
  })

  it('by name to an edge without aliases', () => {
    const host = aHost()
    give(host, on('spBv1.0/g/NBIRTH/E', { seq: 0, metrics: [speed] }))
    const message = host.command({ group: 'g', edge: 'E' }, [{ name: 'speed', value: 2 }], NOW)!
    expect(decodePayload(message.payload).metrics).toMatchObject([{ name: 'speed', value: 2 }])
  })

  it('not to those who are not born or did not announce it, nor with another type', () => {
    const { host, will } = aHostWithEdge()
    const target = { group: 'jimo', edge: 'GW01' }
    expect(host.command(target, [{ name: 'speed', value: 1 }], NOW)).toBeUndefined()
    expect(host.command({ ...target, device: 'RF09' }, [{ name: 'speed', value: 1 }], NOW)).toBeUndefined()
    expect(host.command({ group: 'jimo', edge: 'gw01' }, [{ name: 'uptime', value: 1 }], NOW)).toBeUndefined()
    expect(() => host.command(target, [{ name: 'uptime', value: 'long' }], NOW)).toThrow(
      expect.objectContaining({ code: 'encode/value-type' }),
    )
    give(host, will)
    expect(host.command(target, [{ name: 'uptime', value: 1 }], NOW)).toBeUndefined()
  })
})

describe('host and edge together', () => {
  it('after any loss, repetition and disorder the host ends with the edge’s births and only true values', () => {
    const mishap = fc.constantFrom('deliver', 'deliver', 'deliver', 'lose', 'repeat', 'delay')
    fc.assert(
      fc.property(fc.array(mishap, { minLength: 20, maxLength: 120 }), (mishaps) => {
        const host = aHost({ reorderMs: 100 })
        const { session } = anEdge()
        let nowMs = NOW
        let counter = 0
        const sent = new Set<unknown>()
        const received: unknown[] = []
        const births = () => [
          session.nodeBirth([uptime], nowMs),
          session.deviceBirth('RF01', [{ ...speed, value: counter }], nowMs),
        ]
        const take = (outcome: HostOutcome): void => {
          received.push(...valuesOf(outcome.events.filter(({ kind }) => kind === 'deviceData')))
          for (const request of outcome.send) {
            for (const command of session.onCommand(request.topic, request.payload)) {
              if (command.kind === 'rebirth') for (const birth of births()) take(give(host, birth, nowMs))
            }
          }
        }
        const data = (): Outgoing => {
          counter += 1
          sent.add(counter)
          return session.deviceData('RF01', [{ name: 'speed', value: counter }], nowMs)
        }
        births()
        let delayed: Outgoing | undefined
        for (const what of mishaps) {
          nowMs += 30
          const message = data()
          if (what === 'delay' && delayed === undefined) {
            delayed = message
            continue
          }
          if (what !== 'lose') take(give(host, message, nowMs))
          if (what === 'repeat') take(give(host, message, nowMs))
          if (delayed !== undefined) take(give(host, delayed, nowMs))
          delayed = undefined
          take(host.tick(nowMs))
        }
        // Quiet times, longer than any wait between two requests: then the edge is known and its data comes through.
        for (let round = 0; round < 4; round++) {
          nowMs += 400_000
          take(host.tick(nowMs))
          take(give(host, data(), nowMs))
        }
        const last = data()
        expect(give(host, last, nowMs).events).toMatchObject([{ kind: 'deviceData', metrics: [{ value: counter }] }])
        for (const value of received) expect(sent.has(value)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
