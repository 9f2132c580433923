import { type BreakCause, SpindleFlag, SpindleState } from '@wanding/mill'
import { cured } from '../faults/fault-table'
import { articleOf } from '../kernel/articles'
import { type Mill, Queue } from '../kernel/state'
import { meetEnd } from '../people/stroll'
import { enqueue, listRepair, offerEnd } from '../people/work'
import { deliveredAt } from './frame-motion'
import { noteRunOut } from './roving'
import { flagsOf, setSpindle, stateOf } from './spindles'

/** The end of a spindle comes down, and somebody is asked to come. */
export function breakEnd(
  mill: Mill,
  spindle: number,
  atMs: number,
  cause: BreakCause,
  breakClass: 'running' | 'start-up',
): void {
  const { frames, spindles } = mill.state
  const frame = Math.floor(spindle / mill.layout.perFrame)
  frames.breaksSinceDoff[frame]! += 1
  if (breakClass === 'start-up') {
    frames.breaksStartUp[frame]! += 1
    frames.startUpThisDoff[frame]! += 1
  } else frames.breaksRunning[frame]! += 1
  spindles.downMs[spindle] = atMs
  spindles.attempts[spindle] = 0
  spindles.lapped[spindle] = cause === 'lapping' ? 1 : 0
  let flags = flagsOf(mill, spindle)
  if (mill.effects.rovingStop) {
    flags |= SpindleFlag.rovingStop
    spindles.runOut[spindle]! -= deliveredAt(mill, frame, atMs)
  }
  if (spindles.breaksThisShift[spindle]! < 255) spindles.breaksThisShift[spindle]! += 1
  if (isConspicuous(mill, spindle)) {
    flags |= SpindleFlag.rogue
    listRepair(mill, spindle)
  }
  const state = cause === 'roving-run-out' ? SpindleState.noRoving : SpindleState.endDown
  setSpindle(mill, spindle, state, flags, atMs, { cause, breakClass })
  if (mill.effects.guided) offerEnd(mill, spindle)
  else meetEnd(mill, spindle, atMs)
}

/** An end is pieced: the spindle makes yarn again. */
export function pieceEnd(mill: Mill, spindle: number, atMs: number, by: 'person' | 'robot'): void {
  const { frames, spindles } = mill.state
  const frame = Math.floor(spindle / mill.layout.perFrame)
  enqueue(mill, spindle, Queue.none)
  const flags = flagsOf(mill, spindle)
  if (flags & SpindleFlag.rovingStop) spindles.runOut[spindle]! += deliveredAt(mill, frame, atMs)
  const downMs = atMs - spindles.downMs[spindle]!
  spindles.downMs[spindle] = 0
  if (by === 'robot') frames.piecedByRobot[frame]! += 1
  else {
    frames.piecedByPeople[frame]! += 1
    frames.lapsCutOut[frame]! += spindles.lapped[spindle]!
  }
  spindles.lapped[spindle] = 0
  frames.downMs[frame]! += downMs
  frames.lastResponseMs[frame] = downMs
  cured(mill, 'end-break', spindle, atMs)
  cured(mill, 'roving-run-out', spindle, atMs)
  const kept = flags & (SpindleFlag.slip | SpindleFlag.rogue)
  setSpindle(mill, spindle, SpindleState.producing, kept, atMs, { downSeconds: downMs / 1000 })
  noteRunOut(mill, frame, spindles.runOut[spindle]!, atMs)
}

/** Takes a spindle out of production: a part is missing or a tenter gave up; a fitter has to come (domain 2.3, idle). */
export function takeOut(mill: Mill, spindle: number, state: 3 | 5, atMs: number): void {
  const { spindles } = mill.state
  const frame = Math.floor(spindle / mill.layout.perFrame)
  enqueue(mill, spindle, Queue.none)
  let flags = flagsOf(mill, spindle) & (SpindleFlag.slip | SpindleFlag.rogue | SpindleFlag.rovingStop)
  if (stateOf(mill, spindle) === SpindleState.producing && mill.effects.rovingStop) {
    flags |= SpindleFlag.rovingStop
    spindles.runOut[spindle]! -= deliveredAt(mill, frame, atMs)
  }
  spindles.downMs[spindle] = 0
  setSpindle(mill, spindle, state, flags, atMs)
}

/** A fitter brings a spindle back: repaired, pieced, and without flags. */
export function bringBack(mill: Mill, spindle: number, atMs: number): void {
  const { spindles } = mill.state
  const frame = Math.floor(spindle / mill.layout.perFrame)
  if (flagsOf(mill, spindle) & SpindleFlag.rovingStop) spindles.runOut[spindle]! += deliveredAt(mill, frame, atMs)
  spindles.breaksThisShift[spindle] = 0
  spindles.breaksLastShift[spindle] = 0
  setSpindle(mill, spindle, SpindleState.producing, 0, atMs)
  noteRunOut(mill, frame, spindles.runOut[spindle]!, atMs)
}

/** Breaks in this shift, or in this and the last, that chance hardly makes (domain 6.3, rogue rule). Needs monitoring, S4. */
export function isConspicuous(mill: Mill, spindle: number): boolean {
  if (!mill.effects.guided) return false
  const { breaksThisShift, breaksLastShift } = mill.state.spindles
  const now = breaksThisShift[spindle]!
  const threshold = articleOf(mill, Math.floor(spindle / mill.layout.perFrame)).rogueBreaks
  return now >= threshold || now + breaksLastShift[spindle]! > threshold
}
