import { SpindleFlag, TASKS, type TaskKind } from '@wanding/mill'
import { type Mill, Queue } from '../kernel/state'
import { flagsOf } from '../ring-room/spindles'

/*
 * How far people go for what. Work nearby is theirs at once; the way that work is worth widens while it waits. So they stay where
 * they are needed, and help across the room when somebody else's work piles up (domain 5.3). Without this bound whoever is free
 * runs across the room for a single end, and walks longer than she works (docs/decisions/0012).
 */
interface Reach {
  /** Walk that work is worth at once, ms. */
  ms: number
  /** Each second of waiting makes it worth so many seconds more. */
  growth: number
}

/** Guided tenters: an end, and what is due at a whole frame, which can wait for whoever has her frames there [EST]. */
const END: Reach = { ms: 15_000, growth: 0.25 }
const ROUND: Reach = { ms: 20_000, growth: 0.05 }
/**
 * What winders call for. Magazines are called for half empty, so feeding can wait until somebody comes along the row, and she fills
 * one after another instead of walking to each by itself; a unit that stands is better seen to by whoever is next to it than by
 * somebody from the far end of the room [EST].
 */
const REACH_OF_TASK: { readonly [T in TaskKind]?: Reach } = {
  'feed-cops': { ms: 10_000, growth: 0.05 },
  'clear-unit': { ms: 20_000, growth: 0.5 },
  'tend-winder': ROUND,
}
const REACH_OF_CODE = TASKS.map((task) => REACH_OF_TASK[task])

/** From when on an end is worth a walk of so many ms; null where she goes to what has waited longest, however far. */
export function endReachedMs(mill: Mill, spindle: number, walk: number | null): number {
  const { queue, downMs } = mill.state.spindles
  const waitsForRobot = queue[spindle] === Queue.robots
  const patienceMs = mill.plan.staff.robots.patienceS * 1000
  // The robot comes by in its own time. A tenter at the spot pieces what it has not come to: the nearer she is, the sooner.
  if (walk === null) return downMs[spindle]! + (waitsForRobot ? patienceMs : 0)
  if (walk <= END.ms) return downMs[spindle]! + (waitsForRobot ? (patienceMs * walk) / END.ms : 0)
  return reachedMs(END, endSinceMs(mill, spindle), walk)
}

/** Since when an end counts as waiting for somebody from afar: after its robot's patience, also where it has tried in vain. */
export function endSinceMs(mill: Mill, spindle: number): number {
  const { queue, downMs } = mill.state.spindles
  const hadRobot = queue[spindle] === Queue.robots || (flagsOf(mill, spindle) & SpindleFlag.robotGaveUp) !== 0
  return downMs[spindle]! + (hadRobot ? mill.plan.staff.robots.patienceS * 1000 : 0)
}

/** Before this no walk of so many ms or more to an end is worth it; `sinceMs` is since when it waits for somebody from afar. */
export const leastEndReachedMs = (downMs: number, sinceMs: number, walk: number): number =>
  walk > END.ms ? reachedMs(END, sinceMs, walk) : downMs

/** From when on a round of a frame, due since then, is worth a walk of so many ms. */
export const roundReachedMs = (dueMs: number, walk: number): number => reachedMs(ROUND, dueMs, walk)

/** From when on a call is worth a walk of so many ms: at once, but for winders. */
export function callReachedMs(mill: Mill, entry: number, walk: number): number {
  const { task, dueMs } = mill.state.calls
  const reach = REACH_OF_CODE[task[entry - 1]!]
  return reach === undefined ? dueMs[entry - 1]! : reachedMs(reach, dueMs[entry - 1]!, walk)
}

const reachedMs = ({ ms, growth }: Reach, sinceMs: number, walk: number): number =>
  walk > ms ? sinceMs + (walk - ms) / growth : sinceMs
