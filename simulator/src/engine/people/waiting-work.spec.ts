import { MACHINE_KINDS, SpindleFlag } from '@wanding/mill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill } from '../index'
import { type Mill, Phase, Queue } from '../kernel/state'
import { setFlags } from '../ring-room/spindles'
import { endReachedMs, endSinceMs, leastEndReachedMs } from './reach'
import { COMPARED, collectEnds, ends } from './waiting-work'
import { alongM, leastWalkMs, speedOf, standsAlongM, walkToMs } from './walking'
import { enqueue } from './work'

const START_MS = Date.UTC(2026, 0, 5)
const FRAMES = 30
const mill = createMill(
  loadMillPlan('jimo', [`ringRoom.frames=${FRAMES}`, 'ringRoom.breaks.ratePerSpindleHour=0.015'], import.meta.url),
  3,
  START_MS,
)
advance(mill, START_MS + 1_800_000)

const { perFrame, actors } = mill.layout
/** Nearly half of the ways are between ring frames. */
const kind = fc.oneof(
  { weight: 2, arbitrary: fc.constant(MACHINE_KINDS.indexOf('ring-frame')) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: MACHINE_KINDS.length - 1 }) },
)
const index = fc.integer({ min: 0, max: FRAMES - 1 })
/** From one side of a frame to the other of the next it is nearest at their ends. */
const atEnds = fc.constantFrom(0, 1, perFrame / 2, perFrame / 2 + 1, perFrame)
const position = fc.oneof(atEnds, fc.integer({ min: 0, max: perFrame }))

describe('what a tenter passes over', () => {
  it('is never nearer than the least walk to it', () => {
    const place = fc.record({ kind, index, position })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: actors - 1 }), place, place, (actor, from, to) => {
        const { at, frame, position } = mill.state.actors
        at[actor] = from.kind
        frame[actor] = from.index
        position[actor] = from.position
        const speed = speedOf(mill, mill.layout.postOf[actor]!)
        const least = leastWalkMs(standsAlongM(mill, actor), alongM(mill, to.kind, to.index), speed)
        expect(least).toBeLessThanOrEqual(walkToMs(mill, actor, to.kind, to.index, to.position))
      }),
      { numRuns: 4000 },
    )
  })

  it('is never within reach before the least moment', () => {
    const queue = fc.constantFrom(Queue.people, Queue.robots)
    const walk = fc.double({ min: 0, max: 600_000, noNaN: true })
    fc.assert(
      fc.property(queue, fc.boolean(), walk, walk, (queue, gaveUp, a, b) => {
        const spindle = 7
        enqueue(mill, spindle, queue)
        setFlags(mill, spindle, gaveUp ? SpindleFlag.robotGaveUp : 0, START_MS)
        const downMs = mill.state.spindles.downMs[spindle]!
        const least = leastEndReachedMs(downMs, endSinceMs(mill, spindle), a < b ? a : b)
        expect(least).toBeLessThanOrEqual(endReachedMs(mill, spindle, a < b ? b : a))
      }),
    )
  })
})

describe('the ends that tenters compare', () => {
  it('are those that a plain scan of all spindles finds waiting on frames that run', () => {
    expect(mill.state.mill.peopleEnds).toBeLessThan(COMPARED)
    collectEnds(mill)
    const collected = ends.spindle.slice(0, ends.count)
    const forPeople = collected.slice(0, ends.forPeople)
    expect(sorted(forPeople)).toEqual(scan(mill, Queue.people))
    expect(sorted(collected.slice(ends.forPeople))).toEqual(scan(mill, Queue.robots))
    expect(ends.count).toBeGreaterThan(0)
    const inBlocks = ends.firstOfBlock.flatMap((first) => {
      const block: number[] = []
      for (let at = first; at >= 0; at = ends.next[at]!) block.push(ends.spindle[at]!)
      return block
    })
    expect(sorted(inBlocks)).toEqual(sorted(collected))
    const { downMs } = mill.state.spindles
    expect(ends.leastDownMs).toBe(Math.min(...collected.map((spindle) => downMs[spindle]!)))
    expect(ends.leastSinceMs).toBe(Math.min(...collected.map((spindle) => endSinceMs(mill, spindle))))
    expect(collected.map((spindle) => downMs[spindle])).toEqual(ends.downMs.slice(0, ends.count))
  })
})

function scan({ state, layout }: Mill, queue: number): number[] {
  const runs = (spindle: number) => state.frames.phase[Math.floor(spindle / layout.perFrame)]! <= Phase.starting
  return [...state.spindles.queue.keys()].filter((spindle) => state.spindles.queue[spindle] === queue && runs(spindle))
}

const sorted = (spindles: number[]) => [...spindles].sort((a, b) => a - b)
