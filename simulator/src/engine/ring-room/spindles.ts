import { SPINDLE_STATE_MASK, SpindleState, type SpindleStateCode } from '@wanding/mill'
import { severityAt } from '../faults/fault-table'
import type { SpindleEvent } from '../kernel/mill-event'
import type { Mill } from '../kernel/state'
import { settle } from './frame-motion'

/** State of a spindle without its flags. */
export function stateOf(mill: Mill, spindle: number): SpindleStateCode {
  return (mill.state.spindles.code[spindle]! & SPINDLE_STATE_MASK) as SpindleStateCode
}

export const frameOf = (mill: Mill, spindle: number): number => Math.floor(spindle / mill.layout.perFrame)
/** 1-based position of a spindle on its frame. */
export const positionOf = (mill: Mill, spindle: number): number => (spindle % mill.layout.perFrame) + 1

/** Puts a spindle into a state, with the flags given, and keeps the frame's counts. Tells what the truth is, if any. */
export function setSpindle(
  mill: Mill,
  spindle: number,
  state: SpindleStateCode,
  flags: number,
  atMs: number,
  truth?: Pick<SpindleEvent, 'cause' | 'breakClass' | 'downSeconds'>,
): void {
  const { spindles, frames } = mill.state
  const frame = frameOf(mill, spindle)
  const before = spindles.code[spindle]!
  const code = state | flags
  if (before === code) return
  if ((before & SPINDLE_STATE_MASK) !== state) {
    settle(mill, frame, atMs)
    count(mill, frame, before & SPINDLE_STATE_MASK, -1)
    count(mill, frame, state, 1)
  }
  if ((before ^ code) & SLIP) frames.slip[frame]! += code & SLIP ? 1 : -1
  if ((before ^ code) & ROGUE) frames.rogue[frame]! += code & ROGUE ? 1 : -1
  spindles.code[spindle] = code
  mill.onEvent?.({ kind: 'spindle', atMs, frame, position: positionOf(mill, spindle), state: code, ...truth })
}

const SLIP = 0x10
const ROGUE = 0x20

export const flagsOf = (mill: Mill, spindle: number): number => mill.state.spindles.code[spindle]! & ~SPINDLE_STATE_MASK

/** Sets flags without changing the state. */
export function setFlags(mill: Mill, spindle: number, flags: number, atMs: number): void {
  setSpindle(mill, spindle, stateOf(mill, spindle), flags, atMs)
}

function count(mill: Mill, frame: number, state: number, by: number): void {
  const { frames } = mill.state
  switch (state) {
    case SpindleState.producing:
      frames.producing[frame]! += by
      break
    case SpindleState.endDown:
      frames.endsDown[frame]! += by
      break
    case SpindleState.idle:
      frames.idle[frame]! += by
      break
    case SpindleState.noRoving:
      frames.noRoving[frame]! += by
      break
    case SpindleState.maintenance:
      frames.maintenance[frame]! += by
      break
  }
}

/** Counts all spindles of a frame anew. */
export function recount(mill: Mill, frame: number): void {
  const { frames, spindles } = mill.state
  for (const counts of [frames.producing, frames.endsDown, frames.idle, frames.noRoving, frames.maintenance]) {
    counts[frame] = 0
  }
  frames.slip[frame] = 0
  frames.rogue[frame] = 0
  const first = frame * mill.layout.perFrame
  for (let spindle = first; spindle < first + mill.layout.perFrame; spindle++) {
    const code = spindles.code[spindle]!
    count(mill, frame, code & SPINDLE_STATE_MASK, 1)
    if (code & SLIP) frames.slip[frame]! += 1
    if (code & ROGUE) frames.rogue[frame]! += 1
  }
}

/** Sums the break weights of a frame anew, from one spindle on. The same sums come out after loading. */
export function sumWeights(mill: Mill, frame: number, from = frame * mill.layout.perFrame): void {
  const { gamma, isRogue, fibre } = mill.state.spindles
  const { rogueFactor } = mill.plan.ringRoom.breaks
  const first = frame * mill.layout.perFrame
  const end = first + mill.layout.perFrame
  let sum = from > first ? mill.weightSums[from - 1]! : 0
  for (let spindle = from; spindle < end; spindle++) {
    const weight = gamma[spindle]! * fibre[spindle]!
    sum += isRogue[spindle] ? weight * (rogueSeverity(mill, spindle) || rogueFactor) : weight
    mill.weightSums[spindle] = sum
  }
  mill.state.frames.weight[frame] = sum
}

/** A rogue spindle of the table breaks by its own severity; those that stood at the start by the plan's factor. */
const rogueSeverity = (mill: Mill, spindle: number): number =>
  severityAt(mill, 'rogue-spindle', spindle, mill.state.mill.nowMs)

/** The spindle of a frame that a point of the summed weights falls on; `share` in 0 … 1. */
export function spindleByWeight(mill: Mill, frame: number, share: number): number {
  const { weightSums } = mill
  const first = frame * mill.layout.perFrame
  const point = share * mill.state.frames.weight[frame]!
  let low = first
  let high = first + mill.layout.perFrame - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (weightSums[middle]! > point) high = middle
    else low = middle + 1
  }
  return low
}
