import type { TaskTime } from '@wanding/mill'
import { nextTriangular } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { paceAt } from './shift-clock'

/** Time that a person takes for a task, ms: the standard time distribution at the pace of the crew and the hour. */
export function taskMs(mill: Mill, actor: number, time: TaskTime, atMs: number): number {
  const stream = mill.layout.streams.actors + actor
  return nextTriangular(mill.state.kernel.streams, stream, time) * 1000 * paceAt(mill, atMs)
}
