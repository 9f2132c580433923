import type { Mill } from '../kernel/state'
import { rovingNow } from './genealogy'

/** Roving tension grows with the bobbin, % of the set one from empty to full [EST]. */
const PER_BOBBIN = 4
/** Roving that is coarser than planned builds the bobbin faster than the carriage expects: % for each % of count [EST]. */
const PER_COUNT = 1.5
/** Honeydew on presser and flyer eye drags: % where the rollers are covered [EST]. */
const PER_RESIDUE = 12

/** Tension between front roller and flyer, % of the set one, at a bobbin that is so full. */
export function rovingTension(mill: Mill, frame: number, full: number): number {
  const machine = mill.layout.flowFirst['roving-frame'] + frame
  const { count } = rovingNow(mill, frame)
  return 100 + PER_BOBBIN * (full - 0.5) + PER_COUNT * count + PER_RESIDUE * mill.state.flow.residue[machine]!
}
