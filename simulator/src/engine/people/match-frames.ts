import type { ActorKindCode } from '../kernel/layout'
import { Doing, type Mill } from '../kernel/state'
import { walkMs } from './walking'

/** Each second that a frame has waited counts as much as this many seconds less to walk. */
const CREDIT = 0.5

/** Work of one kind that waits at frames: since when (0 for none), which of it can be taken, and how it is taken. */
export interface FrameWork {
  kind: ActorKindCode
  dueMs: Float64Array
  fits?: (frame: number) => boolean
  take: (actor: number, frame: number) => void
}

/** Brings free actors and waiting frames together, the shortest walk first, until one of the two is used up. */
export function matchFrames(mill: Mill, work: FrameWork, atMs: number): void {
  const { kind, dueMs, fits, take } = work
  const { doing } = mill.state.actors
  const first = mill.layout.actorFirst[kind]!
  const end = first + mill.layout.actorCount[kind]!
  for (;;) {
    let who = -1
    let where = -1
    let least = Number.POSITIVE_INFINITY
    for (let frame = 0; frame < dueMs.length; frame++) {
      const due = dueMs[frame]!
      if (due === 0 || (fits !== undefined && !fits(frame))) continue
      for (let actor = first; actor < end; actor++) {
        if (doing[actor] !== Doing.nothing) continue
        const cost = walkMs(mill, actor, kind, frame, 0) - CREDIT * (atMs - due)
        if (cost >= least) continue
        least = cost
        who = actor
        where = frame
      }
    }
    if (who < 0) return
    take(who, where)
  }
}
