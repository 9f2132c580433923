import { describe, expect, it } from 'vitest'
import {
  decodePayload,
  EdgeSession,
  type HostEvent,
  type HostOutcome,
  HostSession,
  type HostSessionOptions,
  type Outgoing,
} from './index'
import { RebirthSchedule } from './rebirth-schedule'

const AT = 1_700_000_000_000

/** A host that knows an edge; data messages carry their running number, and are numbered on from 1. */
const setUp = (options: Partial<HostSessionOptions> = {}) => {
  const host = new HostSession({ hostId: 'wanding', reorderMs: 1_000, rebirthEveryMs: 5_000, ...options })
  const session = new EdgeSession({ group: 'jimo', edge: 'GW01' })
  session.will(AT)
  const birth = (atMs = AT) => session.nodeBirth([{ name: 'n', datatype: 'Int32', value: 0 }], atMs)
  let number = 0
  const data = (atMs = AT): Outgoing => {
    number += 1
    return session.nodeData([{ name: 'n', value: number }], atMs)
  }
  const give = ({ topic, payload }: Outgoing, nowMs = AT): HostOutcome => host.receive(topic, payload, nowMs)
  return { host, session, birth, data, give }
}

const born = (options: Partial<HostSessionOptions> = {}) => {
  const all = setUp(options)
  all.give(all.birth())
  return all
}

const brief = (events: readonly HostEvent[]): unknown[] =>
  events.map((event) => {
    if (event.kind === 'nodeData') return event.metrics[0]!.value
    if (event.kind === 'gap') return `gap ${event.expected}-${event.got}`
    return event.kind === 'rejected' ? event.code : event.kind
  })
const requests = ({ send }: HostOutcome): number => send.length

describe('reordering', () => {
  it('holds what comes early, and gives it on once the hole is filled [tck-id-operational-behavior-host-reordering-start, tck-id-operational-behavior-host-reordering-success]', () => {
    const { host, data, give } = born()
    const [first, second, third, fourth] = [data(), data(), data(), data()] as const
    expect(brief(give(first).events)).toEqual([1])
    expect(give(fourth, AT + 10)).toEqual({ events: [], send: [] })
    expect(give(third, AT + 20)).toEqual({ events: [], send: [] })
    expect(brief(give(second, AT + 900).events)).toEqual([2, 3, 4])
    expect(host.tick(AT + 60_000)).toEqual({ events: [], send: [] })
  })

  it('gives up after reorderMs: a gap, what there is, and a request for births [tck-id-operational-behavior-host-reordering-rebirth, tck-id-operational-behavior-host-reordering-param]', () => {
    const { host, data, give } = born()
    data()
    const [second, third, , fifth] = [data(), data(), data(), data()] as const
    give(third, AT)
    give(second, AT + 300)
    give(fifth, AT + 600)
    expect(host.tick(AT + 999)).toEqual({ events: [], send: [] })
    const outcome = host.tick(AT + 1_000)
    expect(brief(outcome.events)).toEqual(['gap 1-2', 2, 3, 'gap 4-5', 5])
    expect(outcome.send).toHaveLength(1)
    expect(brief(give(data(), AT + 1_100).events)).toEqual([6])
  })

  it('the request is an NCMD with Rebirth true [tck-id-operational-behavior-data-commands-ncmd-rebirth-verb, tck-id-operational-behavior-data-commands-ncmd-rebirth-name, tck-id-operational-behavior-data-commands-ncmd-rebirth-value, tck-id-payloads-ncmd-qos, tck-id-payloads-ncmd-retain]', () => {
    const { host, session, data, give } = born()
    data()
    give(data())
    const [request] = host.tick(AT + 1_000).send
    expect(request).toMatchObject({ topic: 'spBv1.0/jimo/NCMD/GW01', qos: 0, retain: false })
    expect(decodePayload(request!.payload)).toEqual({
      timestampMs: AT + 1_000,
      metrics: [{ name: 'Node Control/Rebirth', datatype: 'Boolean', value: true, timestampMs: AT + 1_000 }],
    })
    expect(session.onCommand(request!.topic, request!.payload)).toMatchObject([{ kind: 'rebirth' }])
  })

  it('needs no tick when messages come', () => {
    const { data, give } = born()
    data()
    give(data(), AT)
    const outcome = give(data(), AT + 1_000)
    expect(brief(outcome.events)).toEqual(['gap 1-2', 2, 3])
    expect(requests(outcome)).toBe(1)
  })

  it('does not wait at all with reorderMs 0', () => {
    const { data, give } = born({ reorderMs: 0 })
    data()
    const outcome = give(data())
    expect(brief(outcome.events)).toEqual(['gap 1-2', 2])
    expect(requests(outcome)).toBe(1)
  })

  it('works over the wrap of seq', () => {
    const { data, give } = born()
    for (let index = 0; index < 254; index++) give(data())
    const [seq255, seq0, seq1] = [data(), data(), data()] as const
    expect(decodePayload(seq0.payload).seq).toBe(0)
    expect(brief([...give(seq1).events, ...give(seq0).events, ...give(seq255).events])).toEqual([255, 256, 257])
  })

  it('a message that waits already is a repeat', () => {
    const { data, give } = born()
    data()
    const early = data()
    give(early)
    expect(brief(give(early).events)).toEqual(['host/seq-repeated'])
  })

  it('a repeat of an old message is thrown away in the end, without a gap', () => {
    const { host, data, give } = born()
    const first = data()
    give(first)
    expect(give(first)).toEqual({ events: [], send: [] })
    expect(brief(give(data()).events)).toEqual([2])
    const outcome = host.tick(AT + 1_000)
    expect(brief(outcome.events)).toEqual(['host/seq-late'])
    expect(outcome.send).toEqual([])
  })

  it('a second hole has its own wait', () => {
    const { host, data, give } = born()
    const [first, second, , fourth] = [data(), data(), data(), data()] as const
    give(second, AT)
    give(fourth, AT + 10)
    expect(brief(give(first, AT + 900).events)).toEqual([1, 2])
    expect(host.tick(AT + 1_899).events).toEqual([])
    expect(brief(host.tick(AT + 1_900).events)).toEqual(['gap 3-4', 4])
  })

  it('a loss of more than half a round is a gap like any other', () => {
    const { host, data, give } = born()
    for (let index = 0; index < 200; index++) data()
    give(data())
    expect(brief(host.tick(AT + 1_000).events)).toEqual(['gap 1-201', 201])
  })

  it('holds a bounded number of messages', () => {
    const { data, give } = born()
    data()
    const outcomes = Array.from({ length: 64 }, () => give(data()))
    expect(outcomes.slice(0, 63).flatMap(({ events }) => events)).toEqual([])
    expect(brief(outcomes[63]!.events)).toEqual(['gap 1-2', ...Array.from({ length: 64 }, (_, index) => index + 2)])
  })

  it('holds a bounded number of bytes, and counts only what it holds now', () => {
    const host = new HostSession({ hostId: 'wanding', reorderMs: 1_000, maxPayloadBytes: 2_000_000 })
    const session = new EdgeSession({ group: 'jimo', edge: 'GW01' })
    session.will(AT)
    const photo = () => session.nodeData([{ name: 'photo', value: new Uint8Array(1_500_000) }], AT)
    const give = ({ topic, payload }: Outgoing) => host.receive(topic, payload, AT).events.map(({ kind }) => kind)
    give(session.nodeBirth([{ name: 'photo', datatype: 'Bytes', value: null }], AT))
    for (let round = 0; round < 3; round++) {
      const [first, second, third] = [photo(), photo(), photo()] as const
      expect([give(second), give(third)]).toEqual([[], []])
      expect(give(first)).toEqual(['nodeData', 'nodeData', 'nodeData'])
    }
    photo()
    expect([give(photo()), give(photo())]).toEqual([[], []])
    expect(give(photo())).toEqual(['gap', 'nodeData', 'nodeData', 'nodeData'])
  })

  describe('of all edges together', () => {
    const held = (bytes: number, maxHeldBytes: number, names: readonly string[]) => {
      const host = new HostSession({ hostId: 'wanding', reorderMs: 1_000, maxHeldBytes })
      return names.map((edge) => {
        const session = new EdgeSession({ group: 'jimo', edge })
        session.will(AT)
        const next = () => session.nodeData([{ name: 'photo', value: new Uint8Array(bytes) }], AT)
        const give = ({ topic, payload }: Outgoing) =>
          host.receive(topic, payload, AT).events.map((event) => `${event.kind} ${'edge' in event ? event.edge : ''}`)
        give(session.nodeBirth([{ name: 'photo', datatype: 'Bytes', value: null }], AT))
        next()
        return () => give(next())
      })
    }

    it('holds a bounded number of bytes: who holds most goes on without what is missing', () => {
      const [first, second, third] = held(100_000, 500_000, ['A', 'B', 'C']) as [() => string[], ...(() => string[])[]]
      expect([first(), second!(), second!(), third!()]).toEqual([[], [], [], []])
      expect(first()).toEqual(['gap A', 'nodeData A', 'nodeData A'])
      // It has its turn, and the others wait on.
      expect(first()).toEqual(['nodeData A'])
      expect(third!()).toEqual([])
      expect(third!()).toEqual(['gap C', 'nodeData C', 'nodeData C', 'nodeData C'])
    })

    it('counts what a message costs besides its bytes', () => {
      const [only] = held(1, 20_000, ['x'.repeat(100)]) as [() => string[]]
      const outcomes = Array.from({ length: 30 }, only)
      expect(outcomes.some((events) => events.length > 0)).toBe(true)
    })

    it('takes no more than 64 MiB by default, from whatever number of edges', () => {
      const gives = held(
        1_000_000,
        67_108_864,
        Array.from({ length: 100 }, (_, index) => `E${index}`),
      )
      // Of 100 MB those wait that fit.
      const outcomes = gives.map((give) => give())
      expect(outcomes.slice(0, 67).flat()).toEqual([])
      expect(outcomes.slice(67).every((events) => events.some((event) => event.startsWith('gap')))).toBe(true)
    })
  })

  it('keeps a copy of what it holds', () => {
    const { data, give } = born()
    const [first, second] = [data(), data()] as const
    const buffer = Buffer.from(second.payload)
    give({ ...second, payload: buffer })
    buffer.fill(0xff)
    expect(brief(give(first).events)).toEqual([1, 2])
  })

  it('a clock set back begins the wait anew', () => {
    const { host, data, give } = born()
    data()
    give(data(), AT)
    expect(host.tick(AT - 3_600_000).events).toEqual([])
    expect(host.tick(AT - 3_600_000 + 999).events).toEqual([])
    expect(brief(host.tick(AT - 3_600_000 + 1_000).events)).toEqual(['gap 1-2', 2])
  })

  it('a birth ends the wait: the old session’s messages come first, the new one’s after', () => {
    const { session, birth, data, give } = born()
    give(data())
    data()
    const old = data(AT + 1)
    const rebirth = birth(AT + 5)
    const young = session.nodeData([{ name: 'n', value: 77 }], AT + 6)
    give(old)
    give(young)
    expect(brief(give(rebirth).events)).toEqual([3, 'nodeBirth', 77])
  })

  it('a death too: what was held was sent before it', () => {
    const { session, data, give } = born()
    data()
    give(data())
    const outcome = give(session.death(AT + 9))
    expect(brief(outcome.events)).toEqual(['gap 1-2', 2, 'nodeDeath'])
    expect(outcome.send).toEqual([])
  })
})

describe('requests for births', () => {
  it('data of an edge that runs already asks once, and goes on with its births', () => {
    const { host, session, birth, data, give } = setUp()
    birth()
    const before = give(data())
    expect(brief(before.events)).toEqual(['host/before-birth'])
    expect(requests(before)).toBe(1)
    for (let index = 0; index < 50; index++) expect(requests(give(data(), AT + index))).toBe(0)
    const [request] = before.send
    expect(session.onCommand(request!.topic, request!.payload)).toHaveLength(1)
    expect(brief(give(birth(), AT + 60).events)).toEqual(['nodeBirth'])
    const after = give(data(), AT + 70)
    expect(brief(after.events)).toEqual([52])
    expect(requests(after)).toBe(0)
    expect(host.tick(AT + 60_000)).toEqual({ events: [], send: [] })
  })

  it('are repeated while no births come, ever more slowly, and not for ever', () => {
    const { host, birth, data, give } = setUp()
    birth()
    give(data())
    const asked: number[] = []
    for (let second = 1; second <= 3_600; second++) {
      if (requests(host.tick(AT + second * 1_000)) > 0) asked.push(second)
    }
    expect(asked).toEqual([5, 15, 35, 75, 155, 315, 615])
    // A sign of life, and it is asked again.
    expect(requests(give(data(), AT + 3_601_000))).toBe(1)
  })

  it('end with a death', () => {
    const { host, session, birth, data, give } = setUp()
    birth()
    give(data())
    give(session.death(AT))
    expect(host.tick(AT + 60_000)).toEqual({ events: [], send: [] })
  })

  it('are counted for each edge by itself', () => {
    const host = new HostSession({ hostId: 'wanding', reorderMs: 1_000 })
    for (const edge of ['GW01', 'GW02']) {
      const session = new EdgeSession({ group: 'jimo', edge })
      session.will(AT)
      session.nodeBirth([], AT)
      const { topic, payload } = session.nodeData([], AT)
      expect(host.receive(topic, payload, AT).send).toMatchObject([{ topic: `spBv1.0/jimo/NCMD/${edge}` }])
    }
  })

  it('an old need does not slow down a new one', () => {
    const schedule = new RebirthSchedule(5_000)
    schedule.want()
    expect([0, 4_999, 5_000, 14_999, 15_000].map((nowMs) => schedule.due(nowMs))).toEqual([
      true,
      false,
      true,
      false,
      true,
    ])
    schedule.cancel()
    expect(schedule.due(200_000)).toBe(false)
    schedule.want()
    expect([200_000, 204_999, 205_000].map((nowMs) => schedule.due(nowMs))).toEqual([true, false, true])
  })

  it('a clock set back does not silence the host', () => {
    const schedule = new RebirthSchedule(5_000)
    schedule.want()
    expect(schedule.due(1_000_000)).toBe(true)
    expect(schedule.due(10)).toBe(true)
    expect(schedule.due(20)).toBe(false)
  })
})
