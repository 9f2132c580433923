import type { MachineKind } from '@wanding/mill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, loadMill, saveMill } from '../index'
import { Doing, type Mill, Phase, Queue } from '../kernel/state'
import { isPieceable } from '../ring-room/frame-motion'
import { frameOf, positionOf } from '../ring-room/spindles'
import { KIND_CODE } from './calls'
import { CREDIT, dispatchTenters, PRIORITY_CREDIT, SHORTEST_PIECING_MS } from './dispatch-tenters'
import { endReachedMs } from './reach'
import { COMPARED } from './waiting-work'
import { walkMs } from './walking'

const START_MS = Date.UTC(2026, 0, 5)
const FRAMES = 60
const WAYS = [
  { dispatch: 'guided-nearest', credit: CREDIT },
  { dispatch: 'guided-priority', credit: PRIORITY_CREDIT },
]

/** A mill with ends down all over, of which robots have some, and nothing due at whole frames. */
function millWithEnds(dispatch: string, minutes: number): Uint8Array {
  const over = [`staff.dispatch=${dispatch}`, `ringRoom.frames=${FRAMES}`]
  const mill = createMill(loadMillPlan('jimo', over, import.meta.url), 5, START_MS)
  advance(mill, START_MS + minutes * 60_000)
  mill.state.mill.roundsDue = 0
  return saveMill(mill)
}

const postOf = ({ layout }: Mill) => layout.postOfRole['ring-piecing']

/** What she would take if she looked at every spindle: the cheapest that is worth the way by now, and when the next will be. */
function plainScan(mill: Mill, actor: number, atMs: number, credit: number) {
  const { spindles, frames } = mill.state
  const all: { spindle: number; cost: number }[] = []
  let worthMs = Number.POSITIVE_INFINITY
  spindles.queue.forEach((queue, spindle) => {
    const frame = frameOf(mill, spindle)
    if (queue === Queue.none || !isPieceable(mill, frame)) return
    const walk = walkMs(mill, actor, frame, positionOf(mill, spindle))
    const fromMs = endReachedMs(mill, spindle, credit === PRIORITY_CREDIT ? null : walk)
    if (fromMs > atMs) {
      worthMs = Math.min(worthMs, fromMs)
      return
    }
    if (frames.phase[frame] === Phase.running && frames.phaseEndMs[frame]! < atMs + walk + SHORTEST_PIECING_MS) return
    all.push({ spindle, cost: walk - credit * (atMs - spindles.downMs[spindle]!) })
  })
  const cost = Math.min(...all.map((each) => each.cost))
  return { best: all.filter((each) => each.cost === cost).map(({ spindle }) => spindle), worthMs }
}

describe.each(WAYS)('a free tenter, $dispatch', ({ dispatch, credit }) => {
  const saved = [7, 31, 64].map((minutes) => millWithEnds(dispatch, minutes))
  const situation = fc.record({
    saved: fc.constantFrom(...saved),
    who: fc.nat(),
    kind: fc.constantFrom<MachineKind[]>('ring-frame', 'ring-frame', 'winder', 'roving-frame'),
    frame: fc.integer({ min: 0, max: FRAMES - 1 }),
    position: fc.integer({ min: 0, max: 1200 }),
    laterS: fc.integer({ min: 0, max: 900 }),
  })

  it('takes the end that a look at every spindle finds, or waits for the moment that it finds', () => {
    let given = 0
    let waited = 0
    fc.assert(
      fc.property(situation, ({ saved, who, kind, frame, position, laterS }) => {
        const mill = loadMill(saved)
        const { actors, mill: numbers } = mill.state
        expect(numbers.peopleEnds).toBeLessThan(COMPARED)
        const first = mill.layout.postFirst[postOf(mill)]!
        const count = mill.layout.postCount[postOf(mill)]!
        const actor = first + (who % count)
        actors.doing.fill(Doing.task, first, first + count)
        actors.doing[actor] = Doing.nothing
        actors.at[actor] = KIND_CODE[kind]
        actors.frame[actor] = frame
        actors.position[actor] = position
        const atMs = numbers.nowMs + laterS * 1000
        const { best, worthMs } = plainScan(mill, actor, atMs, credit)
        dispatchTenters(mill, postOf(mill), atMs)
        if (best.length > 0) {
          given++
          expect(best).toContain(actors.spindle[actor])
        } else {
          waited++
          expect(actors.doing[actor]).toBe(Doing.nothing)
          expect(mill.calendar.timesMs[mill.layout.slots.actors + actor]).toBe(Math.ceil(worthMs))
        }
      }),
      { numRuns: 200 },
    )
    expect(given).toBeGreaterThan(0)
    expect(waited).toBeGreaterThan(0)
  })
})
