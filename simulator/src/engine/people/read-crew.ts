import { ROLES, type Role } from '@wanding/mill'
import { ActorKind, type ActorKindCode } from '../kernel/layout'
import type { TaskKind } from '../kernel/mill-event'
import { Doing, type Mill } from '../kernel/state'
import type { CrewReading } from '../readings'
import { crewOf, shiftOfDay } from './shift-clock'

/** Who is on shift, and what waits for them. */
export function readCrew(mill: Mill): CrewReading {
  const { frames, mill: numbers, lists, spindles } = mill.state
  const { staff } = mill.plan
  const personsByRole = Object.fromEntries(ROLES.map((role) => [role, 0])) as Record<Role, number>
  for (const { roles, persons } of staff.posts) for (const role of roles) personsByRole[role] += persons / roles.length
  const persons = (day: boolean) => staff.posts.reduce((sum, post) => sum + (post.day === day ? post.persons : 0), 0)
  let lapped = 0
  for (let place = 0; place < numbers.peopleEnds; place++) lapped += spindles.lapped[lists.peopleEnds[place]!]!
  const waiting = (dueMs: Float64Array) => dueMs.reduce((count, due) => count + (due > 0 ? 1 : 0), 0)
  const tasksOpen: Partial<Record<TaskKind, number>> = {
    piece: numbers.peopleEnds + numbers.robotEnds - lapped,
    'clear-lap': lapped,
    creel: waiting(frames.creelDueMs),
    patrol: waiting(frames.patrolDueMs),
    clean: waiting(frames.cleanDueMs),
    'attend-doff': frames.calledMs.reduce((count, due, i) => count + (due > 0 && frames.attendant[i]! < 0 ? 1 : 0), 0),
    'transport-cops': waiting(frames.copsDueMs),
    'serve-floor': numbers.floorDue,
    'serve-packing': numbers.packingDue,
    'repair-frame': waiting(frames.mechanicDueMs),
    'repair-rogue': numbers.repairs,
  }
  return {
    crew: staff.crews[crewOf(mill, numbers.shiftNumber)]!,
    shift: shiftOfDay(mill, numbers.shiftNumber) + 1,
    shiftStartMs: numbers.shiftStartMs,
    personsOnShift: persons(false),
    dayStaff: persons(true),
    personsByRole,
    tasksOpen,
    tasksOpenTotal: Object.values(tasksOpen).reduce((sum, count) => sum + count, 0),
    tentersBusy: busy(mill, ActorKind.tenter),
    robotsBusy: busy(mill, ActorKind.robot),
  }
}

/** Actors of a kind that are at work; a meal is none. */
function busy(mill: Mill, kind: ActorKindCode): number {
  const first = mill.layout.actorFirst[kind]!
  let count = 0
  for (let actor = first; actor < first + mill.layout.actorCount[kind]!; actor++) {
    const doing = mill.state.actors.doing[actor]!
    if (doing !== Doing.nothing && doing !== Doing.meal) count++
  }
  return count
}
