import { severityAt } from '../faults/fault-table'
import { ActorKind } from '../kernel/layout'
import { nextUnit } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { crewOf } from './shift-clock'

/** A crew that works badly leaves loose ends at a start: restart breaks rise by so much for each unit of its severity [EST]. */
const RESTART_TIMES = 2
/** So large a share of its piecings comes apart at once, for each unit of its severity [EST]. */
const COMES_APART = 0.3

/** How badly the crew on shift works at the ring frames; 0 for a crew that knows its work. */
const severityNow = (mill: Mill, atMs: number): number =>
  severityAt(mill, 'poor-piecing', crewOf(mill, mill.state.mill.shiftNumber), atMs)

/** How long the work of an actor takes against that of a crew that knows it. */
export function slowedAt(mill: Mill, actor: number, atMs: number): number {
  const tenters = mill.layout.postsOfTrade[ActorKind.tenter]!
  return tenters & (1 << mill.layout.postOf[actor]!) ? 1 + severityNow(mill, atMs) : 1
}

/** Ends lost at a start against those of a crew that knows its work. */
export const restartFactor = (mill: Mill, atMs: number): number => 1 + RESTART_TIMES * severityNow(mill, atMs)

/** Whether a piecing that an actor has just made does not hold. */
export function comesApart(mill: Mill, actor: number, atMs: number): boolean {
  const severity = severityNow(mill, atMs)
  if (severity === 0) return false
  return nextUnit(mill.state.kernel.streams, mill.layout.streams.actors + actor) < COMES_APART * severity
}
