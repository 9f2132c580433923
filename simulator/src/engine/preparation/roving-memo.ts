import { exp, fibreFactor } from '@wanding/mill'
import { mix32 } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { qualityFactor } from '../winding/cop-cuts'
import { materialAt } from './material'
import { ROVING_COUNT_SPREAD, yarnUnevenness } from './stage-effects'

/** Row of the memo for the can that a spindle's bobbin was made of; -1 when the can is so old that nobody remembers it. */
export function rememberedCan(mill: Mill, spindle: number): number {
  const { spindles, cans } = mill.state
  const can = spindles.can[spindle]!
  const row = can % mill.layout.prep.cans
  if (cans.number[row] !== can) return -1
  if (mill.rovingMemo.can[row] !== can) remember(mill, row, can)
  return row
}

function remember({ state, plan: { spinPlan }, rovingMemo }: Mill, row: number, can: number): void {
  const { fibre } = spinPlan
  const material = materialAt(state.cans, row)
  material.count += ROVING_COUNT_SPREAD * spreadOfCan(state.mill.seed, can)
  const { nepsPerG, shortFibrePercent } = material
  const uneven = yarnUnevenness(spinPlan, material)
  const factor = fibreFactor({ cvmPercent: fibre.cvmPercent, nepsPerG, shortFibrePercent }) / fibreFactor(fibre)
  const cvmPercent = fibre.cvmPercent + uneven
  rovingMemo.count[row] = material.count
  rovingMemo.breaks[row] = factor * exp(0.35 * uneven)
  rovingMemo.cuts[row] = qualityFactor({ nepsPerG, cvmPercent }, fibre)
  rovingMemo.cvmPercent[row] = cvmPercent
  rovingMemo.can[row] = can
}

/** -1.7 … 1.7 with variance 1 from the number of the can at the roving spindle: it needs no memory. */
export const spreadOfCan = (seed: number, can: number): number =>
  (mix32(seed ^ Math.imul(can + 1, 0x9e3779b1)) / 2147483648 - 1) * Math.sqrt(3)
