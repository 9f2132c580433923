import { ROLES, ROUND_TASKS, TASKS } from '@wanding/mill'
import type { Layout } from '../kernel/layout'

const doubles = (length: number) => new Float64Array(length)
const ints = (length: number) => new Int32Array(length)
const bytes = (length: number) => new Uint8Array(length)

/** Lists of calls of each post, by urgency. */
export const URGENCIES = 3
/** Open calls are found by a hash of what they are; a power of 2 of chains, at least one a call. */
function bucketsFor(calls: number): number {
  let buckets = 16
  while (buckets < calls) buckets *= 2
  return buckets
}

/**
 * Work that machines have asked for. Links count from 1, so that 0 is the end of a list; entries that nobody uses are linked
 * through `next`.
 */
export const callArrays = ({ calls, postCount }: Layout) => ({
  /** Index into TASKS. */
  task: bytes(calls),
  /** Index into MACHINE_KINDS. */
  kind: bytes(calls),
  index: ints(calls),
  position: ints(calls),
  /** How many cans, laps, cops or cones it is about. */
  count: ints(calls),
  /** Since when it waits; for what a machine does itself, when it is done. */
  dueMs: doubles(calls),
  /** Time for one, s; all 0 for the standard time of the task. */
  leastS: doubles(calls),
  modeS: doubles(calls),
  mostS: doubles(calls),
  /** CallStage. */
  stage: bytes(calls),
  list: ints(calls),
  previous: ints(calls),
  next: ints(calls),
  chain: ints(calls),
  bucket: ints(bucketsFor(calls)),
  /** First and last of each list: a post's by urgency; the last is of what machines do themselves. */
  head: ints(postCount.length * URGENCIES),
  tail: ints(postCount.length * URGENCIES),
  waiting: ints(postCount.length * URGENCIES),
})

/** What people have done since the mill was installed, and how busy the posts of this shift are. */
export const peopleArrays = ({ postCount }: Layout) => ({
  /** Person-time by role, ms; index into ROLES. */
  workMs: doubles(ROLES.length),
  /** Tasks done by people; index into TASKS. */
  done: doubles(TASKS.length),
  /** Calls that wait for somebody; index into TASKS. */
  open: ints(TASKS.length),
  /** Work of each post since its shift began, ms. */
  busyMs: doubles(postCount.length),
  absent: ints(postCount.length),
  /** Rounds that have come due, by round task: which machine is next. */
  rounds: doubles(ROUND_TASKS.length),
})
