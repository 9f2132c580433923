import { exp, fibreFactor } from '@wanding/mill'
import { mix32 } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { isFor } from './machine-state'
import { resume } from './machines'
import { type Material, materialAt } from './material'
import { setPlace } from './roving-sets'
import { ROVING_COUNT_SPREAD, yarnUnevenness } from './stage-effects'

/** Honeydew on the drafting rollers lets more ends break [EST]; the residue on the frame does more. */
const STICKY_BREAKS = 0.5

/** Roving frame whose bobbins a ring frame is creeled with. */
export function homeOf(mill: Mill, frame: number): number {
  const { rovingFrames } = mill.layout.prep
  const { frames } = mill.layout
  if (rovingFrames <= frames) return Math.floor((frame * rovingFrames) / frames)
  const first = Math.ceil((frame * rovingFrames) / frames)
  const last = Math.ceil(((frame + 1) * rovingFrames) / frames)
  let best = first
  for (let roving = first + 1; roving < last; roving++) {
    if (mill.state.rovingSets.stored[roving]! > mill.state.rovingSets.stored[best]!) best = roving
  }
  return best
}

/** Hangs the next bobbin of the roving store at a spindle; false when the store is empty. */
export function takeBobbin(mill: Mill, spindle: number): boolean {
  const { rovingSets, spindles, mill: numbers } = mill.state
  const { prep } = mill.layout
  let frame = homeOf(mill, Math.floor(spindle / mill.layout.perFrame))
  if (rovingSets.stored[frame] === 0) {
    for (let other = 0; other < prep.rovingFrames; other++) {
      if (rovingSets.stored[other]! > rovingSets.stored[frame]!) frame = other
    }
    if (rovingSets.stored[frame] === 0) return false
  }
  const place = setPlace(mill, frame, 0)
  rovingSets.left[place]! -= 1
  spindles.can[spindle] = rovingSets.can[place * prep.rovingSpindles + rovingSets.left[place]!]!
  spindles.set[spindle] = rovingSets.number[place]!
  noteRoving(mill, spindle)
  numbers.rovingHungKg += mill.plan.spinPlan.rovingBobbinKg
  if (rovingSets.left[place] === 0) {
    rovingSets.first[frame] = (rovingSets.first[frame]! + 1) % prep.setsKept
    rovingSets.stored[frame]! -= 1
    const machine = mill.layout.flowFirst['roving-frame'] + frame
    if (isFor(mill, machine, 'buffer-full')) resume(mill, machine, numbers.nowMs)
  }
  return true
}

/** What hangs on a spindle; undefined when its can is so old that nobody remembers it. */
export function rovingOn(mill: Mill, spindle: number): Material | undefined {
  const { spindles, cans } = mill.state
  const row = spindles.can[spindle]! % mill.layout.prep.cans
  if (cans.number[row] !== spindles.can[spindle]) return undefined
  const material = materialAt(cans, row)
  material.count += ROVING_COUNT_SPREAD * spreadOfCan(mill, spindles.can[spindle]!)
  return material
}

/** -1.7 … 1.7 with variance 1 from the number of the can at the roving spindle: it needs no memory. */
const spreadOfCan = (mill: Mill, can: number): number =>
  (mix32(mill.state.mill.seed ^ Math.imul(can + 1, 0x9e3779b1)) / 2147483648 - 1) * Math.sqrt(3)

/** Notes f_fibre of a bobbin against that of the plan (domain 2.4), and its count. */
export function noteRoving(mill: Mill, spindle: number): void {
  const { spindles, frames } = mill.state
  const frame = Math.floor(spindle / mill.layout.perFrame)
  const roving = rovingOn(mill, spindle)
  const count = roving?.count ?? 0
  frames.countPercent[frame]! += (count - spindles.countPercent[spindle]!) / mill.layout.perFrame
  spindles.countPercent[spindle] = count
  spindles.fibre[spindle] = roving ? fibreShare(mill, roving) : 1
}

function fibreShare(mill: Mill, roving: Material): number {
  const { fibre } = mill.plan.spinPlan
  const { nepsPerG, shortFibrePercent, stickiness } = roving
  const factor = fibreFactor({ cvmPercent: fibre.cvmPercent, nepsPerG, shortFibrePercent }) / fibreFactor(fibre)
  return factor * exp(0.35 * yarnUnevenness(mill.plan.spinPlan, roving)) * (1 + STICKY_BREAKS * stickiness)
}
