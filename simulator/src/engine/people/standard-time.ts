import { type EventTask, ROUND_TASKS, type RoundTask, type TaskKind, type TaskTime } from '@wanding/mill'
import { nextTriangular } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { paceAt } from './shift-clock'

/** Time that a person takes for a task, ms: the standard time distribution at the pace of person, crew and hour. */
export function taskMs(mill: Mill, actor: number, time: TaskTime, atMs: number): number {
  const stream = mill.layout.streams.actors + actor
  const seconds = nextTriangular(mill.state.kernel.streams, stream, time)
  return seconds * 1000 * paceAt(mill, atMs) * mill.state.actors.pace[actor]!
}

/** Standard time of a task that machines call for, s, and what missing measures make of it. */
export function standardTime({ plan, effects }: Mill, task: TaskKind): { time: TaskTime; factor: number } {
  const { tasks } = plan.staff
  if (task === 'transport-cops') return { time: tasks.copTransportS, factor: effects.copTransportFactor }
  const { timeFactor: factor } = effects.tasks[task]
  const isRound = (ROUND_TASKS as readonly TaskKind[]).includes(task)
  return { time: isRound ? tasks.rounds[task as RoundTask].s : tasks.events[task as EventTask].s, factor }
}
