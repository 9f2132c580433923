import { woundArticle } from '../kernel/articles'
import type { Mill } from '../kernel/state'

/** What the vision of the packing line rejects when nothing is wrong: shape, stains, tails [EST], %. */
const USUAL = 0.35
/** Cones of yarn that is cut more often have more joints and ring marks: % for each time the planned cuts [EST]. */
const PER_CUTS = 0.25
/** The scale rejects what is too heavy or light: % of cones for each % of count beyond this tolerance [EST]. */
const PER_COUNT = 1.2
const COUNT_TOLERANCE = 0.8

/** Cones that vision and scale reject, %: by the yarn that is being wound, and by mixed lots in the pallet in hand. */
export function rejectsPercent(mill: Mill, machine: number): number {
  const { winders, frames, flow } = mill.state
  const count = mill.layout.frames
  let cuts = 0
  let beyond = 0
  for (let frame = 0; frame < count; frame++) {
    cuts += winders.meanCuts[frame]! / woundArticle(mill, frame).cutsPerCop
    beyond += Math.max(0, Math.abs(frames.countPercent[frame]!) - COUNT_TOLERANCE)
  }
  const byYarn = USUAL + PER_CUTS * Math.max(0, cuts / count - 1) + (PER_COUNT * beyond) / count
  return Math.min(100, byYarn + 100 * spoiltCones(mill, flow.mixedShare[machine]!))
}

/** One cop of another lot spoils the cone that it is wound on; so large a share of the cops does of the cones. */
export function spoiltCones({ plan }: Mill, mixedShare: number): number {
  const copsPerCone = (plan.machines.winders.conePackageKg * 1000) / plan.spinPlan.copG
  return Math.min(1, mixedShare * copsPerCone)
}
