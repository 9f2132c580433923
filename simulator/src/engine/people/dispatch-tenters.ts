import { schedule } from '../kernel/calendar'
import { Doing, type Mill, Phase, Queue, ROUNDS, type Round } from '../kernel/state'
import { isPieceable } from '../ring-room/frame-motion'
import { bobbinsDue, creelLimit } from '../ring-room/roving'
import { frameOf, positionOf } from '../ring-room/spindles'
import { endWork } from './end-work'
import { endReachedMs, leastEndReachedMs, roundReachedMs } from './reach'
import { beginRound } from './rounds'
import { taskMs } from './standard-time'
import { BLOCK_M, COMPARED, collectEnds, collectRounds, ends, rounds } from './waiting-work'
import { leastWalkMs, speedOf, standsAlongM, walkMs } from './walking'
import { assign, enqueue, takeRound } from './work'

const MINUTE_MS = 60_000
/** Each second that work has waited counts as much as this many seconds less to walk. */
export const CREDIT = 0.15
/** By priority the end that has lost most goes first; of equals the nearer. */
export const PRIORITY_CREDIT = 10
/** Of work that waits long anyhow the nearer goes first. */
const ROUND_CREDIT = 0.02
/** A creeling that has waited this share of its reserve goes before everything. */
const URGENT_SHARE = 0.5

/** The best thing to do for a tenter, and what it costs in walking less waiting; an end, or a round of a frame. */
interface Offer {
  cost: number
  /** Place among what is compared. */
  rank: number
  spindle: number
  frame: number
  round: Round
}
const NOTHING: Readonly<Offer> = {
  cost: Number.POSITIVE_INFINITY,
  rank: Number.POSITIVE_INFINITY,
  spindle: -1,
  frame: -1,
  round: 'creel',
}
const best: Offer = { ...NOTHING }
const chosen: Offer = { ...NOTHING }
/** When the first of what is out of a tenter's reach will be worth the way. */
let worthMs = Number.POSITIVE_INFINITY

/** What the people of a post do in the ring room. */
const does = { ends: false, creel: false, patrol: false, clean: false }

function roundIsTheirs(kind: number): boolean {
  return kind === 0 ? does.creel : kind === 1 ? does.patrol : does.clean
}

/** Gives work to tenters who have none: the nearest fits first, ends before creeling before patrol before cleaning. */
export function dispatchTenters(mill: Mill, post: number, atMs: number): void {
  const { actors } = mill.state
  const { postFirst, postCount, postOfRole } = mill.layout
  const first = postFirst[post]!
  const end = first + postCount[post]!
  does.ends = postOfRole['ring-piecing'] === post
  if (does.ends && !mill.effects.guided) {
    for (let actor = first; actor < end; actor++) {
      if (actors.doing[actor] === Doing.nothing) beginRound(mill, actor, atMs)
    }
    return
  }
  does.creel = postOfRole['ring-creeling'] === post
  does.patrol = postOfRole['ring-patrol'] === post
  does.clean = postOfRole['ring-cleaning'] === post
  // Pairs of person and work, cheapest first, until nobody is free or nothing waits.
  for (;;) {
    let who = -1
    let collected = false
    chosen.cost = Number.POSITIVE_INFINITY
    for (let actor = first; actor < end; actor++) {
      if (actors.doing[actor] !== Doing.nothing) continue
      if (!collected) {
        if (does.ends) collectEnds(mill)
        collectRounds(mill, roundIsTheirs)
        collected = true
      }
      findWork(mill, actor, atMs)
      // Who stays without work looks again then; who is given some forgets it.
      schedule(mill.calendar, mill.layout.slots.actors + actor, Math.ceil(worthMs))
      if (best.cost >= chosen.cost) continue
      who = actor
      chosen.cost = best.cost
      chosen.spindle = best.spindle
      chosen.frame = best.frame
      chosen.round = best.round
    }
    if (who < 0) return
    if (chosen.spindle >= 0) takeEnd(mill, who, chosen.spindle, atMs)
    else doRound(mill, who, chosen.frame, chosen.round, atMs)
  }
}

/** Whether a tenter may go to a frame: where zones are kept, only to her own. */
function isHers({ plan, state }: Mill, actor: number, frame: number): boolean {
  return (
    plan.staff.pooling === 'mill' || (frame >= state.actors.homeFirst[actor]! && frame <= state.actors.homeLast[actor]!)
  )
}

/** Costs of lower ranks start above those of higher: urgent creeling, ends, creeling, patrol, cleaning. */
const RANK = 1e9
const RANK_OF_ROUND = [1, 2, 3] as const

/**
 * Looks for the best work for a tenter; the result is in `best`. Most of what waits is far away: that is passed over by the least
 * walk to it, where neither it nor the moment when it comes within reach could be the first. (Once she has found something, that
 * moment is of no use: she is given work, or looks through all of it again.)
 */
function findWork(mill: Mill, actor: number, atMs: number): void {
  best.cost = Number.POSITIVE_INFINITY
  best.rank = Number.POSITIVE_INFINITY
  worthMs = Number.POSITIVE_INFINITY
  if (does.ends) findEnds(mill, actor, atMs)
  const fromM = standsAlongM(mill, actor)
  const speed = speedOf(mill, mill.layout.postOf[actor]!)
  const urgentMs = mill.plan.ringRoom.creeling.reserveH * 60 * MINUTE_MS * URGENT_SHARE
  for (let at = 0; at < rounds.count; at++) {
    const kind = rounds.kind[at]!
    const dueMs = rounds.dueMs[at]!
    const waitedMs = atMs - dueMs
    const isUrgent = kind === 0 && waitedMs > urgentMs
    const rank = isUrgent ? -RANK : RANK_OF_ROUND[kind]! * RANK
    if (rank >= best.cost + RANK / 2) continue
    const least = leastWalkMs(fromM, rounds.alongM[at]!, speed)
    if (!isUrgent && roundReachedMs(dueMs, least) >= worthMs) continue
    const frame = rounds.frame[at]!
    if (!isHers(mill, actor, frame)) continue
    const walk = walkMs(mill, actor, frame, 0)
    const cost = rank + walk - ROUND_CREDIT * waitedMs
    if (cost >= best.cost || !(isUrgent || isWorth(roundReachedMs(dueMs, walk), atMs))) continue
    best.cost = cost
    best.frame = frame
    best.round = ROUNDS[kind]!
    best.spindle = -1
  }
}

const FRAMES_BESIDE = 1

/** How the tenter for whom work is sought looks at ends. */
const her = { fromM: 0, speed: 0, credit: 0, nearFirst: true }

/** Block by block outwards from where she stands, until nothing further off can matter. */
function findEnds(mill: Mill, actor: number, atMs: number): void {
  if (mill.state.mill.peopleEnds > COMPARED) findEndsBeside(mill, actor, atMs)
  her.fromM = standsAlongM(mill, actor)
  her.speed = speedOf(mill, mill.layout.postOf[actor]!)
  her.credit = creditOf(mill)
  her.nearFirst = !byWaiting(mill)
  const blocks = ends.firstOfBlock.length
  const here = Math.min(blocks - 1, Math.floor(her.fromM / BLOCK_M))
  for (let off = 0; off <= here || here + off < blocks; off++) {
    const least = leastWalkMs(0, (off - 1) * BLOCK_M, her.speed)
    if (off > 1 && !canBeFirst(ends.leastDownMs, ends.leastSinceMs, least, atMs)) return
    if (off <= here) compareBlock(mill, actor, here - off, atMs)
    if (off > 0 && here + off < blocks) compareBlock(mill, actor, here + off, atMs)
  }
}

function compareBlock(mill: Mill, actor: number, block: number, atMs: number): void {
  for (let at = ends.firstOfBlock[block]!; at >= 0; at = ends.next[at]!) {
    const least = leastWalkMs(her.fromM, ends.alongM[at]!, her.speed)
    if (canBeFirst(ends.downMs[at]!, ends.sinceMs[at]!, least, atMs)) {
      considerEnd(mill, actor, ends.spindle[at]!, at, atMs)
    }
  }
}

/** Whether an end at least so far off, or the moment when it comes within her reach, may come before what she has found. */
function canBeFirst(downMs: number, sinceMs: number, leastMs: number, atMs: number): boolean {
  return (
    leastEndReachedMs(downMs, sinceMs, her.nearFirst ? leastMs : 0) < worthMs &&
    leastMs - her.credit * (atMs - downMs) <= best.cost
  )
}

const byWaiting = ({ plan }: Mill): boolean => plan.staff.dispatch === 'guided-priority'
const creditOf = (mill: Mill): number => (byWaiting(mill) ? PRIORITY_CREDIT : CREDIT)

function findEndsBeside(mill: Mill, actor: number, atMs: number): void {
  const { actors, frames, spindles } = mill.state
  const { perFrame } = mill.layout
  const here = actors.frame[actor]!
  const last = Math.min(mill.layout.frames - 1, here + FRAMES_BESIDE)
  for (let frame = Math.max(0, here - FRAMES_BESIDE); frame <= last; frame++) {
    let left = frames.peopleEnds[frame]!
    for (let spindle = frame * perFrame; left > 0 && spindle < (frame + 1) * perFrame; spindle++) {
      if (spindles.queue[spindle] !== Queue.people) continue
      left -= 1
      considerEnd(mill, actor, spindle, ends.forPeople - 0.5, atMs)
    }
  }
}

/** Of ends that cost the same the one with the lower rank goes first. */
function considerEnd(mill: Mill, actor: number, spindle: number, rank: number, atMs: number): void {
  const frame = frameOf(mill, spindle)
  if (!isPieceable(mill, frame) || !isHers(mill, actor, frame)) return
  const { downMs } = mill.state.spindles
  const walk = walkMs(mill, actor, frame, positionOf(mill, spindle))
  const waitedMs = atMs - downMs[spindle]!
  if (!isWorth(endReachedMs(mill, spindle, byWaiting(mill) ? null : walk), atMs)) return
  const cost = walk - creditOf(mill) * waitedMs
  if (cost > best.cost || (cost === best.cost && rank >= best.rank) || willDoff(mill, frame, atMs + walk)) return
  best.cost = cost
  best.rank = rank
  best.frame = frame
  best.spindle = spindle
}

/** Whether work is within reach by now; otherwise a tenter without any looks again when it is. */
function isWorth(fromMs: number, atMs: number): boolean {
  if (fromMs <= atMs) return true
  if (fromMs < worthMs) worthMs = fromMs
  return false
}

/** Time that a piecing takes at the least; nobody starts one on a frame that stops before. */
export const SHORTEST_PIECING_MS = 15_000

function willDoff(mill: Mill, frame: number, atMs: number): boolean {
  const { phase, phaseEndMs } = mill.state.frames
  return phase[frame] === Phase.running && phaseEndMs[frame]! < atMs + SHORTEST_PIECING_MS
}

/** A tenter does what is due at a whole frame: block creeling, inspection or cleaning. */
function doRound(mill: Mill, actor: number, frame: number, round: Round, atMs: number): void {
  const walk = walkMs(mill, actor, frame, 0)
  const workMs = roundMs(mill, actor, frame, round, atMs)
  const dueMs = takeRound(mill, frame, round)
  assign(mill, actor, { task: round, frame, position: 0, spindle: -1, walkMs: walk, workMs, dueMs }, atMs)
}

function roundMs(mill: Mill, actor: number, frame: number, round: Round, atMs: number): number {
  const { tasks } = mill.plan.staff
  switch (round) {
    case 'creel': {
      const limit = creelLimit(mill, frame, atMs)
      mill.state.actors.limit[actor] = limit
      const each = taskMs(mill, actor, tasks.creelS, atMs) * mill.effects.creelFactor
      return each * bobbinsDue(mill, frame, limit, atMs)
    }
    case 'patrol': {
      const metres = mill.layout.perFrame * (mill.plan.ringRoom.spindleGaugeMm / 1000)
      return (metres / tasks.patrol.walkMPerMin) * MINUTE_MS
    }
    case 'clean':
      return taskMs(mill, actor, tasks.cleaning.frameS, atMs) * mill.effects.cleaningFactor
  }
}

/** A tenter takes an end: pieces it, cuts a lap free first, or hangs a bobbin first. */
function takeEnd(mill: Mill, actor: number, spindle: number, atMs: number): void {
  const { spindles } = mill.state
  const frame = frameOf(mill, spindle)
  const position = positionOf(mill, spindle)
  const { task, workMs } = endWork(mill, actor, spindle, atMs)
  enqueue(mill, spindle, Queue.none)
  const walk = walkMs(mill, actor, frame, position)
  assign(mill, actor, { task, frame, position, spindle, walkMs: walk, workMs, dueMs: spindles.downMs[spindle]! }, atMs)
}
