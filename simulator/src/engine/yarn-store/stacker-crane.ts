import { schedule } from '../kernel/calendar'
import { MillSlot } from '../kernel/layout'
import { nextBetween } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { CraneState, PalletPlace } from './yarn-store-state'

/** Power of the crane when it moves, and of its control when it stands, W [EST]. */
const MOVING_W = 12_000
const STANDING_W = 800

export const cranePowerW = (mill: Mill): number => (mill.state.mill.crane === CraneState.idle ? STANDING_W : MOVING_W)

/** Energy of the crane since installation, J. */
export const craneEnergyJ = (mill: Mill, atMs: number): number => {
  const { craneEnergyJ: booked, craneSinceMs } = mill.state.mill
  return booked + (cranePowerW(mill) * (atMs - craneSinceMs)) / 1000
}

/** Energy of the crane, J, for its moves up to now in so many seconds. */
export function pastCraneJ(mill: Mill, seconds: number): number {
  const [least, most] = mill.plan.machines.palletStore.craneS
  return STANDING_W * seconds + ((MOVING_W - STANDING_W) * mill.state.mill.craneMoves * (least + most)) / 2
}

/** Pallets that a packing line has set down and nobody has fetched. */
export function atOutfeed(mill: Mill, line: number): number {
  const { place, line: madeBy } = mill.state.pallets
  let count = 0
  for (let row = 0; row < place.length; row++) {
    if (place[row] === PalletPlace.outfeed && madeBy[row] === line) count++
  }
  return count
}

/** The row of the pallet at a place whose last cones were taken first; -1 for none. One that stood aside is not old for that. */
export function oldestAt(mill: Mill, where: number): number {
  const { place } = mill.state.pallets
  let oldest = -1
  for (let row = 0; row < place.length; row++) {
    if (place[row] === where && (oldest < 0 || isOlder(mill, row, oldest))) oldest = row
  }
  return oldest
}

function isOlder({ state }: Mill, row: number, than: number): boolean {
  const { takenMs, number } = state.pallets
  return takenMs[row] === takenMs[than] ? number[row]! < number[than]! : takenMs[row]! < takenMs[than]!
}

/** There may be work for the crane. */
export function askCrane(mill: Mill, atMs: number): void {
  if (mill.state.mill.crane === CraneState.idle) begin(mill, atMs, CraneState.idle)
}

/** The crane has set its pallet down. */
export function onCrane(mill: Mill, atMs: number): void {
  const { pallets, mill: numbers } = mill.state
  const row = numbers.cranePallet
  const was = numbers.crane
  settle(mill, atMs)
  numbers.craneMoves += 1
  if (was === CraneState.storing) {
    pallets.place[row] = PalletPlace.stored
    numbers.palletsStored += 1
    numbers.palletsIn += 1
  } else {
    pallets.place[row] = PalletPlace.none
    pallets.number[row] = 0
    numbers.palletsOut += 1
  }
  numbers.crane = CraneState.idle
  numbers.cranePallet = -1
  begin(mill, atMs, was)
}

/** The next pallet; where there is work in both directions, they take turns. */
function begin(mill: Mill, atMs: number, last: number): void {
  const { mill: numbers, pallets } = mill.state
  const { yarnStore, flowFirst } = mill.layout
  const toStore = numbers.palletsStored < yarnStore.capacity ? oldestAt(mill, PalletPlace.outfeed) : -1
  const toDock = numbers.palletsDue > 0 ? oldestAt(mill, PalletPlace.stored) : -1
  const slot = mill.layout.slots.mill + MillSlot.crane
  if (toStore < 0 && toDock < 0) {
    schedule(mill.calendar, slot, Number.POSITIVE_INFINITY)
    return
  }
  settle(mill, atMs)
  if (toDock < 0 || (toStore >= 0 && last !== CraneState.storing)) {
    numbers.crane = CraneState.storing
    numbers.cranePallet = toStore
    pallets.place[toStore] = PalletPlace.toStore
    // The line that waits for room looks again.
    const line = flowFirst.packing + pallets.line[toStore]!
    if (mill.calendar.timesMs[mill.layout.slots.machines + line] === Number.POSITIVE_INFINITY)
      schedule(mill.calendar, mill.layout.slots.machines + line, atMs)
  } else {
    numbers.crane = CraneState.retrieving
    numbers.cranePallet = toDock
    pallets.place[toDock] = PalletPlace.toDock
    numbers.palletsStored -= 1
    numbers.palletsDue -= 1
  }
  const seconds = nextBetween(
    mill.state.kernel.streams,
    mill.layout.streams.crane,
    mill.plan.machines.palletStore.craneS,
  )
  schedule(mill.calendar, slot, Math.ceil(atMs + seconds * 1000))
}

function settle(mill: Mill, atMs: number): void {
  const { mill: numbers } = mill.state
  numbers.craneEnergyJ = craneEnergyJ(mill, atMs)
  numbers.craneSinceMs = atMs
}
