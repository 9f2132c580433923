import { SpindleFlag, SpindleState } from '@wanding/mill'
import { isPieceable } from './frame-motion'
import { ActorKind, type ActorKindCode, FrameStream } from './layout'
import { nextBetween } from './random'
import { shiftOfDay, shiftStartMs } from './shift-clock'
import { flagsOf, frameOf, positionOf, stateOf } from './spindles'
import { taskMs } from './standard-time'
import { Doing, frameStream, type Mill, Phase, Queue } from './state'
import { walkMs } from './walking'
import { assign, enqueue, unlistRepair } from './work'

const MINUTE_MS = 60_000
/** Fitters begin nothing this long before their shift ends. */
const LAST_START_MS = 20 * MINUTE_MS

/** Robots that are free take the nearest of the ends that wait for them. */
export function dispatchRobots(mill: Mill, atMs: number): void {
  const { actors, lists, mill: numbers, spindles } = mill.state
  for (const actor of freeActors(mill, ActorKind.robot)) {
    if (actors.queued[actor] === 0) continue
    let nearest = -1
    let least = Number.POSITIVE_INFINITY
    for (let place = 0; place < numbers.robotEnds; place++) {
      const spindle = lists.robotEnds[place]!
      if (spindles.robot[spindle] !== actor) continue
      const frame = frameOf(mill, spindle)
      if (!isPieceable(mill, frame)) continue
      const walk = walkMs(mill, actor, ActorKind.robot, frame, positionOf(mill, spindle))
      if (walk < least) {
        least = walk
        nearest = spindle
      }
    }
    if (nearest < 0) continue
    enqueue(mill, nearest, Queue.none)
    const stream = mill.layout.streams.actors + actor
    const cycleMs = nextBetween(mill.state.kernel.streams, stream, mill.plan.staff.robots.cycleS) * 1000
    const place = { frame: frameOf(mill, nearest), position: positionOf(mill, nearest), spindle: nearest }
    const dueMs = spindles.downMs[nearest]!
    assign(mill, actor, { task: 'piece', ...place, walkMs: least, workMs: cycleMs, dueMs }, atMs)
  }
}

/** Attendants go where a doff is due, then to full cop boxes, then to packing and the floor. */
export function dispatchDoffers(mill: Mill, atMs: number): void {
  const { frames, mill: numbers, actors } = mill.state
  const { tasks } = mill.plan.staff
  for (const actor of freeActors(mill, ActorKind.doffer)) {
    const called = earliest(frames.calledMs, (frame) => frames.attendant[frame]! < 0)
    if (called >= 0) {
      frames.attendant[called] = actor
      actors.step[actor] = 0
      actors.limit[actor] = taskMs(mill, actor, tasks.doffAttendanceS, atMs) * mill.effects.doffAttendanceFactor
      const walk = walkMs(mill, actor, ActorKind.doffer, called, 0)
      const dueMs = frames.calledMs[called]!
      assign(
        mill,
        actor,
        { task: 'attend-doff', frame: called, position: 0, spindle: -1, walkMs: walk, workMs: 0, dueMs },
        atMs,
      )
      continue
    }
    const cops = earliest(frames.copsDueMs)
    if (cops >= 0) {
      const walk = walkMs(mill, actor, ActorKind.doffer, cops, 0)
      const workMs = taskMs(mill, actor, tasks.copTransportS, atMs)
      const dueMs = frames.copsDueMs[cops]!
      frames.copsDueMs[cops] = 0
      assign(
        mill,
        actor,
        { task: 'transport-cops', frame: cops, position: 0, spindle: -1, walkMs: walk, workMs, dueMs },
        atMs,
      )
      continue
    }
    const elsewhere = { frame: -1, position: 0, spindle: -1, walkMs: 0, dueMs: atMs }
    if (numbers.packingDue > 0) {
      numbers.packingDue -= 1
      assign(
        mill,
        actor,
        { ...elsewhere, task: 'serve-packing', workMs: taskMs(mill, actor, tasks.packing.s, atMs) },
        atMs,
      )
    } else if (numbers.floorDue > 0) {
      numbers.floorDue -= 1
      assign(mill, actor, { ...elsewhere, task: 'serve-floor', workMs: taskMs(mill, actor, tasks.floor.s, atMs) }, atMs)
    }
  }
}

/** Mechanics go to the frame that has waited longest. */
export function dispatchMechanics(mill: Mill, atMs: number): void {
  const { frames, kernel } = mill.state
  for (const actor of freeActors(mill, ActorKind.mechanic)) {
    const frame = earliest(frames.mechanicDueMs)
    if (frame < 0) return
    const doffer = frames.phase[frame] === Phase.dofferFault
    const { doff, stopMinutes } = mill.plan.ringRoom
    const stream = frameStream(mill, frame, FrameStream.stops)
    const minutes = nextBetween(kernel.streams, stream, doffer ? doff.faultMinutes : stopMinutes)
    const walk = walkMs(mill, actor, ActorKind.mechanic, frame, 0)
    const task = doffer ? 'repair-doffer' : 'repair-frame'
    const dueMs = frames.mechanicDueMs[frame]!
    frames.mechanicDueMs[frame] = 0
    const place = { frame, position: 0, spindle: -1 }
    assign(mill, actor, { task, ...place, walkMs: walk, workMs: minutes * MINUTE_MS, dueMs }, atMs)
  }
}

/** Fitters work their list on the day shift: spindles that are idle, slip or break too often. */
export function dispatchFitters(mill: Mill, atMs: number): void {
  const { actors, mill: numbers } = mill.state
  const endMs = shiftStartMs(mill, numbers.shiftNumber + 1)
  if (shiftOfDay(mill, numbers.shiftNumber) !== 0 || atMs > endMs - LAST_START_MS) return
  for (const actor of freeActors(mill, ActorKind.fitter)) {
    const spindle = nextRepair(mill, actor)
    if (spindle < 0) return
    const task = repairOf(mill, spindle)!
    const frame = frameOf(mill, spindle)
    const position = positionOf(mill, spindle)
    const walk = walkMs(mill, actor, ActorKind.fitter, frame, position)
    const { tasks } = mill.plan.staff
    const time = {
      'repair-rogue': tasks.repairRogueS,
      'change-tape': tasks.changeTapeS,
      'repair-idle': tasks.repairIdleS,
    }
    actors.step[actor] = 0
    actors.limit[actor] = taskMs(mill, actor, time[task], atMs)
    assign(mill, actor, { task, frame, position, spindle, walkMs: walk, workMs: 0, dueMs: atMs }, atMs)
  }
}

/** Takes the nearest spindle that still needs a fitter off the list; -1 when there is none. */
function nextRepair(mill: Mill, actor: number): number {
  const { mill: numbers, lists } = mill.state
  while (numbers.repairs > 0) {
    let nearest = 0
    let least = Number.POSITIVE_INFINITY
    for (let place = 0; place < numbers.repairs; place++) {
      const spindle = lists.repairs[place]!
      const walk = walkMs(mill, actor, ActorKind.fitter, frameOf(mill, spindle), positionOf(mill, spindle))
      if (walk < least) {
        least = walk
        nearest = place
      }
    }
    const spindle = unlistRepair(mill, nearest)
    if (repairOf(mill, spindle) !== undefined) return spindle
  }
  return -1
}

/** What is wrong with a spindle on the list; nothing when it has come right meanwhile. */
function repairOf(mill: Mill, spindle: number): 'repair-rogue' | 'change-tape' | 'repair-idle' | undefined {
  const flags = flagsOf(mill, spindle)
  if (stateOf(mill, spindle) === SpindleState.idle) return 'repair-idle'
  if (flags & SpindleFlag.slip) return 'change-tape'
  return flags & SpindleFlag.rogue ? 'repair-rogue' : undefined
}

function* freeActors(mill: Mill, kind: ActorKindCode): Generator<number> {
  const first = mill.layout.actorFirst[kind]!
  const end = first + mill.layout.actorCount[kind]!
  for (let actor = first; actor < end; actor++) {
    if (mill.state.actors.doing[actor] === Doing.nothing) yield actor
  }
}

/** The frame whose work has waited longest; -1 where none waits. */
function earliest(dueMs: Float64Array, fits: (frame: number) => boolean = () => true): number {
  let found = -1
  for (let frame = 0; frame < dueMs.length; frame++) {
    const due = dueMs[frame]!
    if (due > 0 && (found < 0 || due < dueMs[found]!) && fits(frame)) found = frame
  }
  return found
}
