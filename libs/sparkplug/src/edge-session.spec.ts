import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BirthMetric,
  decodePayload,
  EdgeSession,
  encodePayload,
  InvalidIdError,
  type Metric,
  type Outgoing,
  rebirthRequest,
} from './index'

const AT = 1_700_000_000_000

const rpm: BirthMetric = {
  name: 'spindles/rpm',
  datatype: 'UInt16Array',
  value: Uint16Array.of(15_000, 0),
  properties: { engUnit: { type: 'String', value: 'rpm' } },
}
const speed: BirthMetric = { name: 'speed', datatype: 'Float', value: null }
const uptime: BirthMetric = { name: 'uptime', datatype: 'Int64', value: 5, timestampMs: AT - 7 }

const anEdge = (options: { bdSeq?: number; includeDatatype?: boolean } = {}) =>
  new EdgeSession({ group: 'jimo', edge: 'GW01', ...options })

/** An edge that has announced its node and two frames. */
const aBornEdge = (options: { bdSeq?: number; includeDatatype?: boolean } = {}) => {
  const session = anEdge(options)
  session.will(AT)
  session.nodeBirth([uptime], AT)
  session.deviceBirth('RF01', [rpm, speed], AT)
  session.deviceBirth('RF02', [rpm, speed], AT)
  return session
}

const read = ({ payload }: Outgoing) => decodePayload(payload)
const metricOf = (message: Outgoing, name: string): Metric | undefined =>
  read(message).metrics.find((metric) => metric.name === name)
const bdSeqOf = (message: Outgoing) => metricOf(message, 'bdSeq')?.value

describe('will and death', () => {
  it('the will is an NDEATH at QoS 1, not retained [tck-id-payloads-ndeath-will-message, tck-id-payloads-ndeath-will-message-qos, tck-id-payloads-ndeath-will-message-retain, tck-id-message-flow-edge-node-birth-publish-will-message-topic]', () => {
    expect(anEdge().will(AT)).toMatchObject({ topic: 'spBv1.0/jimo/NDEATH/GW01', qos: 1, retain: false })
  })

  it('it carries bdSeq alone and no seq [tck-id-topics-ndeath-payload, tck-id-topics-ndeath-seq, tck-id-payloads-ndeath-seq]', () => {
    const payload = read(anEdge().will(AT))
    expect(payload).toEqual({
      timestampMs: AT,
      metrics: [{ name: 'bdSeq', datatype: 'Int64', value: 0, timestampMs: AT }],
    })
  })

  it('a Will that never left in a CONNECT gives its bdSeq to the next [tck-id-topics-nbirth-bdseq-increment]', () => {
    const session = anEdge()
    const wills = [session.will(AT), session.will(AT + 1, true), session.will(AT + 2)]
    expect(wills.map(bdSeqOf)).toEqual([0, 0, 1])
    expect(bdSeqOf(session.nodeBirth([], AT + 3))).toBe(1)
  })

  it('bdSeq begins with 0 and runs from 255 to 0, one per CONNECT [tck-id-topics-nbirth-bdseq-increment, tck-id-message-flow-edge-node-birth-publish-will-message-payload-bdSeq]', () => {
    const session = anEdge()
    const seen = Array.from({ length: 258 }, () => bdSeqOf(session.will(AT)))
    expect(seen).toEqual([...Array.from({ length: 256 }, (_, index) => index), 0, 1])
    expect(session.bdSeq).toBe(1)
  })

  it('bdSeq goes on from what an earlier process kept', () => {
    expect(bdSeqOf(anEdge({ bdSeq: 41 }).will(AT))).toBe(42)
    expect(bdSeqOf(anEdge({ bdSeq: 255 }).will(AT))).toBe(0)
  })

  it('the birth has the bdSeq of its will [tck-id-payloads-nbirth-bdseq, tck-id-payloads-nbirth-bdseq-repeat, tck-id-topics-nbirth-bdseq-matching, tck-id-payloads-ndeath-bdseq]', () => {
    const session = anEdge({ bdSeq: 8 })
    expect(bdSeqOf(session.will(AT))).toBe(9)
    expect(metricOf(session.nodeBirth([], AT), 'bdSeq')).toEqual({
      name: 'bdSeq',
      datatype: 'Int64',
      value: 9,
      timestampMs: AT,
    })
  })

  it('leaving on purpose publishes the same death, and ends the session [tck-id-operational-behavior-edge-node-intentional-disconnect-ndeath, tck-id-payloads-ndeath-will-message-publisher]', () => {
    const session = aBornEdge({ bdSeq: 3 })
    const death = session.death(AT + 5)
    expect(death).toMatchObject({ topic: 'spBv1.0/jimo/NDEATH/GW01', qos: 1, retain: false })
    expect(read(death)).toMatchObject({ timestampMs: AT + 5, metrics: [{ name: 'bdSeq', value: 4 }] })
    expect(read(death).seq).toBeUndefined()
    expect(session.isBorn()).toBe(false)
    expect(() => session.nodeData([], AT)).toThrow(expect.objectContaining({ code: 'session/not-born' }))
    expect(() => session.nodeBirth([], AT)).toThrow(expect.objectContaining({ code: 'session/no-will' }))
    expect(() => session.death(AT)).toThrow(expect.objectContaining({ code: 'session/no-will' }))
  })

  it('no birth without a will [tck-id-message-flow-edge-node-birth-publish-connect, tck-id-message-flow-edge-node-birth-publish-will-message]', () => {
    expect(() => anEdge().nodeBirth([], AT)).toThrow(expect.objectContaining({ code: 'session/no-will' }))
  })

  it('a new CONNECT needs new births', () => {
    const session = aBornEdge()
    session.will(AT)
    expect(() => session.deviceData('RF01', [], AT)).toThrow(expect.objectContaining({ code: 'session/not-born' }))
  })
})

describe('births', () => {
  it('NBIRTH has seq 0, QoS 0, not retained [tck-id-topics-nbirth-seq-num, tck-id-topics-nbirth-mqtt, tck-id-topics-nbirth-topic, tck-id-payloads-nbirth-qos, tck-id-payloads-nbirth-retain]', () => {
    const session = anEdge()
    session.will(AT)
    const birth = session.nodeBirth([uptime], AT)
    expect(birth).toMatchObject({ topic: 'spBv1.0/jimo/NBIRTH/GW01', qos: 0, retain: false })
    expect(read(birth)).toMatchObject({ seq: 0, timestampMs: AT })
  })

  it('the Rebirth control is there, false, without an alias [tck-id-topics-nbirth-rebirth-metric, tck-id-payloads-nbirth-rebirth-req, tck-id-operational-behavior-data-commands-rebirth-name-aliases, tck-id-operational-behavior-data-commands-rebirth-datatype, tck-id-operational-behavior-data-commands-rebirth-value]', () => {
    const session = anEdge()
    session.will(AT)
    expect(metricOf(session.nodeBirth([], AT), 'Node Control/Rebirth')).toEqual({
      name: 'Node Control/Rebirth',
      datatype: 'Boolean',
      value: false,
      timestampMs: AT,
    })
  })

  it('every metric has name, alias, datatype, time, and a value or is_null [tck-id-topics-dbirth-metrics, tck-id-payloads-alias-birth-requirement, tck-id-payloads-metric-datatype-req, tck-id-payloads-name-birth-data-requirement, tck-id-operational-behavior-data-publish-dbirth-values]', () => {
    const session = anEdge()
    session.will(AT)
    expect(read(session.nodeBirth([uptime], AT)).metrics[2]).toEqual({
      name: 'uptime',
      alias: 1,
      datatype: 'Int64',
      value: 5,
      timestampMs: AT - 7,
    })
    const birth = session.deviceBirth('RF01', [rpm, speed], AT)
    expect(birth).toMatchObject({ topic: 'spBv1.0/jimo/DBIRTH/GW01/RF01', qos: 0, retain: false })
    expect(read(birth)).toEqual({
      timestampMs: AT,
      seq: 1,
      metrics: [
        { ...rpm, alias: 2, timestampMs: AT },
        { ...speed, alias: 3, timestampMs: AT },
      ],
    })
  })

  it('an alias belongs to one metric of the node and all its devices, for good [tck-id-payloads-alias-uniqueness]', () => {
    const session = anEdge()
    session.will(AT)
    const births = () => [
      session.nodeBirth([uptime], AT),
      session.deviceBirth('RF01', [rpm, speed], AT),
      session.deviceBirth('RF02', [speed, rpm], AT),
    ]
    const first = births().flatMap((birth) => read(birth).metrics.map((metric) => metric.alias))
    const aliases = first.filter((alias) => alias !== undefined)
    expect(new Set(aliases).size).toBe(5)
    const again = births().flatMap((birth) => read(birth).metrics.map((metric) => metric.alias))
    expect(again).toEqual(first)
  })

  it('no device before its node [tck-id-message-flow-device-birth-publish-nbirth-wait]', () => {
    const session = anEdge()
    session.will(AT)
    expect(() => session.deviceBirth('RF01', [], AT)).toThrow(expect.objectContaining({ code: 'session/not-born' }))
  })

  it('names equal but for case are refused [tck-id-case-sensitivity-metric-names]', () => {
    const session = anEdge()
    session.will(AT)
    const twice = [speed, { ...speed, name: 'Speed' }]
    expect(() => session.nodeBirth(twice, AT)).toThrow(expect.objectContaining({ code: 'session/duplicate-name' }))
    session.nodeBirth([], AT)
    expect(() => session.deviceBirth('RF01', twice, AT)).toThrow(
      expect.objectContaining({ code: 'session/duplicate-name' }),
    )
  })

  it('device ids equal but for case are refused [tck-id-case-sensitivity-sparkplug-ids]', () => {
    const session = aBornEdge()
    expect(() => session.deviceBirth('rf01', [], AT)).toThrow(
      expect.objectContaining({ code: 'session/duplicate-name' }),
    )
    expect(read(session.deviceBirth('RF01', [], AT)).seq).toBe(3)
  })

  it.each(['bdSeq', 'Node Control/Rebirth'])('%s is the session’s own', (name) => {
    const session = anEdge()
    session.will(AT)
    expect(() => session.nodeBirth([{ ...speed, name }], AT)).toThrow(
      expect.objectContaining({ code: 'session/reserved-name' }),
    )
  })

  it('ids that no topic can hold are refused at once', () => {
    expect(() => new EdgeSession({ group: 'a+', edge: 'b' })).toThrow(InvalidIdError)
    expect(() => new EdgeSession({ group: 'a', edge: '' })).toThrow(InvalidIdError)
    expect(() => aBornEdge().deviceBirth('a/b', [], AT)).toThrow(InvalidIdError)
  })
})

describe('data', () => {
  it('is by alias alone, without datatypes [tck-id-payloads-alias-data-cmd-requirement, tck-id-payloads-metric-datatype-not-req, tck-id-topics-ddata-mqtt, tck-id-topics-ddata-topic, tck-id-topics-ddata-timestamp]', () => {
    const message = aBornEdge().deviceData('RF01', [{ name: 'speed', value: 1.5 }], AT + 1)
    expect(message).toMatchObject({ topic: 'spBv1.0/jimo/DDATA/GW01/RF01', qos: 0, retain: false })
    expect(read(message)).toEqual({
      timestampMs: AT + 1,
      seq: 3,
      metrics: [{ alias: 3, timestampMs: AT + 1, value: 1.5 }],
    })
  })

  it('NDATA likewise [tck-id-topics-ndata-mqtt, tck-id-topics-ndata-topic, tck-id-topics-ndata-timestamp, tck-id-topics-ndata-payload]', () => {
    const message = aBornEdge().nodeData([{ name: 'uptime', value: 6 }], AT + 1)
    expect(message).toMatchObject({ topic: 'spBv1.0/jimo/NDATA/GW01', qos: 0, retain: false })
    expect(read(message)).toEqual({
      timestampMs: AT + 1,
      seq: 3,
      metrics: [{ alias: 1, timestampMs: AT + 1, value: 6 }],
    })
  })

  it('has datatypes when asked to', () => {
    const message = aBornEdge({ includeDatatype: true }).nodeData([{ name: 'uptime', value: 6 }], AT)
    expect(read(message).metrics[0]!.datatype).toBe('Int64')
  })

  it('historical values and properties travel along', () => {
    const properties = { Quality: { type: 'Int32' as const, value: 500 } }
    const message = aBornEdge().deviceData(
      'RF01',
      [{ name: 'speed', value: null, timestampMs: AT - 9, isHistorical: true, properties }],
      AT,
    )
    expect(read(message).metrics).toEqual([
      { alias: 3, timestampMs: AT - 9, value: null, isHistorical: true, properties },
    ])
  })

  it('live values are put in the order of their times [tck-id-operational-behavior-data-publish-nbirth-order, tck-id-operational-behavior-data-publish-dbirth-order]', () => {
    const values = [3, 1, 2].map((value) => ({ name: 'uptime', value, timestampMs: AT + value }))
    expect(read(aBornEdge().nodeData(values, AT + 9)).metrics.map(({ value }) => value)).toEqual([1, 2, 3])
  })

  it('only what was announced, by who was announced [tck-id-topics-nbirth-metric-reqs, tck-id-topics-dbirth-metric-reqs, tck-id-payloads-ndata-order, tck-id-payloads-ddata-order]', () => {
    const session = aBornEdge()
    expect(() => session.deviceData('RF01', [{ name: 'Speed', value: 1 }], AT)).toThrow(
      expect.objectContaining({ code: 'session/unknown-metric' }),
    )
    expect(() => session.nodeData([{ name: 'speed', value: 1 }], AT)).toThrow(
      expect.objectContaining({ code: 'session/unknown-metric' }),
    )
    expect(() => session.deviceData('RF09', [], AT)).toThrow(expect.objectContaining({ code: 'session/not-born' }))
  })

  it('a call that throws uses no sequence number', () => {
    const session = aBornEdge()
    expect(() => session.deviceData('RF01', [{ name: 'speed', value: 'fast' }], AT)).toThrow(
      expect.objectContaining({ code: 'encode/value-type' }),
    )
    expect(() => session.deviceBirth('RF03', [{ ...speed, value: 'fast' }], AT)).toThrow(
      expect.objectContaining({ code: 'encode/value-type' }),
    )
    expect(session.isBorn('RF03')).toBe(false)
    expect(read(session.deviceData('RF01', [], AT)).seq).toBe(3)
  })

  it('a birth that throws leaves the session as it was', () => {
    const session = aBornEdge()
    expect(() => session.nodeBirth([{ ...speed, value: 'fast' }], AT)).toThrow(
      expect.objectContaining({ code: 'encode/value-type' }),
    )
    expect(session.isBorn('RF01')).toBe(true)
    expect(read(session.nodeData([{ name: 'uptime', value: 1 }], AT)).seq).toBe(3)
  })

  it('seq runs over the node and all its devices, 255 to 0, whatever the order [tck-id-payloads-sequence-num-incrementing, tck-id-payloads-sequence-num-always-included, tck-id-topics-ddata-seq-num, tck-id-topics-ndata-seq-num, tck-id-topics-dbirth-seq, tck-id-topics-ddeath-seq-num]', () => {
    const step = fc.constantFrom('node', 'RF01', 'RF02', 'rebirth', 'device death')
    fc.assert(
      fc.property(fc.array(step, { minLength: 300, maxLength: 600 }), (steps) => {
        const session = aBornEdge()
        let expected = 3
        for (const what of steps) {
          if (what === 'rebirth' && expected % 50 === 0) {
            expect(read(session.nodeBirth([uptime], AT)).seq).toBe(0)
            session.deviceBirth('RF01', [], AT)
            session.deviceBirth('RF02', [], AT)
            expected = 3
            continue
          }
          const messages =
            what === 'device death'
              ? [session.deviceDeath('RF02', AT), session.deviceBirth('RF02', [speed], AT)]
              : [what === 'RF01' || what === 'RF02' ? session.deviceData(what, [], AT) : session.nodeData([], AT)]
          for (const message of messages) {
            expect(read(message).seq).toBe(expected)
            expected = expected === 255 ? 0 : expected + 1
          }
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('device death', () => {
  it('is DDEATH with seq and time; data needs a new birth [tck-id-operational-behavior-device-ddeath, tck-id-topics-ddeath-topic, tck-id-topics-ddeath-mqtt, tck-id-payloads-ddeath-timestamp, tck-id-payloads-ddeath-seq]', () => {
    const session = aBornEdge()
    const message = session.deviceDeath('RF01', AT + 2)
    expect(message).toMatchObject({ topic: 'spBv1.0/jimo/DDEATH/GW01/RF01', qos: 0, retain: false })
    expect(read(message)).toEqual({ timestampMs: AT + 2, seq: 3, metrics: [] })
    expect(() => session.deviceData('RF01', [], AT)).toThrow(expect.objectContaining({ code: 'session/not-born' }))
    expect(() => session.deviceDeath('RF01', AT)).toThrow(expect.objectContaining({ code: 'session/not-born' }))
    expect(read(session.deviceData('RF02', [], AT)).seq).toBe(4)
  })
})

describe('rebirth', () => {
  const request = rebirthRequest('jimo', 'GW01', AT)

  it('is asked for by NCMD, and stops data until the births [tck-id-operational-behavior-data-commands-rebirth-action-1]', () => {
    const session = aBornEdge()
    expect(session.onCommand(request.topic, request.payload)).toEqual([{ kind: 'rebirth', atMs: AT }])
    expect(session.rebirthPending).toBe(true)
    for (const data of [
      () => session.nodeData([], AT),
      () => session.deviceData('RF01', [], AT),
      () => session.deviceBirth('RF01', [], AT),
    ]) {
      expect(data).toThrow(expect.objectContaining({ code: 'session/rebirth-pending' }))
    }
  })

  it('asked for twice is asked for once', () => {
    const session = aBornEdge()
    session.onCommand(request.topic, request.payload)
    expect(session.onCommand(request.topic, request.payload)).toEqual([])
  })

  it('begins with seq 0 and the same bdSeq, and every device again [tck-id-operational-behavior-data-commands-rebirth-action-2, tck-id-operational-behavior-data-commands-rebirth-action-3]', () => {
    const session = aBornEdge({ bdSeq: 6 })
    session.onCommand(request.topic, request.payload)
    const birth = session.nodeBirth([uptime], AT)
    expect(bdSeqOf(birth)).toBe(7)
    expect(read(birth).seq).toBe(0)
    expect(session.rebirthPending).toBe(false)
    expect(() => session.deviceData('RF01', [], AT)).toThrow(expect.objectContaining({ code: 'session/not-born' }))
    expect(read(session.deviceBirth('RF01', [speed], AT)).seq).toBe(1)
    expect(session.onCommand(request.topic, request.payload)).toHaveLength(1)
  })

  it('with false asks for nothing', () => {
    const session = aBornEdge()
    const payload = encodePayload({ metrics: [{ name: 'Node Control/Rebirth', datatype: 'Boolean', value: false }] })
    expect(session.onCommand(request.topic, payload)).toEqual([])
    expect(session.rebirthPending).toBe(false)
  })
})

describe('commands', () => {
  const node = 'spBv1.0/jimo/NCMD/GW01'
  const device = 'spBv1.0/jimo/DCMD/GW01/RF01'
  const one = (metric: Metric, includeDatatype = false) =>
    encodePayload({ timestampMs: AT, metrics: [metric] }, { includeDatatype })

  it('write by alias [tck-id-payloads-alias-data-cmd-requirement, tck-id-topics-ncmd-payload, tck-id-topics-dcmd-payload]', () => {
    const session = aBornEdge()
    expect(session.onCommand(node, one({ alias: 1, datatype: 'Int64', value: 9 }))).toEqual([
      { kind: 'write', name: 'uptime', datatype: 'Int64', value: 9, atMs: AT },
    ])
    expect(session.onCommand(device, one({ alias: 3, datatype: 'Float', value: 0.5, timestampMs: AT - 1 }))).toEqual([
      { kind: 'write', device: 'RF01', name: 'speed', datatype: 'Float', value: 0.5, atMs: AT - 1 },
    ])
  })

  it('write by name too, as some hosts do', () => {
    const command = one({ name: 'speed', datatype: 'Float', value: 0.5 }, true)
    expect(aBornEdge().onCommand(device, command)).toMatchObject([{ kind: 'write', name: 'speed', value: 0.5 }])
  })

  it.each<[string, string, Uint8Array, string]>([
    ['an unknown alias', node, one({ alias: 99, datatype: 'Int64', value: 9 }), 'command/unknown-metric'],
    ['the alias of a device’s metric', node, one({ alias: 3, datatype: 'Float', value: 9 }), 'command/unknown-metric'],
    ['the alias of another device', device, one({ alias: 5, datatype: 'Float', value: 9 }), 'command/unknown-metric'],
    [
      'alias and name that disagree',
      device,
      one({ alias: 3, name: 'spindles/rpm', datatype: 'Float', value: 9 }),
      'command/unknown-metric',
    ],
    ['neither alias nor name', device, one({ datatype: 'Float', value: 9 }), 'command/unknown-metric'],
    [
      'Rebirth to a device',
      device,
      one({ name: 'Node Control/Rebirth', datatype: 'Boolean', value: true }, true),
      'command/unknown-metric',
    ],
    ['another datatype', device, one({ alias: 3, datatype: 'Double', value: 9 }, true), 'command/datatype-changed'],
    ['a value of another type', device, one({ alias: 3, datatype: 'Double', value: 9 }), 'decode/value-type'],
    [
      'a device that is not born',
      'spBv1.0/jimo/DCMD/GW01/RF09',
      one({ alias: 3, datatype: 'Float', value: 9 }),
      'command/not-born',
    ],
    ['garbage', node, Uint8Array.of(0x12, 0x7f), 'decode/truncated'],
  ])('%s is rejected', (_what, topic, payload, code) => {
    expect(aBornEdge().onCommand(topic, payload)).toEqual([expect.objectContaining({ kind: 'rejected', code })])
  })

  it.each([
    'spBv1.0/jimo/NCMD/GW02',
    'spBv1.0/Jimo/NCMD/GW01',
    'spBv1.0/jimo/NDATA/GW01',
    'spBv1.0/STATE/GW01',
    'garbage',
  ])('%s is for others', (topic) => {
    expect(aBornEdge().onCommand(topic, rebirthRequest('jimo', 'GW01', AT).payload)).toEqual([])
  })

  it('before any birth nothing is written and no rebirth is needed', () => {
    const session = anEdge()
    session.will(AT)
    expect(session.onCommand(node, rebirthRequest('jimo', 'GW01', AT).payload)).toMatchObject([
      { kind: 'rejected', code: 'command/not-born' },
    ])
    session.nodeBirth([], AT)
    expect(session.rebirthPending).toBe(false)
  })

  it('never throw, whatever the bytes', () => {
    const session = aBornEdge()
    fc.assert(
      fc.property(fc.uint8Array(), (payload) => {
        expect(Array.isArray(session.onCommand(node, payload))).toBe(true)
      }),
    )
  })
})
