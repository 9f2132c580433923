import { ROLES, type Role, TASKS, type TaskKind } from '@wanding/mill'
import { Doing, type Mill, ROUNDS } from '../kernel/state'
import type { CrewReading } from '../readings'
import { crewOf, shiftOfDay } from './shift-clock'

const MINUTE_MS = 60_000

/** Who is on shift, what waits for them, and what they have done. */
export function readCrew(mill: Mill): CrewReading {
  const { mill: numbers, people } = mill.state
  const { staff } = mill.plan
  const { robotPost, postOfRole } = mill.layout
  const shift = shiftOfDay(mill, numbers.shiftNumber)
  const personsByRole = byRole(() => 0)
  for (const { roles, persons } of staff.posts) for (const role of roles) personsByRole[role] += persons / roles.length
  const persons = (day: boolean) => staff.posts.reduce((sum, post) => sum + (post.day === day ? post.persons : 0), 0)
  const onDuty = (post: number) => !staff.posts[post]!.day || shift === 0
  const absentOf = staff.posts.map((_, post) => (onDuty(post) ? people.absent[post]! : 0))
  const busyOf = staff.posts.map((_, post) => (onDuty(post) ? busyShare(mill, post) : 0))
  const ofRole = (values: readonly number[]) => (role: Role) => values[postOfRole[role]] ?? 0
  const tasksOpen = openTasks(mill)
  return {
    crew: staff.crews[crewOf(mill, numbers.shiftNumber)]!,
    shift: shift + 1,
    shiftStartMs: numbers.shiftStartMs,
    personsOnShift: persons(false),
    dayStaff: persons(true),
    personsByRole,
    absent: absentOf.reduce((sum, count) => sum + count, 0),
    absentByRole: byRole((role) => {
      const post = postOfRole[role]
      return post < 0 ? 0 : absentOf[post]! / staff.posts[post]!.roles.length
    }),
    busyShareByRole: byRole(ofRole(busyOf)),
    personMinutesByRole: byRole((_, i) => people.workMs[i]! / MINUTE_MS),
    tasksDone: Object.fromEntries(TASKS.map((task, i) => [task, people.done[i]!])) as Record<TaskKind, number>,
    tasksOpen,
    tasksOpenTotal: Object.values(tasksOpen).reduce((sum, count) => sum + count, 0),
    tentersBusy: busy(mill, postOfRole['ring-piecing']),
    robotsBusy: busy(mill, robotPost),
  }
}

function byRole(value: (role: Role, index: number) => number): Record<Role, number> {
  return Object.fromEntries(ROLES.map((role, index) => [role, value(role, index)])) as Record<Role, number>
}

/** What waits for somebody: calls of machines, ends, rounds of ring frames, and the fitters' list. */
function openTasks(mill: Mill): Record<TaskKind, number> {
  const { people, mill: numbers, lists, spindles } = mill.state
  const open = Object.fromEntries(TASKS.map((task, i) => [task, people.open[i]!])) as Record<TaskKind, number>
  let lapped = 0
  for (let end = numbers.peopleFirst; end !== 0; end = spindles.queueNext[end - 1]!) lapped += spindles.lapped[end - 1]!
  open.piece += numbers.peopleEnds + numbers.robotEnds - lapped
  open['clear-lap'] += lapped
  for (let place = 0; place < numbers.roundsDue; place++) open[ROUNDS[lists.rounds[place]! % ROUNDS.length]!] += 1
  open['repair-rogue'] += numbers.repairs
  return open
}

/** Share of the shift so far that the persons of a post have worked, walking included; work at hand counts when it is done. */
function busyShare(mill: Mill, post: number): number {
  const { people, mill: numbers } = mill.state
  const present = mill.layout.postCount[post]! - people.absent[post]!
  const elapsedMs = numbers.nowMs - numbers.shiftStartMs
  return present > 0 && elapsedMs > 0 ? Math.min(1, people.busyMs[post]! / (present * elapsedMs)) : 0
}

/** Actors of a post that are at work; a meal is none. */
function busy(mill: Mill, post: number): number {
  if (post < 0) return 0
  const { postFirst, postCount } = mill.layout
  let count = 0
  for (let actor = postFirst[post]!; actor < postFirst[post]! + postCount[post]!; actor++) {
    const doing = mill.state.actors.doing[actor]!
    if (doing !== Doing.nothing && doing !== Doing.meal && doing !== Doing.absent) count++
  }
  return count
}
