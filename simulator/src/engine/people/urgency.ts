import { ROUND_TASKS, TASKS, type TaskKind } from '@wanding/mill'

/** How soon a call should be seen to: a machine stands or soon will, something is full or empty, or it is only due. */
export const Urgency = { standing: 0, due: 1, round: 2 } as const
export type UrgencyCode = (typeof Urgency)[keyof typeof Urgency]

const LATER: readonly TaskKind[] = ['transport-cops', 'transport-roving', 'pack', 'move-material', 'feed-bale']

/** Rounds wait for everything else; of the events all but these keep a machine standing. */
export const URGENCY_OF_TASK: Readonly<Record<TaskKind, UrgencyCode>> = Object.fromEntries(
  TASKS.map((task) => [
    task,
    (ROUND_TASKS as readonly TaskKind[]).includes(task)
      ? Urgency.round
      : LATER.includes(task)
        ? Urgency.due
        : Urgency.standing,
  ]),
) as Record<TaskKind, UrgencyCode>
