import { MACHINE_KINDS, type MachineKind, ROLES, type Role, SpindleFlag, SpindleState } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import { ActorKind, type ActorKindCode } from '../kernel/layout'
import { ROLE_OF_TASK, TASKS, type TaskKind } from '../kernel/mill-event'
import { Doing, type Mill, Queue, ROUNDS, type Round } from '../kernel/state'
import { flagsOf, frameOf, stateOf } from '../ring-room/spindles'
import { closeCall, KIND_CODE, TASK_CODE } from './calls'

/**
 * Work that waits, and who does it. Events only put work into queues and wake the posts that it is for; the kernel hands it out
 * when the event is over, so that no event calls another.
 */
export function wake(mill: Mill, kind: ActorKindCode): void {
  mill.state.mill.wake |= mill.layout.postsOfTrade[kind]!
}

const ROLE_CODE = Object.fromEntries(ROLES.map((role, code) => [role, code])) as Record<Role, number>

export const taskOf = (mill: Mill, actor: number): TaskKind => TASKS[mill.state.actors.task[actor]!]!

/** What an actor is set to do, and for how long. */
export interface Assignment {
  task: TaskKind
  /** Where it is: a ring frame when left out. */
  kind?: MachineKind
  /** Number of the frame, or of the machine of that kind; 0-based. */
  frame: number
  /** 1-based; 0 for the end of the frame. */
  position: number
  spindle: number
  walkMs: number
  workMs: number
  /** Since when the work waits. */
  dueMs: number
}

/** Sets an actor to work; its event is the end of the task. */
export function assign(mill: Mill, actor: number, work: Assignment, atMs: number): void {
  const { actors } = mill.state
  actors.doing[actor] = Doing.task
  actors.task[actor] = TASK_CODE[work.task]
  actors.at[actor] = KIND_CODE[work.kind ?? 'ring-frame']
  actors.frame[actor] = work.frame
  actors.position[actor] = work.position
  actors.spindle[actor] = work.spindle
  actors.startMs[actor] = atMs
  actors.workMs[actor] = work.walkMs + work.workMs
  actors.waitedMs[actor] = Math.max(0, atMs - work.dueMs)
  schedule(mill.calendar, mill.layout.slots.actors + actor, Math.ceil(atMs + work.walkMs + work.workMs))
}

/** An actor has nothing more to do and can be given work; who is not on this shift goes home. */
export function release(mill: Mill, actor: number): void {
  const { actors } = mill.state
  actors.doing[actor] = actors.absent[actor] ? Doing.absent : Doing.nothing
  actors.spindle[actor] = -1
  if (actors.call[actor] !== 0) {
    closeCall(mill, actors.call[actor]!)
    actors.call[actor] = 0
  }
  schedule(mill.calendar, mill.layout.slots.actors + actor, Number.POSITIVE_INFINITY)
  mill.state.mill.wake |= 1 << mill.layout.postOf[actor]!
}

interface Done {
  task: TaskKind
  machine: MachineKind
  index: number
  position: number
  workMs: number
  waitedMs: number
  by: 'person' | 'robot'
}

/** Tells that a task is done, and counts it. */
export function reportTask(mill: Mill, atMs: number, done: Done): void {
  const { people } = mill.state
  const role = ROLE_OF_TASK[done.task]
  if (done.by === 'person') {
    people.workMs[ROLE_CODE[role]]! += done.workMs
    people.done[TASK_CODE[done.task]]! += 1
  }
  mill.onEvent?.({
    kind: 'task',
    atMs,
    role,
    task: done.task,
    machine: done.machine,
    index: done.index,
    frame: done.machine === 'ring-frame' ? done.index : -1,
    position: done.position,
    personSeconds: done.by === 'person' ? done.workMs / 1000 : 0,
    robotSeconds: done.by === 'robot' ? done.workMs / 1000 : 0,
    waitedSeconds: done.waitedMs / 1000,
    by: done.by,
  })
}

/** Tells that the task at hand of an actor is done. */
export function reportDone(mill: Mill, actor: number, atMs: number, by: 'person' | 'robot' = 'person'): void {
  const { actors, people } = mill.state
  const spindle = actors.spindle[actor]!
  const workMs = actors.workMs[actor]!
  people.busyMs[mill.layout.postOf[actor]!]! += workMs
  reportTask(mill, atMs, {
    task: taskOf(mill, actor),
    machine: MACHINE_KINDS[actors.at[actor]!]!,
    index: actors.frame[actor]!,
    position:
      spindle < 0 ? (actors.call[actor] !== 0 ? actors.position[actor]! : 0) : (spindle % mill.layout.perFrame) + 1,
    workMs,
    waitedMs: actors.waitedMs[actor]!,
    by,
  })
}

/** Puts an end into a queue, or takes it out of its queue (`Queue.none`). */
export function enqueue(mill: Mill, spindle: number, queue: number): void {
  const { spindles } = mill.state
  const from = spindles.queue[spindle]!
  if (from === queue) return
  if (from === Queue.people) leavePeople(mill, spindle)
  else if (from === Queue.robots) leaveRobots(mill, spindle)
  spindles.queue[spindle] = queue
  if (queue === Queue.people) joinPeople(mill, spindle)
  else if (queue === Queue.robots) joinRobots(mill, spindle)
}

/** Ends for people stand in a list in the order in which they came; links count from 1, 0 is the end. */
function joinPeople(mill: Mill, spindle: number): void {
  const { spindles, frames, mill: numbers } = mill.state
  const last = numbers.peopleLast
  spindles.queuePlace[spindle] = last
  spindles.queueNext[spindle] = 0
  if (last === 0) numbers.peopleFirst = spindle + 1
  else spindles.queueNext[last - 1] = spindle + 1
  numbers.peopleLast = spindle + 1
  numbers.peopleEnds += 1
  frames.peopleEnds[frameOf(mill, spindle)]! += 1
}

function leavePeople(mill: Mill, spindle: number): void {
  const { spindles, frames, mill: numbers } = mill.state
  const before = spindles.queuePlace[spindle]!
  const after = spindles.queueNext[spindle]!
  if (before === 0) numbers.peopleFirst = after
  else spindles.queueNext[before - 1] = after
  if (after === 0) numbers.peopleLast = before
  else spindles.queuePlace[after - 1] = before
  numbers.peopleEnds -= 1
  frames.peopleEnds[frameOf(mill, spindle)]! -= 1
}

function joinRobots(mill: Mill, spindle: number): void {
  const { spindles, lists, actors, mill: numbers } = mill.state
  const place = numbers.robotEnds++
  lists.robotEnds[place] = spindle
  spindles.queuePlace[spindle] = place
  actors.queued[spindles.robot[spindle]!]! += 1
}

function leaveRobots(mill: Mill, spindle: number): void {
  const { spindles, lists, actors, mill: numbers } = mill.state
  const moved = lists.robotEnds[--numbers.robotEnds]!
  const place = spindles.queuePlace[spindle]!
  lists.robotEnds[place] = moved
  spindles.queuePlace[moved] = place
  actors.queued[spindles.robot[spindle]!]! -= 1
}

/** An end waits for a robot. */
export function enqueueFor(mill: Mill, spindle: number, robot: number): void {
  mill.state.spindles.robot[spindle] = robot
  enqueue(mill, spindle, Queue.robots)
}

/** An end asks for somebody: a robot first, as far as one can do it and is not overrun; otherwise people. */
export function offerEnd(mill: Mill, spindle: number): void {
  const { actors, spindles } = mill.state
  if (!mill.effects.guided) return
  const byRobot =
    stateOf(mill, spindle) === SpindleState.endDown &&
    spindles.lapped[spindle] === 0 &&
    (flagsOf(mill, spindle) & SpindleFlag.robotGaveUp) === 0
  if (byRobot && spindles.queue[spindle] === Queue.robots) return
  const robot = byRobot ? leastQueuedRobot(mill, Math.floor(spindle / mill.layout.perFrame)) : -1
  if (robot >= 0 && actors.queued[robot]! < mill.plan.staff.robots.queueLimit) {
    enqueueFor(mill, spindle, robot)
    wake(mill, ActorKind.robot)
  } else {
    enqueue(mill, spindle, Queue.people)
    wake(mill, ActorKind.tenter)
  }
}

/** Of the robots that look after a frame, the one with the fewest ends waiting; -1 without robots. */
function leastQueuedRobot(mill: Mill, frame: number): number {
  const { postFirst, postCount, robotPost, frames } = mill.layout
  const robots = postCount[robotPost]!
  if (robots === 0) return -1
  const first = postFirst[robotPost]!
  const { queued } = mill.state.actors
  if (robots <= frames) return first + Math.floor((frame * robots) / frames)
  let best = -1
  for (let robot = Math.ceil((frame * robots) / frames); robot < Math.ceil(((frame + 1) * robots) / frames); robot++) {
    if (best < 0 || queued[first + robot]! < queued[best]!) best = first + robot
  }
  return best
}

/** Puts a spindle on the fitters' list, once. */
export function listRepair(mill: Mill, spindle: number): void {
  const { spindles, lists, mill: numbers } = mill.state
  if (spindles.listed[spindle]) return
  spindles.listed[spindle] = 1
  lists.repairs[numbers.repairs++] = spindle
  wake(mill, ActorKind.fitter)
}

/** Takes the entry at a place off the fitters' list. */
export function unlistRepair(mill: Mill, place: number): number {
  const { spindles, lists, mill: numbers } = mill.state
  const spindle = lists.repairs[place]!
  lists.repairs[place] = lists.repairs[--numbers.repairs]!
  spindles.listed[spindle] = 0
  return spindle
}

/** Since when a round of a frame waits, for each kind. */
export function roundsDueMs(mill: Mill, round: Round): Float64Array {
  const { creelDueMs, patrolDueMs, cleanDueMs } = mill.state.frames
  return round === 'creel' ? creelDueMs : round === 'patrol' ? patrolDueMs : cleanDueMs
}

/** A round of a frame is due, unless one waits already. */
export function addRound(mill: Mill, frame: number, round: Round, atMs: number): void {
  const dueMs = roundsDueMs(mill, round)
  if (dueMs[frame]! > 0) return
  dueMs[frame] = atMs
  const { lists, mill: numbers } = mill.state
  lists.rounds[numbers.roundsDue++] = frame * ROUNDS.length + ROUNDS.indexOf(round)
  wake(mill, ActorKind.tenter)
}

/** Somebody takes a round of a frame on; returns since when it has waited. */
export function takeRound(mill: Mill, frame: number, round: Round): number {
  const dueMs = roundsDueMs(mill, round)
  const due = dueMs[frame]!
  dueMs[frame] = 0
  const { lists, mill: numbers } = mill.state
  const entry = frame * ROUNDS.length + ROUNDS.indexOf(round)
  const place = lists.rounds.subarray(0, numbers.roundsDue).indexOf(entry)
  lists.rounds[place] = lists.rounds[--numbers.roundsDue]!
  return due
}
