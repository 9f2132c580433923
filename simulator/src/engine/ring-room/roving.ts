import { SPINDLE_STATE_MASK, SpindleFlag, SpindleState } from '@wanding/mill'
import { articleOf } from '../kernel/articles'
import { schedule } from '../kernel/calendar'
import { FrameSlot, FrameStream } from '../kernel/layout'
import { nextUnit } from '../kernel/random'
import { frameSlot, frameStream, type Mill, Phase } from '../kernel/state'
import { takeBobbin } from '../preparation/roving-store'
import { awaitRoving } from './await-roving'
import { clockAtMetres } from './doff-profile'
import { clockAt, deliveredAt } from './frame-motion'
import { sumWeights } from './spindles'

/** Length-measured bobbins differ this much [EST]; short ones miss between these shares of their roving (domain 3). */
const SPREAD = 0.002
const SHORT: readonly [number, number] = [0.03, 0.3]

/** Hangs a fresh bobbin in the creel of a spindle, to run from the metres given; false when the roving store is empty. */
function hangBobbin(mill: Mill, spindle: number, fromMetres: number): boolean {
  const { spindles, kernel, mill: numbers } = mill.state
  const leftMetres = Math.max(0, spindles.runOut[spindle]! - fromMetres)
  if (!takeBobbin(mill, spindle)) return false
  const frame = Math.floor(spindle / mill.layout.perFrame)
  const stream = frameStream(mill, frame, FrameStream.roving)
  const u = nextUnit(kernel.streams, stream)
  const { rovingRunOutUnscheduledShare: shortShare } = mill.plan.ringRoom
  const full = articleOf(mill, frame).bobbinMetres
  let short = full * SPREAD * (2 * nextUnit(kernel.streams, stream) - 1)
  if (u < shortShare) short = full * (SHORT[0] + ((SHORT[1] - SHORT[0]) * u) / shortShare)
  spindles.short[spindle] = short
  spindles.runOut[spindle] = fromMetres + full - short
  // What the old bobbin still held, and what the new one lacks, is opened and fed again.
  numbers.softWasteKg += ((leftMetres + short) * mill.plan.spinPlan.rovingBobbinKg) / full
  return true
}

/** Keeps the frame's lower bound on the next run-out, and its event. */
export function noteRunOut(mill: Mill, frame: number, metres: number, atMs: number): void {
  const { frames } = mill.state
  if (metres >= frames.runOutMetres[frame]!) return
  frames.runOutMetres[frame] = metres
  scheduleRunOut(mill, frame, atMs)
}

/** Sets the event of the next run-out from the metres that the frame will deliver in this phase. */
export function scheduleRunOut(mill: Mill, frame: number, atMs: number): void {
  const { frames } = mill.state
  const slot = frameSlot(mill, frame, FrameSlot.runOut)
  if (frames.phase[frame] !== Phase.running) {
    schedule(mill.calendar, slot, Number.POSITIVE_INFINITY)
    return
  }
  const onCop = frames.runOutMetres[frame]! - frames.metresBefore[frame]!
  const clock = onCop <= 0 ? 0 : clockAtMetres(articleOf(mill, frame).profile, onCop)
  const waitMs = Math.max(1, Math.ceil(clock - clockAt(mill, frame, atMs)))
  schedule(mill.calendar, slot, atMs + waitMs)
}

/** Metres up to which a block creeling changes bobbins: all that would not last to the next, with the reserve. */
export function creelLimit(mill: Mill, frame: number, atMs: number): number {
  const { intervalH, reserveH } = mill.plan.ringRoom.creeling
  return deliveredAt(mill, frame, atMs) + (intervalH + reserveH) * articleOf(mill, frame).metresPerHour
}

/** Bobbins of a frame that a block creeling up to the limit would change, as the mill expects their run-out. */
export function bobbinsDue(mill: Mill, frame: number, limit: number, atMs: number): number {
  return eachBobbinDue(mill, frame, limit, deliveredAt(mill, frame, atMs))
}

/** Changes the bobbins that are due, as far as the roving store has any, and tells which. */
export function changeBobbins(mill: Mill, frame: number, limit: number, atMs: number): number[] {
  const delivered = deliveredAt(mill, frame, atMs)
  const due: number[] = []
  eachBobbinDue(mill, frame, limit, delivered, due)
  const changed = due.filter((spindle) => replaceBobbin(mill, spindle, delivered))
  if (changed.length > 0) sumWeights(mill, frame)
  return changed
}

/** Looks through the creel of a frame; an idle spindle draws nothing, so its bobbin is never due. */
function eachBobbinDue(mill: Mill, frame: number, limit: number, delivered: number, due?: number[]): number {
  const { runOut, short, code } = mill.state.spindles
  const end = (frame + 1) * mill.layout.perFrame
  let count = 0
  for (let spindle = frame * mill.layout.perFrame; spindle < end; spindle++) {
    const bits = code[spindle]!
    const held = (bits & SpindleFlag.rovingStop) !== 0 ? delivered : 0
    if (runOut[spindle]! + short[spindle]! + held >= limit) continue
    const state = bits & SPINDLE_STATE_MASK
    if (state === SpindleState.idle || state === SpindleState.maintenance) continue
    count++
    due?.push(spindle)
  }
  return count
}

/** Changes one bobbin; false when there is none to hang, and the spindle has to wait for one. */
export function changeBobbin(mill: Mill, spindle: number, delivered: number): boolean {
  const changed = replaceBobbin(mill, spindle, delivered)
  if (changed) sumWeights(mill, Math.floor(spindle / mill.layout.perFrame), spindle)
  else awaitRoving(mill, spindle)
  return changed
}

/** Metres count from now on, or from the piecing where the roving stop holds the roving. */
function replaceBobbin(mill: Mill, spindle: number, delivered: number): boolean {
  if (!hangBobbin(mill, spindle, isHeld(mill, spindle) ? 0 : delivered)) return false
  mill.state.frames.creeled[Math.floor(spindle / mill.layout.perFrame)]! += 1
  return true
}

function isHeld(mill: Mill, spindle: number): boolean {
  return (mill.state.spindles.code[spindle]! & SpindleFlag.rovingStop) !== 0
}
