import { SpindleState } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { MillTwin } from './mill-twin'
import { WORK_WINDOW_MS } from './work-trail'

const { producing, endDown } = SpindleState
const stamp = { mill: 'jimo', gateway: 'G01', run: 'live', receivedMs: 5000, historical: false }
const counters = (people: number, robots: number, creeled = 0) =>
  new Map([
    ['piecing/byPeople', people],
    ['piecing/byRobot', robots],
    ['creel/bobbinsChanged', creeled],
  ])

function aFrame() {
  const twin = new MillTwin('jimo')
  twin.gatewayOnline({ ...stamp, atMs: 0 })
  const say = (atMs: number, values: Map<string, number>, birth = false) =>
    twin.reading({ ...stamp, atMs, machine: 'RF01', kind: 'ring-frame', birth, values })
  const turn = (atMs: number, ...transitions: [position: number, state: number][]) =>
    twin.spindles({
      ...stamp,
      atMs,
      machine: 'RF01',
      transitions: transitions.map(([position, state]) => ({ position, state, atMs })),
    })
  say(1000, counters(5, 5), true)
  twin.spindles({ ...stamp, atMs: 1000, machine: 'RF01', states: new Uint8Array(8).fill(producing) })
  return { twin, say, turn }
}

describe('the trail of work', () => {
  it('knows the spindle that a person pieced', () => {
    const { twin, say, turn } = aFrame()
    turn(2000, [3, endDown])
    say(3000, counters(6, 5))
    turn(3000, [3, producing])
    expect(twin.workTrail.recent(3000)).toEqual([{ machine: 'RF01', position: 3, kind: 'person-pieced', atMs: 3000 }])
  })

  it('does not guess who was where when both pieced in one second', () => {
    const { twin, say, turn } = aFrame()
    turn(2000, [3, endDown], [4, endDown])
    say(3000, counters(6, 6))
    turn(3000, [3, producing], [4, producing])
    expect(twin.workTrail.recent(3000).map(({ kind, position }) => [kind, position])).toEqual([
      ['person-pieced', 0],
      ['robot-pieced', 0],
    ])
  })

  it('tells work that has no spindle, but not what a birth counts up to, nor a counter that began anew', () => {
    const { twin, say } = aFrame()
    say(2000, counters(900, 900, 40), true)
    expect(twin.workTrail.recent(2000)).toEqual([])
    say(3000, counters(900, 900, 46))
    say(4000, counters(2, 900, 46))
    expect(twin.workTrail.recent(4000)).toEqual([{ machine: 'RF01', position: 0, kind: 'creeled', atMs: 3000 }])
  })

  it('forgets after two minutes', () => {
    const { twin, say } = aFrame()
    say(3000, counters(6, 5))
    expect(twin.workTrail.recent(3000 + WORK_WINDOW_MS - 1)).toHaveLength(1)
    expect(twin.workTrail.recent(3000 + WORK_WINDOW_MS)).toHaveLength(0)
  })
})

describe('breaks of a spindle', () => {
  it('are counted when a spinning end goes down, be it told by a transition or by a snapshot, and once only', () => {
    const { twin, turn } = aFrame()
    turn(2000, [3, endDown])
    turn(2500, [3, endDown])
    turn(3000, [3, producing])
    turn(3500, [3, endDown])
    const states = new Uint8Array(8).fill(producing)
    states[2] = endDown
    states[6] = endDown
    twin.spindles({ ...stamp, atMs: 4000, machine: 'RF01', states })
    expect([...twin.frames[0]!.spindles!.breaks]).toEqual([0, 0, 2, 0, 0, 0, 1, 0])
  })

  it('are no breaks when an empty place is reported down', () => {
    const { twin, turn } = aFrame()
    turn(2000, [3, SpindleState.idle])
    turn(2500, [3, endDown])
    expect(twin.frames[0]!.spindles!.breaks[2]).toBe(0)
  })
})
