import { schedule } from '../kernel/calendar'
import { Doing, type Mill } from '../kernel/state'
import { isPieceable } from '../ring-room/frame-motion'
import { frameOf, positionOf } from '../ring-room/spindles'
import { endWork } from './end-work'
import { type Assignment, assign } from './work'

/** What a tenter on a round is doing. */
export const RoundStep = { walk: 0, end: 1, creel: 2, clean: 3 } as const

const MINUTE_MS = 60_000

/** Sets a tenter on her way to a place of her round, and to what she does there. */
export function go(mill: Mill, actor: number, step: number, work: Assignment, atMs: number): void {
  assign(mill, actor, work, atMs)
  const { actors } = mill.state
  actors.doing[actor] = Doing.round
  actors.step[actor] = step
  actors.arriveMs[actor] = atMs + work.walkMs
  // The walking is the patrol's, and counted there.
  actors.workMs[actor] = work.workMs
  actors.waitedMs[actor] = Math.max(0, atMs + work.walkMs - work.dueMs)
  const lastMs = Math.max(1, Math.ceil(work.walkMs + work.workMs))
  schedule(mill.calendar, mill.layout.slots.actors + actor, atMs + lastMs)
}

/** Time to stroll past so many spindles with an eye on each, ms. */
export function strollMs(mill: Mill, positions: number): number {
  const metres = positions * (mill.plan.ringRoom.spindleGaugeMm / 1000)
  return (metres / mill.plan.staff.tasks.patrol.walkMPerMin) * MINUTE_MS
}

/** An end has come down without monitoring: a tenter who strolls along that side towards it stops there. */
export function meetEnd(mill: Mill, spindle: number, atMs: number): void {
  const frame = frameOf(mill, spindle)
  if (!isPieceable(mill, frame)) return
  const { actors } = mill.state
  const { postFirst, postCount, postOfRole, perFrame } = mill.layout
  const post = postOfRole['ring-piecing']
  if (post < 0) return
  const first = postFirst[post]!
  const position = positionOf(mill, spindle)
  for (let actor = first; actor < first + postCount[post]!; actor++) {
    if (actors.frame[actor] !== frame || actors.doing[actor] !== Doing.round) continue
    const step = actors.step[actor]
    const leftMs = actors.arriveMs[actor]! - atMs
    if ((step !== RoundStep.walk && step !== RoundStep.end) || leftMs <= 0) continue
    const to = actors.position[actor]!
    const otherSide = to > perFrame / 2 !== position > perFrame / 2
    if (otherSide || position > to || (position === to && step === RoundStep.end)) continue
    const walkMs = leftMs - strollMs(mill, to - position)
    if (walkMs < 0) continue
    const work = endWork(mill, actor, spindle, atMs)
    go(mill, actor, RoundStep.end, { ...work, frame, position, spindle, walkMs, dueMs: atMs }, atMs)
  }
}
