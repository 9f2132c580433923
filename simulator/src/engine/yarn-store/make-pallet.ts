import { articleRow } from '../kernel/articles'
import type { Mill } from '../kernel/state'
import { conesOnBelt, conesWaiting, lastConeMs } from '../winding/cone-belt'
import { settleWinder } from '../winding/winders'
import { type Batch, nextBatch } from './next-batch'
import { conesOn } from './pallet-cones'
import { askCrane } from './stacker-crane'
import { LOTS_OF_PALLET, PalletPlace } from './yarn-store-state'

/** Cones that wait on the belts of all winders, of what is booked. */
export function conesOnBelts(mill: Mill): number {
  let cones = 0
  for (let winder = 0; winder < mill.layout.frames; winder++) cones += conesOnBelt(mill, winder)
  return cones
}

/**
 * A packing line takes cones of one article from the belts, of each winder its oldest, in proportion to what waits there: those of
 * a pallet, or fewer for one that is set aside afterwards. How many there were on the pallet and how many are there now; undefined,
 * and nothing is taken, when there are too few.
 */
export function takePallet(mill: Mill, line: number, atMs: number): { before: number; after: number } | undefined {
  for (let winder = 0; winder < mill.layout.frames; winder++) settleWinder(mill, winder, atMs)
  const batch = nextBatch(mill)
  if (!batch) return undefined
  const row = batch.aside < 0 ? beginPallet(mill, line, batch.article, atMs) : batch.aside
  mill.state.pallets.place[row] = PalletPlace.line
  mill.state.pallets.line[row] = line
  const before = conesOn(mill, row)
  putCones(mill, row, batch, before, atMs)
  return { before, after: before + batch.cones }
}

function beginPallet(mill: Mill, line: number, article: number, atMs: number): number {
  const { pallets, coneBelts } = mill.state
  const row = newPallet(mill, line, article, atMs)
  for (let winder = 0; winder < mill.layout.frames; winder++) {
    const next = coneBelts.packed[articleRow(mill, winder, article)]! + 1
    pallets.coneFirst[row * mill.layout.frames + winder] = next
    pallets.coneNext[row * mill.layout.frames + winder] = next
  }
  return row
}

/** Cones come onto a pallet that holds some of its article already, or none. */
function putCones(mill: Mill, row: number, { article, cones, waiting }: Batch, already: number, atMs: number): void {
  const { pallets, coneBelts } = mill.state
  const lots = lotsOn(mill, row, already)
  pallets.takenMs[row] = atMs
  let before = 0
  let taken = 0
  for (let winder = 0; winder < mill.layout.frames; winder++) {
    const here = conesWaiting(mill, winder, article)
    before += here
    const upTo = Math.floor((before * cones) / waiting)
    const ofWinder = upTo - taken
    taken = upTo
    if (ofWinder === 0) continue
    const belt = articleRow(mill, winder, article)
    pallets.coneNext[row * mill.layout.frames + winder]! += ofWinder
    coneBelts.packed[belt]! += ofWinder
    // Cones come off a winder evenly.
    const sinceMs = coneBelts.sinceMs[belt]!
    const lastMs = sinceMs + ((lastConeMs(mill, winder, article, atMs) - sinceMs) * ofWinder) / here
    pallets.fromMs[row] = Math.min(pallets.fromMs[row]!, sinceMs)
    pallets.toMs[row] = Math.max(pallets.toMs[row]!, lastMs)
    coneBelts.sinceMs[belt] = lastMs
    addLots(mill, lots, winder, ofWinder)
  }
  putLots(mill, row, lots)
}

/** A row for a pallet that begins. */
export function newPallet(mill: Mill, line: number, article: number, atMs: number): number {
  const { pallets, mill: numbers } = mill.state
  const row = pallets.place.indexOf(PalletPlace.none)
  if (row < 0) throw new RangeError('no place for another pallet')
  numbers.palletsBegun += 1
  pallets.number[row] = numbers.palletsBegun
  pallets.place[row] = PalletPlace.line
  pallets.line[row] = line
  pallets.article[row] = article
  pallets.beganMs[row] = atMs
  pallets.takenMs[row] = atMs
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

/** The line has packed what there was for its pallet: it stands beside the lines until there is more. */
export function setAside(mill: Mill, line: number): void {
  mill.state.pallets.place[palletInLine(mill, line)] = PalletPlace.aside
}

/** The line has packed its pallet and sets it down for the crane. */
export function setDown(mill: Mill, line: number, atMs: number): void {
  const { pallets } = mill.state
  const row = palletInLine(mill, line)
  pallets.place[row] = PalletPlace.outfeed
  pallets.packedMs[row] = atMs
  askCrane(mill, atMs)
}

/** Of which bale lots the cones on a pallet are, in cones. */
function lotsOn(mill: Mill, row: number, cones: number): Map<number, number> {
  const { lot, lotShare } = mill.state.pallets
  const lots = new Map<number, number>()
  if (cones === 0) return lots
  for (let at = row * LOTS_OF_PALLET; at < (row + 1) * LOTS_OF_PALLET; at++) {
    if (lotShare[at]! > 0) lots.set(lot[at]!, cones * lotShare[at]!)
  }
  return lots
}

/** Adds cones of a winder: of the bale lots of the yarn that it winds. */
function addLots(mill: Mill, lots: Map<number, number>, winder: number, cones: number): void {
  const { lotA, lotB, lotShareB } = mill.state.winders
  const add = (lot: number, count: number) => lots.set(lot, (lots.get(lot) ?? 0) + count)
  const shareB = lotShareB[winder]!
  add(lotA[winder]!, cones * (1 - shareB))
  if (shareB > 0) add(lotB[winder]!, cones * shareB)
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
