import { articleRow } from '../kernel/articles'
import { schedule } from '../kernel/calendar'
import { MillSlot } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import { lotAt } from '../preparation/lots'
import { conesWaitingAtStart } from '../winding/cone-belt'
import { newPallet, putLots } from './make-pallet'
import { palletCones, plannedPalletsPerDay } from './pallet'
import { plannedStock, shippingStartMs } from './shipping'
import { pastCraneJ } from './stacker-crane'
import { PalletPlace } from './yarn-store-state'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Yarn is on a cone so long after its bale was laid down [EST, domain 1.3: four to five days]. */
const BALE_TO_CONE_MS = 4.5 * DAY_MS

/**
 * The store in the middle of its work, filled to plan for the hour of the day; its pallets hold the last cones that were packed,
 * all of the first article, as many of each winder. Half the cones of a pallet wait for each line, and each line has a pallet in hand.
 */
export function createYarnStore(mill: Mill, nowMs: number): void {
  const { mill: numbers, pallets } = mill.state
  const { layout, plan } = mill
  const { frames } = layout
  const lines = layout.flowCount.packing
  const cones = palletCones(plan)
  const perMs = plannedPalletsPerDay(plan) / DAY_MS
  const waiting = conesWaitingAtStart(mill)
  const shipped = shippedToday(mill, nowMs)
  const stored = Math.max(0, Math.min(layout.yarnStore.capacity, Math.round(plannedStock(mill) + shipped.less)))
  const packed = Array.from({ length: lines }, (_, line) => mill.state.flow.packages[layout.flowFirst.packing + line]!)
  numbers.palletsIn = packed.reduce((sum, count) => sum + count, 0)
  numbers.palletsBegun = Math.max(0, numbers.palletsIn - stored)
  // The oldest first, so that their numbers follow the time; the pallets in the lines come last.
  for (let back = stored + lines - 1; back >= 0; back--) {
    const inLine = back < lines
    const beganMs = nowMs - (back + waiting / cones) / perMs
    const row = newPallet(mill, back % lines, 0, Math.round(beganMs))
    pallets.place[row] = inLine ? PalletPlace.line : PalletPlace.stored
    pallets.packedMs[row] = inLine ? 0 : Math.round(beganMs + 1 / perMs)
    pallets.fromMs[row] = Math.round(beganMs - 1 / perMs)
    pallets.toMs[row] = Math.round(beganMs)
    for (let winder = 0; winder < frames; winder++) {
      const packed = mill.state.coneBelts.packed[articleRow(mill, winder, 0)]!
      pallets.coneFirst[row * frames + winder] = packed - Math.floor(((back + 1) * cones + winder) / frames) + 1
      pallets.coneNext[row * frames + winder] = packed - Math.floor((back * cones + winder) / frames) + 1
    }
    putLots(mill, row, new Map([[lotAt(mill, beganMs - BALE_TO_CONE_MS), 1]]))
  }
  numbers.palletsStored = stored
  numbers.palletsOut = numbers.palletsIn - stored
  numbers.craneMoves = numbers.palletsIn + numbers.palletsOut
  numbers.craneSinceMs = nowMs
  numbers.craneEnergyJ = pastCraneJ(mill, (nowMs - numbers.installedMs) / 1000)
  numbers.trucks = Math.floor(numbers.palletsOut / plan.machines.palletStore.shipping.truckPallets)
  schedule(mill.calendar, layout.slots.mill + MillSlot.truck, shipped.nextMs)
}

/** How far the stock is from that at the beginning of the day's trucks, and when the next comes; orders go on evenly. */
function shippedToday(mill: Mill, nowMs: number): { less: number; nextMs: number } {
  const { plan } = mill
  const { mill: numbers } = mill.state
  const { shipping } = plan.machines.palletStore
  const perDay = plannedPalletsPerDay(plan)
  let startMs = shippingStartMs(mill, nowMs)
  if (startMs > nowMs) startMs -= DAY_MS
  const sinceMs = nowMs - startMs
  const made = (perDay * sinceMs) / DAY_MS
  const wanted = perDay * shipping.dailyShare
  const lastMs = shipping.hours * HOUR_MS
  if (sinceMs >= lastMs) return { less: made - wanted, nextMs: startMs + DAY_MS }
  const left = 1 - sinceMs / lastMs
  numbers.palletsOrdered = Math.round(wanted * left)
  numbers.trucksLeft = Math.ceil(numbers.palletsOrdered / shipping.truckPallets)
  const nextMs = numbers.trucksLeft > 0 ? nowMs + (lastMs - sinceMs) / (numbers.trucksLeft + 1) : startMs + DAY_MS
  return { less: made - (wanted - numbers.palletsOrdered), nextMs: Math.ceil(nextMs) }
}
