import {
  type EventTask,
  MACHINE_KINDS,
  type MachineKind,
  ROLE_OF_TASK,
  TASKS,
  type TaskKind,
  type TaskTime,
} from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import { MillSlot } from '../kernel/layout'
import { mix32 } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { URGENCIES } from './people-state'
import { URGENCY_OF_TASK } from './urgency'

/** Where work is: a machine, or one of its spindles, units or heads (1-based; 0 or left out for the whole machine). */
export interface Place {
  kind: MachineKind
  index: number
  position?: number
}

/** Something that a machine needs. */
export interface Call {
  task: TaskKind
  machine: Place
  /** Since when it waits. */
  dueMs: number
  /** Time for one; the standard time of the task when left out. */
  workS?: TaskTime
  /** How many cans, laps, bobbins, cops or cones it is about; 1 when left out. */
  count?: number
  /** A person must come even where the machine usually sees to it itself. */
  byHand?: boolean
}

export const CallStage = { free: 0, waiting: 1, taken: 2, cancelled: 3, automatic: 4 } as const

export const TASK_CODE = Object.fromEntries(TASKS.map((task, code) => [task, code])) as Record<TaskKind, number>
export const KIND_CODE = Object.fromEntries(MACHINE_KINDS.map((kind, code) => [kind, code])) as Record<
  MachineKind,
  number
>
const UNIT = 1 / 4294967296

/**
 * A machine asks for work. It is put into the queue of the post that has the role of the task, or, where an automation measure
 * lets the machine see to it itself, done after the machine's own time; either way the kernel runs `served` when it is done.
 * One call of a task can be open at a place; another is ignored. False when it was ignored, or nothing more can wait.
 */
export function call(mill: Mill, { task, machine, dueMs, workS, count = 1, byHand = false }: Call): boolean {
  const { calls } = mill.state
  const code = TASK_CODE[task]
  const kind = KIND_CODE[machine.kind]
  const position = machine.position ?? 0
  const bucket = bucketOf(mill, code, kind, machine.index, position)
  if (find(mill, bucket, code, kind, machine.index, position) !== 0) return false
  const entry = take(mill)
  if (entry === 0) return false
  const at = entry - 1
  calls.task[at] = code
  calls.kind[at] = kind
  calls.index[at] = machine.index
  calls.position[at] = position
  calls.count[at] = count
  calls.dueMs[at] = dueMs
  calls.leastS[at] = workS?.[0] ?? 0
  calls.modeS[at] = workS?.[1] ?? 0
  calls.mostS[at] = workS?.[2] ?? 0
  calls.chain[at] = calls.bucket[bucket]!
  calls.bucket[bucket] = entry
  if (!byHand && !needsHands(mill, task, at)) startAutomatic(mill, task as EventTask, entry, dueMs)
  else offer(mill, task, entry)
  return true
}

/** Whether somebody has been asked for a task at a place, or is at it. */
export function isCalled(mill: Mill, task: TaskKind, { kind, index, position = 0 }: Place): boolean {
  const code = TASK_CODE[task]
  return (
    find(mill, bucketOf(mill, code, KIND_CODE[kind], index, position), code, KIND_CODE[kind], index, position) !== 0
  )
}

/** The machine has come right by itself: nobody need come. Who is on the way finds nothing to do, and `served` is not run. */
export function cancelCall(mill: Mill, task: TaskKind, { kind, index, position = 0 }: Place): void {
  const code = TASK_CODE[task]
  const bucket = bucketOf(mill, code, KIND_CODE[kind], index, position)
  const entry = find(mill, bucket, code, KIND_CODE[kind], index, position)
  if (entry === 0) return
  forget(mill, entry)
  const { stage } = mill.state.calls
  if (stage[entry - 1] === CallStage.taken) stage[entry - 1] = CallStage.cancelled
  else {
    if (stage[entry - 1] === CallStage.waiting) mill.state.people.open[code]! -= 1
    unlink(mill, entry)
    give(mill, entry)
  }
}

/** The oldest call of a list; 0 for none. */
export const firstCall = (mill: Mill, list: number): number => mill.state.calls.head[list]!
export const nextCall = (mill: Mill, entry: number): number => mill.state.calls.next[entry - 1]!
export const taskOfCall = (mill: Mill, entry: number): TaskKind => TASKS[mill.state.calls.task[entry - 1]!]!
export const listOf = (post: number, urgency: number): number => post * URGENCIES + urgency

export function placeOfCall(mill: Mill, entry: number): Required<Place> {
  const { kind, index, position } = mill.state.calls
  return { kind: MACHINE_KINDS[kind[entry - 1]!]!, index: index[entry - 1]!, position: position[entry - 1]! }
}

/** Somebody sees to a call; it stays open until it is closed. */
export function takeCall(mill: Mill, entry: number): void {
  const { calls, people } = mill.state
  unlink(mill, entry)
  calls.stage[entry - 1] = CallStage.taken
  people.open[calls.task[entry - 1]!]! -= 1
}

/** A call is done; false when it had been cancelled meanwhile. */
export function closeCall(mill: Mill, entry: number): boolean {
  const valid = mill.state.calls.stage[entry - 1] !== CallStage.cancelled
  if (valid) forget(mill, entry)
  give(mill, entry)
  return valid
}

/** What machines see to themselves and have done by now: the oldest such call, 0 for none. */
export function nextAutomatic(mill: Mill, atMs: number): number {
  const entry = firstCall(mill, automaticList(mill))
  if (entry === 0 || mill.state.calls.dueMs[entry - 1]! > atMs) return 0
  unlink(mill, entry)
  return entry
}

export function scheduleAutomatic(mill: Mill): void {
  const entry = firstCall(mill, automaticList(mill))
  const atMs = entry === 0 ? Number.POSITIVE_INFINITY : mill.state.calls.dueMs[entry - 1]!
  schedule(mill.calendar, mill.layout.slots.mill + MillSlot.served, atMs)
}

const automaticList = ({ layout }: Mill) => listOf(layout.robotPost, 0)

/** Whether an event needs a person: a share of them, by a draw of its own place and time, so that no machine shifts another. */
function needsHands(mill: Mill, task: TaskKind, at: number): boolean {
  const share = mill.effects.tasks[task].handsOnShare
  if (share >= 1) return true
  if (share <= 0) return false
  const { task: code, kind, index, position, dueMs } = mill.state.calls
  const what = mix32(code[at]! * 16_777_216 + kind[at]! * 65_536 + position[at]!)
  const when = mix32(dueMs[at]! % 4294967296)
  return (
    mix32(mill.state.mill.seed ^ what ^ Math.imul(when, 0x9e3779b1) ^ Math.imul(index[at]! + 1, 0x85ebca77)) * UNIT <
    share
  )
}

/** The machine does it itself; what is done first stands first. */
function startAutomatic(mill: Mill, task: EventTask, entry: number, atMs: number): void {
  const { calls } = mill.state
  const [least, mode, most] = mill.plan.staff.tasks.events[task].automaticS
  const doneMs = Math.ceil(atMs + ((least + mode + most) / 3) * 1000 * calls.count[entry - 1]!)
  calls.dueMs[entry - 1] = doneMs
  calls.stage[entry - 1] = CallStage.automatic
  let before = calls.tail[automaticList(mill)]!
  while (before !== 0 && calls.dueMs[before - 1]! > doneMs) before = calls.previous[before - 1]!
  link(mill, entry, automaticList(mill), before)
  scheduleAutomatic(mill)
}

function offer(mill: Mill, task: TaskKind, entry: number): void {
  const post = mill.layout.postOfRole[ROLE_OF_TASK[task]]
  const list = listOf(post, URGENCY_OF_TASK[task])
  const { calls, people } = mill.state
  calls.stage[entry - 1] = CallStage.waiting
  people.open[calls.task[entry - 1]!]! += 1
  link(mill, entry, list, calls.tail[list]!)
  mill.state.mill.wake |= 1 << post
}

/** Puts an entry into a list after another; after 0, at its head. */
function link(mill: Mill, entry: number, list: number, before: number): void {
  const { calls } = mill.state
  const after = before === 0 ? calls.head[list]! : calls.next[before - 1]!
  calls.list[entry - 1] = list
  calls.previous[entry - 1] = before
  calls.next[entry - 1] = after
  if (before === 0) calls.head[list] = entry
  else calls.next[before - 1] = entry
  if (after === 0) calls.tail[list] = entry
  else calls.previous[after - 1] = entry
  calls.waiting[list]! += 1
}

function unlink(mill: Mill, entry: number): void {
  const { calls } = mill.state
  const list = calls.list[entry - 1]!
  const before = calls.previous[entry - 1]!
  const after = calls.next[entry - 1]!
  if (before === 0) calls.head[list] = after
  else calls.next[before - 1] = after
  if (after === 0) calls.tail[list] = before
  else calls.previous[after - 1] = before
  calls.waiting[list]! -= 1
}

/** An unused entry; 0 when all are used. */
function take(mill: Mill): number {
  const { calls, mill: numbers } = mill.state
  const entry = numbers.callsFree
  if (entry === 0) return numbers.callsUsed < mill.layout.calls ? ++numbers.callsUsed : 0
  numbers.callsFree = calls.next[entry - 1]!
  return entry
}

function give(mill: Mill, entry: number): void {
  const { calls, mill: numbers } = mill.state
  calls.stage[entry - 1] = CallStage.free
  calls.next[entry - 1] = numbers.callsFree
  numbers.callsFree = entry
}

function bucketOf(mill: Mill, task: number, kind: number, index: number, position: number): number {
  const hash = mix32(Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(position + 1, 0x85ebca77) ^ (task * 256 + kind))
  return hash & (mill.state.calls.bucket.length - 1)
}

function find(mill: Mill, bucket: number, task: number, kind: number, index: number, position: number): number {
  const { calls } = mill.state
  let entry = calls.bucket[bucket]!
  while (entry !== 0) {
    const at = entry - 1
    if (
      calls.index[at] === index &&
      calls.task[at] === task &&
      calls.kind[at] === kind &&
      calls.position[at] === position
    )
      return entry
    entry = calls.chain[at]!
  }
  return 0
}

/** Takes an entry out of its chain: it is no longer called. */
function forget(mill: Mill, entry: number): void {
  const { calls } = mill.state
  const at = entry - 1
  const bucket = bucketOf(mill, calls.task[at]!, calls.kind[at]!, calls.index[at]!, calls.position[at]!)
  if (calls.bucket[bucket] === entry) {
    calls.bucket[bucket] = calls.chain[at]!
    return
  }
  let before = calls.bucket[bucket]!
  while (calls.chain[before - 1] !== entry) before = calls.chain[before - 1]!
  calls.chain[before - 1] = calls.chain[at]!
}
