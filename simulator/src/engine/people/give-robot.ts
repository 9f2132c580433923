import { nextBetween } from '../kernel/random'
import { type Mill, Queue } from '../kernel/state'
import { isPieceable } from '../ring-room/frame-motion'
import { frameOf, positionOf } from '../ring-room/spindles'
import { walkMs } from './walking'
import { assign, enqueue } from './work'

/** A robot takes the nearest of the ends that wait for it. */
export function giveRobot(mill: Mill, actor: number, atMs: number): void {
  const { actors, lists, mill: numbers, spindles, kernel } = mill.state
  if (actors.queued[actor] === 0) return
  let nearest = -1
  let leastMs = Number.POSITIVE_INFINITY
  for (let place = 0; place < numbers.robotEnds; place++) {
    const spindle = lists.robotEnds[place]!
    if (spindles.robot[spindle] !== actor) continue
    const frame = frameOf(mill, spindle)
    if (!isPieceable(mill, frame)) continue
    const walk = walkMs(mill, actor, frame, positionOf(mill, spindle))
    if (walk >= leastMs) continue
    leastMs = walk
    nearest = spindle
  }
  if (nearest < 0) return
  enqueue(mill, nearest, Queue.none)
  const cycleS = nextBetween(kernel.streams, mill.layout.streams.actors + actor, mill.plan.staff.robots.cycleS)
  const work = {
    task: 'piece',
    frame: frameOf(mill, nearest),
    position: positionOf(mill, nearest),
    spindle: nearest,
    walkMs: leastMs,
    workMs: cycleS * 1000,
    dueMs: spindles.downMs[nearest]!,
  } as const
  assign(mill, actor, work, atMs)
}
