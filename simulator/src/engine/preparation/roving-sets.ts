import type { Mill } from '../kernel/state'
import { freeCarrier, takeFromStore } from './carriers'
import { Link } from './flow-kinds'
import { creelCans } from './hand-work'

/** Less than a bobbin's roving is left in a can when it is below this, kg. */
const NEAR_KG = 1e-3

/** Place of the n-th set of a roving frame in the arrays of sets, 0 for the oldest in store. */
export function setPlace(mill: Mill, frame: number, nth: number): number {
  const { setsKept } = mill.layout.prep
  return frame * setsKept + ((mill.state.rovingSets.first[frame]! + nth) % setsKept)
}

export const isRovingStoreFull = (mill: Mill, frame: number): boolean =>
  mill.state.rovingSets.stored[frame]! >= mill.layout.prep.setsKept

/** Number of a doff set: the frame's doffs count on, and the frames alternate. */
export const setNumberOf = (mill: Mill, frame: number, doff: number): number =>
  doff * mill.layout.prep.rovingFrames + frame
export const frameOfSet = (mill: Mill, set: number): number => set % mill.layout.prep.rovingFrames

/** Bobbins of a frame in the store. */
export function bobbinsStored(mill: Mill, frame: number): number {
  const { stored, left } = mill.state.rovingSets
  let bobbins = 0
  for (let nth = 0; nth < stored[frame]!; nth++) bobbins += left[setPlace(mill, frame, nth)]!
  return bobbins
}

/** A roving frame doffs: its bobbins go into the store, each with the can that it was made of. */
export function storeSet(mill: Mill, frame: number, doff: number, atMs: number): void {
  const { rovingSets, rovingCreels } = mill.state
  const { rovingSpindles } = mill.layout.prep
  const place = setPlace(mill, frame, rovingSets.stored[frame]!)
  rovingSets.stored[frame]! += 1
  rovingSets.number[place] = setNumberOf(mill, frame, doff)
  rovingSets.left[place] = rovingSpindles
  rovingSets.madeMs[place] = atMs
  const first = frame * rovingSpindles
  rovingSets.can.set(rovingCreels.can.subarray(first, first + rovingSpindles), place * rovingSpindles)
}

/** Changes the cans that would not last for another set, as far as there are any; false while some are missing. */
export function refillCreel(mill: Mill, machine: number, atMs: number): boolean {
  const { rovingCreels, carriers, flow } = mill.state
  const { prep, flowFirst } = mill.layout
  const frame = machine - flowFirst['roving-frame']
  const { rovingBobbinKg, loss } = mill.plan.spinPlan
  const needed = flow.drained[machine]! + rovingBobbinKg / (1 - loss.roving) - NEAR_KG
  const first = frame * prep.rovingSpindles
  let changed = 0
  for (let place = first; place < first + prep.rovingSpindles; place++) {
    while (rovingCreels.until[place]! < needed) {
      const carrier = takeFromStore(mill, Link.finisherCan, machine)
      if (carrier < 0) {
        creelCans(mill, machine, changed, atMs)
        return false
      }
      changed += 1
      // The end of the old can is pieced to the new one: nothing is lost.
      rovingCreels.until[place]! += carriers.kg[carrier]!
      rovingCreels.can[place] = carriers.number[carrier]!
      flow.stickiness[machine]! += (carriers.stickiness[carrier]! - flow.stickiness[machine]!) / prep.rovingSpindles
      freeCarrier(mill, carrier)
    }
  }
  creelCans(mill, machine, changed, atMs)
  return true
}
