import { decodeFrameRows, decodeProcessRows } from '@wanding/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameRowOf } from '../live'
import type { MillTwin } from '../twin'
import { FRAMES, Recorded, SPINDLES, T0 } from './recorded-mill.builder'

const statesOf = (twin: MillTwin) => twin.frames.flatMap(({ spindles }) => [...spindles!.states])

const news = fc.record({
  machine: fc.constantFrom(...FRAMES),
  stepSeconds: fc.integer({ min: 1, max: 50 }),
  power: fc.integer({ min: 0, max: 60 }),
  transitions: fc.array(
    fc.record({
      position: fc.integer({ min: 0, max: SPINDLES + 1 }),
      state: fc.integer({ min: 0, max: 7 }),
      /** Where between the last recorded moment and now: a message tells what has happened since the one before it. */
      back: fc.double({ min: 0, max: 0.999, noNaN: true }),
    }),
    { maxLength: 5 },
  ),
  snapshot: fc.option(fc.uint8Array({ minLength: SPINDLES, maxLength: SPINDLES })),
  reason: fc.option(fc.constantFrom('fault', 'producing')),
  recorded: fc.boolean(),
})

describe('what is recorded of a mill', () => {
  it('put together again is the twin at every recorded moment', () => {
    fc.assert(
      fc.property(fc.array(news, { minLength: 1, maxLength: 40 }), (all) => {
        const mill = new Recorded()
        const seen: { atMs: number; states: number[]; power: number[]; card: string | null }[] = []
        let seconds = 0
        for (const each of all) {
          seconds += each.stepSeconds
          const sinceMs = T0 + seconds * 1000 - (seen.at(-1)?.atMs ?? T0)
          const transitions = each.transitions.map(({ position, state, back }) => ({
            position,
            state,
            atMs: T0 + seconds * 1000 - Math.floor(back * sinceMs),
          }))
          mill.value(each.machine, seconds, 'energy/power', each.power)
          mill.spindles(each.machine, seconds, { transitions, ...(each.snapshot && { states: each.snapshot }) })
          if (each.reason) mill.value('CD01', seconds, 'machine/reason', each.reason)
          if (!each.recorded) continue
          mill.record()
          seen.push({
            atMs: mill.twin.atMs,
            states: statesOf(mill.twin),
            power: mill.twin.frames.map((frame) => frameRowOf(frame, 0, false, null).powerKw),
            card: mill.twin.machines.get('CD01')!.text('machine/reason'),
          })
        }
        for (const { atMs, states, power, card } of seen) {
          const then = mill.at(atMs)
          expect([...then.states]).toEqual(states)
          expect(decodeFrameRows(then.frameRows).map(({ powerKw }) => powerKw)).toEqual(power)
          expect(decodeProcessRows(then.processRows)[0]!.reason).toBe(card)
        }
      }),
    )
  })

  it('tells a spindle between two steps by the time of its transition', () => {
    const mill = new Recorded()
    const break1 = { position: 3, state: 2, atMs: T0 + 7_250 }
    const pieced = { position: 3, state: 1, atMs: T0 + 19_000 }
    mill.spindles('RF02', 20, { transitions: [break1, pieced] })
    mill.record()
    const state = (ms: number) => mill.at(T0 + ms).states[SPINDLES + 2]
    expect([0, 7_249, 7_250, 18_999, 19_000, 20_000].map(state)).toEqual([1, 1, 2, 2, 1, 1])
  })

  it('keeps a picture a minute, a step for each news, and nothing when nothing is new', () => {
    const mill = new Recorded()
    for (let second = 1; second <= 150; second++) {
      mill.value('RF01', second, 'energy/power', second)
      mill.record()
      mill.record()
    }
    const times = (kind: string) =>
      mill.moments.filter((moment) => moment.kind === kind).map(({ atMs }) => (atMs - T0) / 1000)
    expect(times('picture')).toEqual([0, 60, 120])
    expect(times('step')).toEqual(Array.from({ length: 151 }, (_, second) => second))
  })

  it('begins anew with a new layout, and never tells of it in the old indexes', () => {
    const mill = new Recorded()
    mill.birth('RF00', 'ring-frame')
    mill.spindles('RF00', 10, {
      states: Uint8Array.of(2, 2),
      transitions: [{ position: 1, state: 2, atMs: T0 + 5000 }],
    })
    mill.record()
    expect(mill.at(T0 + 9_999).states).toEqual(new Uint8Array(2 * SPINDLES).fill(1))
    expect(mill.at(T0 + 10_000).frames.map(({ id }) => id)).toEqual(['RF00', 'RF01', 'RF02'])
    expect([...mill.at(T0 + 10_000).states.subarray(0, 3)]).toEqual([2, 2, 1])
  })

  it('gives what happens while the clock stands the next milliseconds', () => {
    const mill = new Recorded()
    mill.twin.gatewayOffline({ mill: 'jimo', gateway: 'G1', run: 'live', atMs: T0, receivedMs: T0 })
    mill.record()
    expect(decodeFrameRows(mill.at(T0).frameRows)[0]!.online).toBe(true)
    expect(decodeFrameRows(mill.at(T0 + 1).frameRows)[0]!.online).toBe(false)
  })

  it('takes another run for another history', () => {
    const mill = new Recorded()
    mill.twin.gatewayOnline({ mill: 'jimo', gateway: 'G1', run: 'again', atMs: 5, receivedMs: 5 })
    mill.twin.reading({
      ...{ mill: 'jimo', gateway: 'G1', machine: 'RF01', run: 'again', atMs: 5, receivedMs: 5, historical: false },
      ...{ kind: 'ring-frame', birth: true, values: new Map() },
    })
    const moments = mill.recorder.record(5)
    expect(moments.map(({ run, kind, atMs }) => [run, kind, atMs])).toEqual([
      ['again', 'step', 5],
      ['again', 'picture', 5],
    ])
  })
})
