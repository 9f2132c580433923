import { type Role, SpindleState } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import { askAgain } from '../ring-room/await-roving'
import { pieceEnd } from '../ring-room/ends'
import { deliveredAt, isPieceable } from '../ring-room/frame-motion'
import { bobbinsDue, changeBobbin, changeBobbins, creelLimit } from '../ring-room/roving'
import { flagsOf, positionOf, setSpindle, stateOf } from '../ring-room/spindles'
import { hasCalls } from './dispatch-calls'
import { endWork } from './end-work'
import { taskMs } from './standard-time'
import { go, RoundStep, strollMs } from './stroll'
import { release, reportDone, reportTask, takeRound } from './work'

/*
 * Without monitoring nobody knows where an end is down: a tenter walks a closed round of her frames, side by side, and sees to
 * what she meets (domain 5.4). Creeling and cleaning are done when she comes by.
 */

/** A tenter goes on with her round from where she stands. */
export function beginRound(mill: Mill, actor: number, atMs: number): void {
  const { actors } = mill.state
  if (actors.frame[actor]! < actors.homeFirst[actor]! || actors.frame[actor]! > actors.homeLast[actor]!) {
    actors.frame[actor] = actors.homeFirst[actor]!
    actors.position[actor] = 1
  }
  if (actors.position[actor]! < 1) actors.position[actor] = 1
  walkOn(mill, actor, atMs)
}

/** A step of a round is done. */
export function onRound(mill: Mill, actor: number, atMs: number): void {
  const { actors } = mill.state
  switch (actors.step[actor]) {
    case RoundStep.end:
      seeToEnd(mill, actor, atMs)
      walkOn(mill, actor, atMs)
      break
    case RoundStep.creel:
      finishCreeling(mill, actors.frame[actor]!, actors.limit[actor]!, atMs)
      reportDone(mill, actor, atMs)
      if (!clean(mill, actor, atMs)) nextFrame(mill, actor, atMs)
      break
    case RoundStep.clean:
      mill.state.frames.cleaningRounds[actors.frame[actor]!]! += 1
      mill.state.frames.cleanedMs[actors.frame[actor]!] = atMs
      reportDone(mill, actor, atMs)
      nextFrame(mill, actor, atMs)
      break
    default:
      sideDone(mill, actor, atMs)
  }
}

/** Walks to the next end down on this side, or to the end of the side. */
function walkOn(mill: Mill, actor: number, atMs: number): void {
  const { actors } = mill.state
  const half = mill.layout.perFrame >> 1
  const frame = actors.frame[actor]!
  const position = actors.position[actor]!
  const sideEnd = position > half ? mill.layout.perFrame : half
  const base = frame * mill.layout.perFrame - 1
  if (isPieceable(mill, frame)) {
    for (let at = position; at <= sideEnd; at++) {
      const state = stateOf(mill, base + at)
      if (state !== SpindleState.endDown && state !== SpindleState.noRoving) continue
      // Without a bobbin there is nothing that she can do.
      if (mill.state.spindles.awaitsRoving[base + at]) continue
      const work = endWork(mill, actor, base + at, atMs)
      const dueMs = mill.state.spindles.downMs[base + at]!
      const walkMs = strollMs(mill, at - position)
      go(mill, actor, RoundStep.end, { ...work, frame, position: at, spindle: base + at, walkMs, dueMs }, atMs)
      return
    }
  }
  const walkMs = Math.max(1, strollMs(mill, sideEnd - position))
  const to = { task: 'patrol', frame, position: sideEnd, spindle: -1, walkMs, workMs: 0, dueMs: atMs } as const
  go(mill, actor, RoundStep.walk, to, atMs)
}

function seeToEnd(mill: Mill, actor: number, atMs: number): void {
  const spindle = mill.state.actors.spindle[actor]!
  const frame = mill.state.actors.frame[actor]!
  if (!isPieceable(mill, frame)) return
  const state = stateOf(mill, spindle)
  if (state === SpindleState.noRoving) {
    if (!changeBobbin(mill, spindle, deliveredAt(mill, frame, atMs))) return
  } else if (state !== SpindleState.endDown) return
  pieceEnd(mill, spindle, atMs, 'person')
  reportDone(mill, actor, atMs)
  mill.state.actors.position[actor] = positionOf(mill, spindle)
}

/** One side is walked: over to the other, or on to what is due at this frame. */
function sideDone(mill: Mill, actor: number, atMs: number): void {
  const { actors, frames } = mill.state
  const half = mill.layout.perFrame >> 1
  const frame = actors.frame[actor]!
  if (actors.position[actor]! <= half) {
    actors.position[actor] = half + 1
    rest(mill, actor, atMs)
    return
  }
  frames.patrolRounds[frame]! += 1
  const workMs = strollMs(mill, mill.layout.perFrame)
  reportTask(mill, atMs, {
    task: 'patrol',
    machine: 'ring-frame',
    index: frame,
    position: 0,
    workMs,
    waitedMs: 0,
    by: 'person',
  })
  if (creel(mill, actor, atMs) || clean(mill, actor, atMs)) return
  nextFrame(mill, actor, atMs)
}

function creel(mill: Mill, actor: number, atMs: number): boolean {
  const { actors, frames } = mill.state
  const frame = actors.frame[actor]!
  if (frames.creelDueMs[frame] === 0 || !isHerRole(mill, actor, 'ring-creeling')) return false
  const dueMs = takeRound(mill, frame, 'creel')
  const limit = creelLimit(mill, frame, atMs)
  const each = taskMs(mill, actor, mill.plan.staff.tasks.creelS, atMs) * mill.effects.creelFactor
  actors.limit[actor] = limit
  const workMs = each * bobbinsDue(mill, frame, limit, atMs)
  const work = { task: 'creel', frame, position: mill.layout.perFrame, spindle: -1, walkMs: 0, workMs, dueMs } as const
  go(mill, actor, RoundStep.creel, work, atMs)
  return true
}

function clean(mill: Mill, actor: number, atMs: number): boolean {
  const { actors, frames } = mill.state
  const frame = actors.frame[actor]!
  if (frames.cleanDueMs[frame] === 0 || !isHerRole(mill, actor, 'ring-cleaning')) return false
  const dueMs = takeRound(mill, frame, 'clean')
  const workMs = taskMs(mill, actor, mill.plan.staff.tasks.cleaning.frameS, atMs) * mill.effects.cleaningFactor
  const work = { task: 'clean', frame, position: mill.layout.perFrame, spindle: -1, walkMs: 0, workMs, dueMs } as const
  go(mill, actor, RoundStep.clean, work, atMs)
  return true
}

const isHerRole = ({ layout }: Mill, actor: number, role: Role): boolean =>
  layout.postOfRole[role] === layout.postOf[actor]

function nextFrame(mill: Mill, actor: number, atMs: number): void {
  const { actors } = mill.state
  const frame = actors.frame[actor]!
  actors.frame[actor] = frame >= actors.homeLast[actor]! ? actors.homeFirst[actor]! : frame + 1
  actors.position[actor] = 1
  rest(mill, actor, atMs)
}

/** Between two sides: a meal or a call if one is due, home when relieved, else on. */
function rest(mill: Mill, actor: number, atMs: number): void {
  const { mealDueMs, absent } = mill.state.actors
  if (mealDueMs[actor]! <= atMs || absent[actor] || hasCalls(mill, mill.layout.postOf[actor]!)) release(mill, actor)
  else walkOn(mill, actor, atMs)
}

/** A block creeling is done: a spindle that had run out gets roving and waits for its piecing. */
export function finishCreeling(mill: Mill, frame: number, limit: number, atMs: number): void {
  for (const spindle of changeBobbins(mill, frame, limit, atMs)) {
    if (stateOf(mill, spindle) === SpindleState.noRoving) {
      setSpindle(mill, spindle, SpindleState.endDown, flagsOf(mill, spindle), atMs)
      askAgain(mill, spindle)
    }
  }
}
