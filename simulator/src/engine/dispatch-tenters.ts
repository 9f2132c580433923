import { schedule } from './calendar'
import { endWork } from './end-work'
import { isPieceable } from './frame-motion'
import { ActorKind } from './layout'
import { beginRound } from './rounds'
import { bobbinsDue, creelLimit } from './roving'
import { frameOf, positionOf } from './spindles'
import { taskMs } from './standard-time'
import { Doing, type Mill, Phase, Queue } from './state'
import { walkMs } from './walking'
import { assign, enqueue } from './work'

const MINUTE_MS = 60_000
/** Each second that work has waited counts as much as this many seconds less to walk. */
const CREDIT = 0.5
/** A creeling that has waited this share of its reserve goes before everything. */
const URGENT_SHARE = 0.5

/** The best thing to do for a tenter, and what it costs in walking less waiting. */
interface Offer {
  cost: number
  spindle: number
  frame: number
  task: 'piece' | 'creel' | 'patrol' | 'clean'
}
const best: Offer = { cost: 0, spindle: -1, frame: -1, task: 'piece' }

/** Gives work to tenters who have none: the nearest fits first, ends before creeling before patrol before cleaning. */
export function dispatchTenters(mill: Mill, atMs: number): void {
  const { actors } = mill.state
  const first = mill.layout.actorFirst[ActorKind.tenter]!
  const end = first + mill.layout.actorCount[ActorKind.tenter]!
  for (let actor = first; actor < end; actor++) {
    if (actors.doing[actor] !== Doing.nothing) continue
    if (actors.mealDueMs[actor]! <= atMs) goToMeal(mill, actor, atMs)
    else if (!mill.effects.guided) beginRound(mill, actor, atMs)
  }
  if (!mill.effects.guided) return
  // Pairs of person and work, cheapest first, until nobody is free or nothing waits.
  for (;;) {
    let chosen = -1
    const choice: Offer = { cost: Number.POSITIVE_INFINITY, spindle: -1, frame: -1, task: 'piece' }
    for (let actor = first; actor < end; actor++) {
      if (actors.doing[actor] !== Doing.nothing || !findWork(mill, actor, atMs)) continue
      if (best.cost < choice.cost) {
        Object.assign(choice, best)
        chosen = actor
      }
    }
    if (chosen < 0) return
    take(mill, chosen, choice, atMs)
  }
}

function goToMeal(mill: Mill, actor: number, atMs: number): void {
  const { actors } = mill.state
  actors.mealDueMs[actor] = Number.POSITIVE_INFINITY
  actors.doing[actor] = Doing.meal
  schedule(mill.calendar, mill.layout.slots.actors + actor, atMs + Math.round(mill.plan.staff.mealMinutes * MINUTE_MS))
}

/** Looks for the best work for a tenter; the result is in `best`. Costs of lower ranks start above those of higher. */
function findWork(mill: Mill, actor: number, atMs: number): boolean {
  best.cost = Number.POSITIVE_INFINITY
  findEnd(mill, actor, atMs)
  const { creelDueMs, patrolDueMs, cleanDueMs } = mill.state.frames
  const urgentMs = mill.plan.ringRoom.creeling.reserveH * 60 * MINUTE_MS * URGENT_SHARE
  for (let frame = 0; frame < mill.layout.frames; frame++) {
    const creelMs = creelDueMs[frame]!
    if (creelMs > 0) consider(mill, actor, atMs, frame, 'creel', creelMs, atMs - creelMs > urgentMs ? 0 : RANK)
    const patrolMs = patrolDueMs[frame]!
    if (patrolMs > 0) consider(mill, actor, atMs, frame, 'patrol', patrolMs, 2 * RANK)
    const cleanMs = cleanDueMs[frame]!
    if (cleanMs > 0) consider(mill, actor, atMs, frame, 'clean', cleanMs, 3 * RANK)
  }
  return best.cost < Number.POSITIVE_INFINITY
}

const RANK = 1e9

function consider(
  mill: Mill,
  actor: number,
  atMs: number,
  frame: number,
  task: Offer['task'],
  dueMs: number,
  rank: number,
): void {
  if (rank >= best.cost + RANK / 2) return
  const cost = rank + walkMs(mill, actor, ActorKind.tenter, frame, 0) - CREDIT * (atMs - dueMs)
  if (cost >= best.cost) return
  best.cost = cost
  best.frame = frame
  best.task = task
  best.spindle = -1
}

function findEnd(mill: Mill, actor: number, atMs: number): void {
  const { lists, mill: numbers, spindles } = mill.state
  const patienceMs = mill.plan.staff.robots.patienceS * 1000
  for (let place = 0; place < numbers.peopleEnds; place++) considerEnd(mill, actor, lists.peopleEnds[place]!, atMs)
  for (let place = 0; place < numbers.robotEnds; place++) {
    const spindle = lists.robotEnds[place]!
    if (atMs - spindles.downMs[spindle]! > patienceMs) considerEnd(mill, actor, spindle, atMs)
  }
}

function considerEnd(mill: Mill, actor: number, spindle: number, atMs: number): void {
  const frame = frameOf(mill, spindle)
  if (!isPieceable(mill, frame)) return
  const { downMs } = mill.state.spindles
  const walk = walkMs(mill, actor, ActorKind.tenter, frame, positionOf(mill, spindle))
  const cost = walk - CREDIT * (atMs - downMs[spindle]!)
  if (cost >= best.cost || willDoff(mill, frame, atMs + walk)) return
  best.cost = cost
  best.frame = frame
  best.task = 'piece'
  best.spindle = spindle
}

/** Time that a piecing takes at the least; nobody starts one on a frame that stops before. */
const SHORTEST_PIECING_MS = 15_000

function willDoff(mill: Mill, frame: number, atMs: number): boolean {
  const { phase, phaseEndMs } = mill.state.frames
  return phase[frame] === Phase.running && phaseEndMs[frame]! < atMs + SHORTEST_PIECING_MS
}

function take(mill: Mill, actor: number, offer: Offer, atMs: number): void {
  const { frames } = mill.state
  const { frame } = offer
  if (offer.task === 'piece') {
    takeEnd(mill, actor, offer.spindle, atMs)
    return
  }
  const walk = walkMs(mill, actor, ActorKind.tenter, frame, 0)
  const base = { frame, position: 0, spindle: -1, walkMs: walk }
  const { tasks } = mill.plan.staff
  switch (offer.task) {
    case 'creel': {
      const limit = creelLimit(mill, frame, atMs)
      const each = taskMs(mill, actor, tasks.creelS, atMs) * mill.effects.creelFactor
      const workMs = each * bobbinsDue(mill, frame, limit, atMs)
      mill.state.actors.limit[actor] = limit
      assign(mill, actor, { ...base, task: 'creel', workMs, dueMs: frames.creelDueMs[frame]! }, atMs)
      frames.creelDueMs[frame] = 0
      break
    }
    case 'patrol': {
      const metres = mill.layout.perFrame * (mill.plan.ringRoom.spindleGaugeMm / 1000)
      const workMs = (metres / tasks.patrol.walkMPerMin) * MINUTE_MS
      assign(mill, actor, { ...base, task: 'patrol', workMs, dueMs: frames.patrolDueMs[frame]! }, atMs)
      frames.patrolDueMs[frame] = 0
      break
    }
    case 'clean': {
      const workMs = taskMs(mill, actor, tasks.cleaning.frameS, atMs) * mill.effects.cleaningFactor
      assign(mill, actor, { ...base, task: 'clean', workMs, dueMs: frames.cleanDueMs[frame]! }, atMs)
      frames.cleanDueMs[frame] = 0
      break
    }
  }
}

/** A tenter takes an end: pieces it, cuts a lap free first, or hangs a bobbin first. */
function takeEnd(mill: Mill, actor: number, spindle: number, atMs: number): void {
  const { spindles } = mill.state
  const frame = frameOf(mill, spindle)
  const position = positionOf(mill, spindle)
  const work = endWork(mill, actor, spindle, atMs)
  enqueue(mill, spindle, Queue.none)
  const walk = walkMs(mill, actor, ActorKind.tenter, frame, position)
  assign(mill, actor, { ...work, frame, position, spindle, walkMs: walk, dueMs: spindles.downMs[spindle]! }, atMs)
}
