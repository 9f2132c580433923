import { ActorKind } from '../kernel/layout'
import { Doing, type Mill } from '../kernel/state'
import { matchFrames } from './match-frames'
import { taskMs } from './standard-time'
import { walkMs } from './walking'
import { assign } from './work'

/** Attendants go where a doff is due, then to full cop boxes, then to packing and the floor. */
export function dispatchDoffers(mill: Mill, atMs: number): void {
  const { frames } = mill.state
  const kind = ActorKind.doffer
  const unattended = (frame: number) => frames.attendant[frame]! < 0
  const toDoff = (actor: number, frame: number) => attend(mill, actor, frame, atMs)
  matchFrames(mill, { kind, dueMs: frames.calledMs, fits: unattended, take: toDoff }, atMs)
  const toCops = (actor: number, frame: number) => transportCops(mill, actor, frame, atMs)
  matchFrames(mill, { kind, dueMs: frames.copsDueMs, take: toCops }, atMs)
  const first = mill.layout.actorFirst[kind]!
  for (let actor = first; actor < first + mill.layout.actorCount[kind]!; actor++) {
    if (mill.state.actors.doing[actor] === Doing.nothing) serve(mill, actor, atMs)
  }
}

/** On the way to a doff; the attendance itself begins with the doff, and its time is kept until then. */
function attend(mill: Mill, actor: number, frame: number, atMs: number): void {
  const { frames, actors } = mill.state
  const { doffAttendanceS } = mill.plan.staff.tasks
  frames.attendant[frame] = actor
  actors.step[actor] = 0
  actors.limit[actor] = taskMs(mill, actor, doffAttendanceS, atMs) * mill.effects.doffAttendanceFactor
  const walk = walkMs(mill, actor, ActorKind.doffer, frame, 0)
  const place = { frame, position: 0, spindle: -1 }
  assign(mill, actor, { task: 'attend-doff', ...place, walkMs: walk, workMs: 0, dueMs: frames.calledMs[frame]! }, atMs)
}

function transportCops(mill: Mill, actor: number, frame: number, atMs: number): void {
  const { copsDueMs } = mill.state.frames
  const walk = walkMs(mill, actor, ActorKind.doffer, frame, 0)
  const workMs = taskMs(mill, actor, mill.plan.staff.tasks.copTransportS, atMs)
  const place = { frame, position: 0, spindle: -1 }
  assign(mill, actor, { task: 'transport-cops', ...place, walkMs: walk, workMs, dueMs: copsDueMs[frame]! }, atMs)
  copsDueMs[frame] = 0
}

function serve(mill: Mill, actor: number, atMs: number): void {
  const { mill: numbers } = mill.state
  const { tasks } = mill.plan.staff
  const elsewhere = { frame: -1, position: 0, spindle: -1, walkMs: 0, dueMs: atMs }
  if (numbers.packingDue > 0) {
    numbers.packingDue -= 1
    const workMs = taskMs(mill, actor, tasks.packing.s, atMs)
    assign(mill, actor, { ...elsewhere, task: 'serve-packing', workMs }, atMs)
  } else if (numbers.floorDue > 0) {
    numbers.floorDue -= 1
    assign(mill, actor, { ...elsewhere, task: 'serve-floor', workMs: taskMs(mill, actor, tasks.floor.s, atMs) }, atMs)
  }
}
