import { schedule } from '../kernel/calendar'
import { FrameStream } from '../kernel/layout'
import { nextUnit } from '../kernel/random'
import { frameStream, type Mill } from '../kernel/state'
import { isMoving } from '../ring-room/frame-motion'
import { releaseFrame, tripFrame } from '../ring-room/frames'
import { onAirChanged as refreshWinder } from '../winding/units'

const MINUTE_MS = 60_000
/** Drives ride through a shallower sag than this, a fraction of nominal (domain 3: sags of 10 % and more can trip drives). */
const RIDE_THROUGH = 0.1
/** Ends lost in an uncontrolled stop, as shares of a frame (domain 3: 10–60 %). */
const LEAST_LOST = 0.1
const MOST_LOST = 0.6
/** Frames restart in blocks of so many (domain 3: 4–6). */
const BLOCK = 5
/** The next block waits until the ends of those that run are pieced down to this share, but no longer than this [EST]. */
const PIECED_SHARE = 0.04
const MOST_WAIT_MS = 20 * MINUTE_MS
const LOOK_MS = 2 * MINUTE_MS

/** The voltage of a feeder sags: all drives on it that turn trip within a moment, and lose a part of their ends at the restart. */
export function tripFeeder(mill: Mill, feeder: number, depth: number, atMs: number): void {
  const { feeders, frames, kernel } = mill.state
  feeders.sags[feeder]! += 1
  feeders.sagPercent[feeder] = 100 * (1 - depth)
  if (depth < RIDE_THROUGH) return
  const [first, last] = mill.plan.feeders[feeder]!.frames
  for (let frame = first - 1; frame < last; frame++) {
    if (!isMoving(mill, frame)) continue
    const u = nextUnit(kernel.streams, frameStream(mill, frame, FrameStream.stops))
    frames.tripped[frame] = 1
    tripFrame(mill, frame, Math.min(MOST_LOST, LEAST_LOST + (depth - RIDE_THROUGH) * (0.5 + u)), atMs)
    refreshWinder(mill, frame, atMs)
  }
}

/** Somebody restarts the frames of a feeder, block by block. */
export function restartInBlocks(mill: Mill, feeder: number, atMs: number): void {
  mill.state.feeders.blockMs[feeder] = 0
  schedule(mill.calendar, mill.layout.slots.feeders + feeder, atMs)
}

/** The next block starts, if the piecers have come up with the last; then it is looked at again. */
export function onFeeder(mill: Mill, feeder: number, atMs: number): void {
  const { feeders, frames } = mill.state
  const slot = mill.layout.slots.feeders + feeder
  const [first, last] = mill.plan.feeders[feeder]!.frames
  const lastBlockMs = feeders.blockMs[feeder]!
  if (lastBlockMs > 0 && atMs - lastBlockMs < MOST_WAIT_MS && downShare(mill, first - 1, last) > PIECED_SHARE) {
    schedule(mill.calendar, slot, atMs + LOOK_MS)
    return
  }
  let started = 0
  let left = 0
  for (let frame = first - 1; frame < last; frame++) {
    if (!frames.tripped[frame]) continue
    if (started === BLOCK) {
      left++
      continue
    }
    frames.tripped[frame] = 0
    releaseFrame(mill, frame, 0, atMs)
    refreshWinder(mill, frame, atMs)
    started++
  }
  feeders.blockMs[feeder] = atMs
  schedule(mill.calendar, slot, left > 0 ? atMs + LOOK_MS : Number.POSITIVE_INFINITY)
}

/** Ends down on the frames that run, as a share of their spindles. */
function downShare(mill: Mill, first: number, end: number): number {
  const { endsDown } = mill.state.frames
  let down = 0
  let spindles = 0
  for (let frame = first; frame < end; frame++) {
    if (!isMoving(mill, frame)) continue
    down += endsDown[frame]!
    spindles += mill.layout.perFrame
  }
  return spindles > 0 ? down / spindles : 0
}
