import { SpindleState } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import { breakEnd } from './ends'
import { deliveredAt, isMoving } from './frame-motion'
import { scheduleRunOut } from './roving'
import { stateOf } from './spindles'

/** Bobbins may have run out: their ends come down, and the next run-out is found anew. */
export function onRunOut(mill: Mill, frame: number, atMs: number): void {
  const { spindles, frames } = mill.state
  if (!isMoving(mill, frame)) return
  const delivered = deliveredAt(mill, frame, atMs) + 1e-6
  const first = frame * mill.layout.perFrame
  let next = Number.POSITIVE_INFINITY
  for (let spindle = first; spindle < first + mill.layout.perFrame; spindle++) {
    if (stateOf(mill, spindle) !== SpindleState.producing) continue
    const runOut = spindles.runOut[spindle]!
    if (runOut <= delivered) breakEnd(mill, spindle, atMs, 'roving-run-out', 'running')
    else if (runOut < next) next = runOut
  }
  frames.runOutMetres[frame] = next
  scheduleRunOut(mill, frame, atMs)
}
