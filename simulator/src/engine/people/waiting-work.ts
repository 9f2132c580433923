import { type Mill, ROUNDS } from '../kernel/state'
import { isPieceable } from '../ring-room/frame-motion'
import { frameOf } from '../ring-room/spindles'
import { KIND_CODE } from './calls'
import { endSinceMs } from './reach'
import { alongM, FRAME_PITCH_M } from './walking'

/*
 * What waits for tenters. Each who is free looks through all of it, so what does not depend on her is looked up once, before each
 * choice, and lies side by side. Scratch, not state.
 */

/** When many ends wait, a tenter looks at so many of the oldest, and at those of the frames beside her. */
export const COMPARED = 96
/** Ends of frames that stand are passed over, up to so many. */
const PASSED = 2000

/** Frames of a block; ends lie block by block, so that a tenter looks around her first and stops where nothing can matter. */
const BLOCK_FRAMES = 8
export const BLOCK_M = BLOCK_FRAMES * FRAME_PITCH_M

/** Ends down on frames that run, in the order in which they are compared: `forPeople` of them, then those that wait for robots. */
export const ends = {
  count: 0,
  forPeople: 0,
  /** Since when the longest down is down, and the longest waiting waits for somebody from afar. */
  leastDownMs: Number.POSITIVE_INFINITY,
  leastSinceMs: Number.POSITIVE_INFINITY,
  /** First end of each block of frames, and the next of the same block after each; -1 for none. */
  firstOfBlock: [] as number[],
  next: [] as number[],
  spindle: [] as number[],
  alongM: [] as number[],
  downMs: [] as number[],
  sinceMs: [] as number[],
}

/** Rounds of frames. */
export const rounds = {
  count: 0,
  kind: [] as number[],
  frame: [] as number[],
  alongM: [] as number[],
  dueMs: [] as number[],
}

const RING_FRAME = KIND_CODE['ring-frame']

export function collectEnds(mill: Mill): void {
  const { lists, mill: numbers, spindles } = mill.state
  ends.count = 0
  ends.leastDownMs = Number.POSITIVE_INFINITY
  ends.leastSinceMs = Number.POSITIVE_INFINITY
  const blocks = Math.ceil(mill.layout.frames / BLOCK_FRAMES)
  for (let block = 0; block < blocks; block++) ends.firstOfBlock[block] = -1
  ends.firstOfBlock.length = blocks
  let passed = 0
  for (let end = numbers.peopleFirst; end !== 0 && ends.count < COMPARED; end = spindles.queueNext[end - 1]!) {
    if (!addEnd(mill, end - 1) && ++passed > PASSED) break
  }
  ends.forPeople = ends.count
  for (let place = 0; place < numbers.robotEnds; place++) addEnd(mill, lists.robotEnds[place]!)
}

/** False for an end of a frame that stands. */
function addEnd(mill: Mill, spindle: number): boolean {
  const frame = frameOf(mill, spindle)
  if (!isPieceable(mill, frame)) return false
  const at = ends.count++
  const downMs = mill.state.spindles.downMs[spindle]!
  const sinceMs = endSinceMs(mill, spindle)
  const block = Math.floor(frame / BLOCK_FRAMES)
  ends.next[at] = ends.firstOfBlock[block]!
  ends.firstOfBlock[block] = at
  ends.spindle[at] = spindle
  ends.alongM[at] = alongM(mill, RING_FRAME, frame)
  ends.downMs[at] = downMs
  ends.sinceMs[at] = sinceMs
  if (downMs < ends.leastDownMs) ends.leastDownMs = downMs
  if (sinceMs < ends.leastSinceMs) ends.leastSinceMs = sinceMs
  return true
}

/** Rounds of the kinds given, by their place in ROUNDS. */
export function collectRounds(mill: Mill, theirs: (kind: number) => boolean): void {
  const { lists, mill: numbers, frames } = mill.state
  rounds.count = 0
  for (let place = 0; place < numbers.roundsDue; place++) {
    const entry = lists.rounds[place]!
    const kind = entry % ROUNDS.length
    if (!theirs(kind)) continue
    const frame = (entry - kind) / ROUNDS.length
    const due = kind === 0 ? frames.creelDueMs : kind === 1 ? frames.patrolDueMs : frames.cleanDueMs
    const at = rounds.count++
    rounds.kind[at] = kind
    rounds.frame[at] = frame
    rounds.alongM[at] = alongM(mill, RING_FRAME, frame)
    rounds.dueMs[at] = due[frame]!
  }
}
