import type { Mill } from '../kernel/state'
import { conesWaiting } from '../winding/cone-belt'
import { settleWinder } from '../winding/winders'
import { palletCones } from './pallet'
import { askCrane } from './stacker-crane'
import { LOTS_OF_PALLET, PalletPlace } from './yarn-store-state'

/** Cones that wait on the belts of all winders, of what is booked. */
export function conesOnBelts(mill: Mill): number {
  let cones = 0
  for (let winder = 0; winder < mill.layout.frames; winder++) cones += conesWaiting(mill, winder)
  return cones
}

/**
 * A packing line takes the cones of a pallet from the belts, of each winder its oldest, in proportion to what waits there. False,
 * and nothing is taken, when there are not so many.
 */
export function beginPallet(mill: Mill, line: number, atMs: number): boolean {
  for (let winder = 0; winder < mill.layout.frames; winder++) settleWinder(mill, winder, atMs)
  const waiting = conesOnBelts(mill)
  const wanted = palletCones(mill.plan)
  if (waiting < wanted) return false
  const row = newPallet(mill, line, atMs)
  const { pallets, coneBelts } = mill.state
  let before = 0
  let taken = 0
  for (let winder = 0; winder < mill.layout.frames; winder++) {
    const here = conesWaiting(mill, winder)
    before += here
    const upTo = Math.floor((before * wanted) / waiting)
    const cones = upTo - taken
    taken = upTo
    const at = row * mill.layout.frames + winder
    const packed = coneBelts.packed[winder]!
    pallets.coneFirst[at] = packed + 1
    pallets.coneNext[at] = packed + 1 + cones
    coneBelts.packed[winder] = packed + cones
    if (cones === 0) continue
    // Cones come off a winder evenly.
    const sinceMs = coneBelts.sinceMs[winder]!
    const lastMs = sinceMs + ((atMs - sinceMs) * cones) / here
    pallets.fromMs[row] = Math.min(pallets.fromMs[row]!, sinceMs)
    pallets.toMs[row] = Math.max(pallets.toMs[row]!, lastMs)
    coneBelts.sinceMs[winder] = lastMs
  }
  nameLots(mill, row)
  return true
}

/** A row for a pallet that begins. */
export function newPallet(mill: Mill, line: number, atMs: number): number {
  const { pallets, mill: numbers } = mill.state
  const row = pallets.place.indexOf(PalletPlace.none)
  if (row < 0) throw new RangeError('no place for another pallet')
  numbers.palletsBegun += 1
  pallets.number[row] = numbers.palletsBegun
  pallets.place[row] = PalletPlace.line
  pallets.line[row] = line
  pallets.beganMs[row] = atMs
  pallets.packedMs[row] = 0
  pallets.fromMs[row] = atMs
  pallets.toMs[row] = 0
  return row
}

/** The pallet in a line; -1 for none. */
export function palletInLine(mill: Mill, line: number): number {
  const { place, line: madeBy } = mill.state.pallets
  for (let row = 0; row < place.length; row++) {
    if (place[row] === PalletPlace.line && madeBy[row] === line) return row
  }
  return -1
}

/** The line has packed its pallet and sets it down for the crane. */
export function setDown(mill: Mill, line: number, atMs: number): void {
  const { pallets } = mill.state
  const row = palletInLine(mill, line)
  pallets.place[row] = PalletPlace.outfeed
  pallets.packedMs[row] = atMs
  askCrane(mill, atMs)
}

/** Cones of a winder on a pallet. */
export const conesOf = ({ state: { pallets }, layout }: Mill, row: number, winder: number): number =>
  pallets.coneNext[row * layout.frames + winder]! - pallets.coneFirst[row * layout.frames + winder]!

/** Of which bale lots the cones of a pallet are: those of the yarn that each winder winds. */
function nameLots(mill: Mill, row: number): void {
  const { winders } = mill.state
  const shares = new Map<number, number>()
  const add = (lot: number, cones: number) => shares.set(lot, (shares.get(lot) ?? 0) + cones)
  for (let winder = 0; winder < mill.layout.frames; winder++) {
    const cones = conesOf(mill, row, winder)
    if (cones === 0) continue
    const shareB = winders.lotShareB[winder]!
    add(winders.lotA[winder]!, cones * (1 - shareB))
    if (shareB > 0) add(winders.lotB[winder]!, cones * shareB)
  }
  putLots(mill, row, shares)
}

/** Keeps the greatest shares, in proportion. */
export function putLots(mill: Mill, row: number, shares: ReadonlyMap<number, number>): void {
  const { pallets } = mill.state
  const most = [...shares].sort((a, b) => b[1] - a[1] || b[0] - a[0]).slice(0, LOTS_OF_PALLET)
  const sum = most.reduce((total, [, share]) => total + share, 0)
  for (let place = 0; place < LOTS_OF_PALLET; place++) {
    const [lot, share] = most[place] ?? [0, 0]
    pallets.lot[row * LOTS_OF_PALLET + place] = lot
    pallets.lotShare[row * LOTS_OF_PALLET + place] = share === 0 ? 0 : share / sum
  }
}
