import { SpindleFlag } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { createMill } from '../index'
import { Doing, Queue } from '../kernel/state'
import { breakEnd } from '../ring-room/ends'
import { flagsOf, setFlags, stateOf } from '../ring-room/spindles'
import { dispatchTenters } from './dispatch-tenters'
import { endReachedMs, roundReachedMs } from './reach'
import { walkMs } from './walking'
import { enqueue } from './work'

const START_MS = Date.UTC(2026, 0, 5)
const PATIENCE_MS = 240_000
const jimo = (...overrides: string[]) => createMill(loadMillPlan('jimo', overrides, import.meta.url), 3, START_MS)

/** A mill with one end down that waits for people or for a robot. */
function withEnd(queue: number) {
  const mill = jimo('ringRoom.frames=12')
  const spindle = mill.state.spindles.code.findIndex((_, at) => stateOf(mill, at) === 1)
  breakEnd(mill, spindle, START_MS, 'raw-material', 'running')
  if (queue === Queue.robots) expect(mill.state.spindles.queue[spindle]).toBe(Queue.robots)
  else enqueue(mill, spindle, queue)
  const reached = (walk: number | null) => endReachedMs(mill, spindle, walk) - START_MS
  return { mill, spindle, reached }
}

describe('the way that work is worth', () => {
  it('is short at once and widens while an end waits', () => {
    const { reached } = withEnd(Queue.people)
    expect(reached(14_000)).toBe(0)
    expect(reached(30_000)).toBe(60_000)
    expect(reached(60_000)).toBeGreaterThan(reached(30_000))
  })

  it('leaves an end to its robot: at the spot a moment, from afar until its patience is over', () => {
    const { reached } = withEnd(Queue.robots)
    expect(reached(0)).toBe(0)
    expect(reached(7_500)).toBe(PATIENCE_MS / 2)
    expect(reached(30_000)).toBe(PATIENCE_MS + 60_000)
    expect(reached(null)).toBe(PATIENCE_MS)
  })

  it('does not send anybody from afar at once where a robot has tried in vain', () => {
    const { mill, spindle, reached } = withEnd(Queue.people)
    setFlags(mill, spindle, flagsOf(mill, spindle) | SpindleFlag.robotGaveUp, START_MS)
    expect(reached(14_000)).toBe(0)
    expect(reached(30_000)).toBe(PATIENCE_MS + 60_000)
  })

  it('of a round grows slowly: it waits for whoever works nearby', () => {
    expect(roundReachedMs(START_MS, 19_000)).toBe(START_MS)
    expect(roundReachedMs(START_MS, 30_000)).toBe(START_MS + 200_000)
  })
})

describe('a tenter for whom nothing is near enough', () => {
  it('looks again when the first of it is', () => {
    const { mill, spindle } = withEnd(Queue.people)
    const { actors, lists } = mill.state
    const post = mill.layout.postOfRole['ring-piecing']
    const [first, count] = [mill.layout.postFirst[post]!, mill.layout.postCount[post]!]
    expect(count).toBeGreaterThan(0)
    mill.state.mill.roundsDue = 0
    lists.rounds.fill(0)
    // Somewhere in the last frame, far from the end in the first.
    for (let actor = first; actor < first + count; actor++) {
      actors.doing[actor] = Doing.nothing
      actors.frame[actor] = 11
      actors.position[actor] = 300
    }
    const walk = walkMs(mill, first, 0, (spindle % mill.layout.perFrame) + 1)
    expect(walk).toBeGreaterThan(15_000)
    dispatchTenters(mill, post, START_MS)
    expect(actors.doing[first]).toBe(Doing.nothing)
    const againMs = mill.calendar.timesMs[mill.layout.slots.actors + first]!
    expect(againMs).toBeLessThanOrEqual(Math.ceil(endReachedMs(mill, spindle, walk)))
    dispatchTenters(mill, post, Math.ceil(endReachedMs(mill, spindle, walk)))
    expect(actors.doing[first]).toBe(Doing.task)
  })
})
