import type { Mill } from '../kernel/state'
import { ROVING_STORE_HOURS } from './prep-layout'
import { setNumberOf } from './roving-sets'
import { noteRoving } from './roving-store'

// Steps of the golden ratio spread any number of places evenly.
const GOLDEN = 0.618033988749895

/** Share of the can at a place that is left when the set that is made now is done; places are evenly spread. */
export function canLeft(frame: number, place: number): number {
  return (place * GOLDEN + frame * 0.37) % 1
}

/** Number of the can at a place of a roving frame, so many cans back. */
export function canOf(mill: Mill, frame: number, place: number, back: number): number {
  const { canGenerations, rovingFrames, rovingSpindles } = mill.layout.prep
  return ((canGenerations - 1 - back) * rovingFrames + frame) * rovingSpindles + place
}

/** The can that a set was made of, so many sets back. */
export function canOfSet(mill: Mill, frame: number, place: number, back: number): number {
  const { setsPerCan, canGenerations } = mill.layout.prep
  const cansBack = Math.floor(canLeft(frame, place) + back / setsPerCan)
  return canOf(mill, frame, place, Math.min(canGenerations - 1, cansBack))
}

/** The bobbin that was hung on a spindle so many hours ago. */
export function pastBobbin(mill: Mill, spindle: number, roving: number, hours: number): void {
  const { spindles, flow } = mill.state
  const { setHours, rovingSpindles } = mill.layout.prep
  // It had been in the store before; not of the sets that lie there now.
  const back = Math.ceil(ROVING_STORE_HOURS / setHours) + 2 + Math.floor(hours / setHours)
  const place = (spindle * 7 + back * 31) % rovingSpindles
  spindles.can[spindle] = canOfSet(mill, roving, place, back)
  const machine = mill.layout.flowFirst['roving-frame'] + roving
  spindles.set[spindle] = setNumberOf(mill, roving, Math.max(0, flow.packages[machine]! - back + 1))
  noteRoving(mill, spindle)
}
