import { SpindleFlag, SpindleState, type TaskKind } from '@wanding/mill'
import { cured, isActive } from '../faults/fault-table'
import { schedule } from '../kernel/calendar'
import { ActorKind } from '../kernel/layout'
import { nextBetween, nextUnit } from '../kernel/random'
import { Doing, type Mill, Queue } from '../kernel/state'
import { drawBreak } from '../ring-room/breaks'
import { breakEnd, bringBack, pieceEnd, takeOut } from '../ring-room/ends'
import { deliveredAt, isPieceable } from '../ring-room/frame-motion'
import { CLEANED_BY_ROUND, cleanResidue } from '../ring-room/frame-residue'
import { changeBobbin } from '../ring-room/roving'
import { flagsOf, frameOf, setFlags, stateOf, sumWeights } from '../ring-room/spindles'
import { finishCall } from './finish-calls'
import { comesApart } from './poor-piecing'
import { finishCreeling, onRound } from './rounds'
import { enqueue, enqueueFor, release, reportDone, taskOf, wake } from './work'

/** An actor's time is up: it has arrived, or its task is done. */
export function onActor(mill: Mill, actor: number, atMs: number): void {
  const { actors } = mill.state
  switch (actors.doing[actor]) {
    case Doing.round:
      onRound(mill, actor, atMs)
      return
    // Back from a meal, or something has come within reach of who was free.
    case Doing.meal:
    case Doing.nothing:
    case Doing.absent:
      release(mill, actor)
      return
  }
  if (actors.call[actor] !== 0) finishCall(mill, actor, atMs)
  else if (mill.layout.postOf[actor] === mill.layout.robotPost) {
    if (finishRobot(mill, actor, atMs)) release(mill, actor)
  } else if (isRepair(taskOf(mill, actor))) {
    if (finishFitting(mill, actor, atMs)) release(mill, actor)
  } else {
    finishTenting(mill, actor, atMs)
    release(mill, actor)
  }
}

const isRepair = (task: TaskKind): boolean =>
  task === 'repair-rogue' || task === 'change-tape' || task === 'repair-idle'

function finishTenting(mill: Mill, actor: number, atMs: number): void {
  const { actors, frames } = mill.state
  const frame = actors.frame[actor]!
  const spindle = actors.spindle[actor]!
  if (spindle >= 0) {
    finishEnd(mill, actor, spindle, atMs)
    return
  }
  switch (taskOf(mill, actor)) {
    case 'creel':
      finishCreeling(mill, frame, actors.limit[actor]!, atMs)
      break
    case 'patrol':
      frames.patrolRounds[frame]! += 1
      break
    case 'clean':
      frames.cleaningRounds[frame]! += 1
      frames.cleanedMs[frame] = atMs
      cleanResidue(mill, frame, CLEANED_BY_ROUND, atMs)
      break
  }
  reportDone(mill, actor, atMs)
}

/** The end is pieced, if its frame still runs; otherwise it waits on for the frame's start. */
function finishEnd(mill: Mill, actor: number, spindle: number, atMs: number): void {
  const state = stateOf(mill, spindle)
  const frame = mill.state.actors.frame[actor]!
  if (state !== SpindleState.endDown && state !== SpindleState.noRoving) return
  if (!isPieceable(mill, frame)) {
    enqueue(mill, spindle, Queue.people)
    return
  }
  if (state === SpindleState.noRoving && !changeBobbin(mill, spindle, deliveredAt(mill, frame, atMs))) return
  pieceEnd(mill, spindle, atMs, 'person')
  reportDone(mill, actor, atMs)
  if (comesApart(mill, actor, atMs)) breakEnd(mill, spindle, atMs, 'operator', 'running')
}

/** False while the fitter works on: first arrives and takes the spindle out, then repairs and brings it back. */
function finishFitting(mill: Mill, actor: number, atMs: number): boolean {
  const { actors } = mill.state
  const spindle = actors.spindle[actor]!
  if (actors.step[actor] === 0) {
    takeOut(mill, spindle, SpindleState.maintenance, atMs)
    actors.step[actor] = 1
    actors.workMs[actor]! += actors.limit[actor]!
    schedule(mill.calendar, mill.layout.slots.actors + actor, Math.ceil(atMs + actors.limit[actor]!))
    return false
  }
  repairSpindle(mill, spindle, taskOf(mill, actor) === 'repair-rogue', atMs)
  reportDone(mill, actor, atMs)
  return true
}

/** A fitter brings a spindle back. A fault that a trainer holds is not found: it is there again. */
function repairSpindle(mill: Mill, spindle: number, rogue: boolean, atMs: number): void {
  const { spindles } = mill.state
  bringBack(mill, spindle, atMs)
  if (!cured(mill, 'slip-spindle', spindle, atMs)) setFlags(mill, spindle, SpindleFlag.slip, atMs)
  if (!cured(mill, 'idle-spindle', spindle, atMs)) takeOut(mill, spindle, SpindleState.idle, atMs)
  if (!rogue || !spindles.isRogue[spindle]) return
  if (isActive(mill, 'rogue-spindle', spindle)) cured(mill, 'rogue-spindle', spindle, atMs)
  else {
    spindles.isRogue[spindle] = 0
    sumWeights(mill, frameOf(mill, spindle), spindle)
    drawBreak(mill, frameOf(mill, spindle), atMs)
  }
}

/** False while the robot tries again. After its last attempt it flags the spindle, and a person has to come. */
function finishRobot(mill: Mill, actor: number, atMs: number): boolean {
  const { actors, spindles, frames, kernel } = mill.state
  const { robots } = mill.plan.staff
  const spindle = actors.spindle[actor]!
  const frame = actors.frame[actor]!
  if (stateOf(mill, spindle) !== SpindleState.endDown) {
    if (stateOf(mill, spindle) === SpindleState.noRoving) enqueue(mill, spindle, Queue.people)
    return true
  }
  if (!isPieceable(mill, frame)) {
    enqueueFor(mill, spindle, actor)
    return true
  }
  const stream = mill.layout.streams.actors + actor
  spindles.attempts[spindle]! += 1
  if (nextUnit(kernel.streams, stream) < robots.successShare) {
    pieceEnd(mill, spindle, atMs, 'robot')
    reportDone(mill, actor, atMs, 'robot')
    return true
  }
  if (spindles.attempts[spindle]! < robots.attempts) {
    const cycleMs = nextBetween(kernel.streams, stream, robots.cycleS) * 1000
    actors.workMs[actor]! += cycleMs
    schedule(mill.calendar, mill.layout.slots.actors + actor, Math.ceil(atMs + cycleMs))
    return false
  }
  frames.piecingFailures[frame]! += 1
  setFlags(mill, spindle, flagsOf(mill, spindle) | SpindleFlag.robotGaveUp, atMs)
  enqueue(mill, spindle, Queue.people)
  wake(mill, ActorKind.tenter)
  return true
}
