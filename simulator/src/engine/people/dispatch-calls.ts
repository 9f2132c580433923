import type { TaskTime } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import { Doing, type Mill } from '../kernel/state'
import { firstCall, listOf, nextCall, placeOfCall, takeCall, taskOfCall } from './calls'
import { URGENCIES } from './people-state'
import { callReachedMs } from './reach'
import { recount } from './recount'
import { standardTime, taskMs } from './standard-time'
import { alongM, leastWalkMs, speedOf, standsAlongM, walkToMs } from './walking'
import { assign } from './work'

/** Each second that a call has waited counts as much as this many seconds less to walk. */
const CREDIT = 0.1
/** Of a long list only the oldest calls are compared, so that a choice costs the same however much waits. */
const COMPARED = 128

/** Gives free persons of a post the calls that wait for it: the more urgent first, then the shortest walk. */
export function dispatchCalls(mill: Mill, post: number, atMs: number): void {
  for (let urgency = 0; urgency < URGENCIES; urgency++) {
    const list = listOf(post, urgency)
    while (firstCall(mill, list) !== 0) if (!giveBest(mill, post, list, atMs)) break
  }
}

/** Whether anything waits for a post. */
export function hasCalls(mill: Mill, post: number): boolean {
  for (let urgency = 0; urgency < URGENCIES; urgency++) if (firstCall(mill, listOf(post, urgency)) !== 0) return true
  return false
}

/** The calls of a list that are compared, and how far along the main aisle they are; filled anew for each choice, not state. */
const compared = { count: 0, entry: [] as number[], alongM: [] as number[] }

function collectCalls(mill: Mill, list: number): void {
  const { kind, index } = mill.state.calls
  compared.count = 0
  for (let entry = firstCall(mill, list); entry !== 0 && compared.count < COMPARED; entry = nextCall(mill, entry)) {
    compared.entry[compared.count] = entry
    compared.alongM[compared.count++] = alongM(mill, kind[entry - 1]!, index[entry - 1]!)
  }
}

/** Brings one free person and one call together; false when nobody is free, or nobody near enough. */
function giveBest(mill: Mill, post: number, list: number, atMs: number): boolean {
  const { calls, actors } = mill.state
  const first = mill.layout.postFirst[post]!
  const end = first + mill.layout.postCount[post]!
  let who = -1
  let what = 0
  let least = Number.POSITIVE_INFINITY
  const speed = speedOf(mill, post)
  compared.count = -1
  for (let actor = first; actor < end; actor++) {
    if (actors.doing[actor] !== Doing.nothing) continue
    if (compared.count < 0) collectCalls(mill, list)
    const fromM = standsAlongM(mill, actor)
    for (let nth = 0; nth < compared.count; nth++) {
      const entry = compared.entry[nth]!
      // Most of a long list is far away, and not the first to come within reach either.
      const leastMs = callReachedMs(mill, entry, leastWalkMs(fromM, compared.alongM[nth]!, speed))
      if (leastMs > atMs && leastMs >= mill.calendar.timesMs[mill.layout.slots.actors + actor]!) continue
      const at = entry - 1
      const walk = walkToMs(mill, actor, calls.kind[at]!, calls.index[at]!, calls.position[at]!)
      if (!isWorth(mill, actor, callReachedMs(mill, entry, walk), atMs)) continue
      const cost = walk - CREDIT * (atMs - calls.dueMs[at]!)
      if (cost >= least) continue
      least = cost
      who = actor
      what = entry
    }
  }
  if (who < 0) return false
  begin(mill, who, what, atMs)
  return true
}

/** Whether a call is within reach by now; otherwise who stays free looks again when it is. */
function isWorth(mill: Mill, actor: number, fromMs: number, atMs: number): boolean {
  if (fromMs <= atMs) return true
  const slot = mill.layout.slots.actors + actor
  if (fromMs < mill.calendar.timesMs[slot]!) schedule(mill.calendar, slot, Math.ceil(fromMs))
  return false
}

function begin(mill: Mill, actor: number, entry: number, atMs: number): void {
  const { calls, actors, frames } = mill.state
  const at = entry - 1
  const task = taskOfCall(mill, entry)
  const { kind, index, position } = placeOfCall(mill, entry)
  const walk = walkToMs(mill, actor, calls.kind[at]!, index, position)
  takeCall(mill, entry)
  recount(mill, entry, atMs)
  actors.call[actor] = entry
  let workMs = 0
  if (task === 'attend-doff') {
    // The attendance itself begins with the doff, and its time is kept until then.
    frames.attendant[index] = actor
    actors.step[actor] = 0
    const time = mill.plan.staff.tasks.doffAttendanceS
    actors.limit[actor] = taskMs(mill, actor, time, atMs) * mill.effects.doffAttendanceFactor
  } else if (calls.mostS[at]! > 0) {
    const time: TaskTime = [calls.leastS[at]!, calls.modeS[at]!, calls.mostS[at]!]
    workMs = taskMs(mill, actor, time, atMs) * calls.count[at]!
  } else {
    const { time, factor } = standardTime(mill, task)
    workMs = taskMs(mill, actor, time, atMs) * factor * calls.count[at]!
  }
  const place = { kind, frame: index, position, spindle: -1 }
  assign(mill, actor, { task, ...place, walkMs: walk, workMs, dueMs: calls.dueMs[at]! }, atMs)
}
