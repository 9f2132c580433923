import { type EventTask, ROUND_TASKS, type RoundTask, type TaskKind, type TaskTime } from '@wanding/mill'
import { nextExponential, nextTriangular } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { slowedAt } from './poor-piecing'
import { paceAt } from './shift-clock'

/** Time that a person takes for a task, ms: the standard time by the plan's law, at the pace of person, crew and hour. */
export function taskMs(mill: Mill, actor: number, time: TaskTime, atMs: number): number {
  const stream = mill.layout.streams.actors + actor
  const { streams } = mill.state.kernel
  const seconds =
    mill.plan.staff.tasks.law === 'exponential'
      ? (nextExponential(streams, stream) * (time[0] + time[1] + time[2])) / 3
      : nextTriangular(streams, stream, time)
  return seconds * 1000 * paceAt(mill, atMs) * mill.state.actors.pace[actor]! * slowedAt(mill, actor, atMs)
}

/** Standard time of a task that machines call for, s, and what missing measures make of it. */
export function standardTime({ plan, effects }: Mill, task: TaskKind): { time: TaskTime; factor: number } {
  const { tasks } = plan.staff
  if (task === 'transport-cops') return { time: tasks.copTransportS, factor: effects.copTransportFactor }
  const { timeFactor: factor } = effects.tasks[task]
  const isRound = (ROUND_TASKS as readonly TaskKind[]).includes(task)
  return { time: isRound ? tasks.rounds[task as RoundTask].s : tasks.events[task as EventTask].s, factor }
}
