import { mix32 } from '../kernel/random'
import type { Mill } from '../kernel/state'

/** Of the positions so many are bad (flyer, false-twister, cradle), and break so many times as often as the others [EST]. */
const BAD = { share: 0.02, factor: 8 }
/** Draws until a position is accepted; a good one is in eight. */
const DRAWS = 128
const UNIT = 1 / 4294967296

/** State of a roving position on the wire. */
export const RovingPositionState = { noSignal: 0, running: 1, broken: 2 } as const

/** True for the few positions that break more often; it lasts as long as the mill. */
export function isBadPosition({ state }: Mill, frame: number, position: number): boolean {
  const salt = Math.imul(frame + 1, 0x9e3779b1) ^ Math.imul(position + 1, 0x85ebca77)
  return mix32(state.mill.seed ^ salt ^ 0x3c6ef372) * UNIT < BAD.share
}

/** A roving breaks; returns its position (1-based), at which somebody has to piece it. */
export function breakRoving(mill: Mill, machine: number): number {
  const { flow, rovingPositions } = mill.state
  const frame = machine - mill.layout.flowFirst['roving-frame']
  const first = frame * mill.layout.prep.rovingSpindles
  flow.breaks[machine]! += 1
  const position = drawnPosition(mill, frame, flow.breaks[machine]!)
  rovingPositions.broken[first + position] = 1
  rovingPositions.breaks[first + position]! += 1
  return position + 1
}

/** Which position the n-th break of a frame is at: drawn from its number alone, a bad one sooner, one that runs if any does. */
function drawnPosition(mill: Mill, frame: number, number: number): number {
  const { rovingSpindles } = mill.layout.prep
  const { broken } = mill.state.rovingPositions
  const first = frame * rovingSpindles
  let bits = mix32(mill.state.mill.seed ^ Math.imul(frame + 1, 0x51ed270b) ^ Math.imul(number, 0x9e3779b1))
  let position = 0
  for (let draw = 0; draw < DRAWS; draw++) {
    position = bits % rovingSpindles
    const accept = mix32(bits ^ 0x2545f491) * UNIT * BAD.factor
    if (!broken[first + position] && accept < (isBadPosition(mill, frame, position) ? BAD.factor : 1)) return position
    bits = mix32(bits ^ 0x7f4a7c15)
  }
  return position
}

/** Somebody has pieced the roving at a position (1-based). */
export function onRovingPieced(mill: Mill, frame: number, position: number): void {
  mill.state.rovingPositions.broken[frame * mill.layout.prep.rovingSpindles + position - 1] = 0
}

/** State and breaks of each position of a roving frame, position 1 first. */
export function readRovingPositions(mill: Mill, frame: number, out: { state: Uint8Array; breaks: Uint16Array }): void {
  const { rovingSpindles } = mill.layout.prep
  const { broken, breaks } = mill.state.rovingPositions
  const count = Math.min(rovingSpindles, out.state.length)
  for (let position = 0; position < count; position++) {
    const at = frame * rovingSpindles + position
    out.state[position] = broken[at] ? RovingPositionState.broken : RovingPositionState.running
    out.breaks[position] = Math.min(65_535, breaks[at]!)
  }
}
