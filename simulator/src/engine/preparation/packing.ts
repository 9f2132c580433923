import { schedule } from '../kernel/calendar'
import type { Mill } from '../kernel/state'
import { copsSince, netKg } from '../winding/winders'
import { rateOf, settleMachine } from './flow-motion'
import { packCones } from './hand-work'
import { drawStop, enter, ownStopMs, stopFor } from './machine-state'
import { PALLET_KG } from './stage-times'

const HOUR_MS = 3_600_000
/** What a millisecond packs too much is left in the line, kg. */
const NEAR_KG = 0.01
/** A line looks again for a pallet's cones after at least this time, and at the latest after the other. */
const LOOK_MS = 30_000
const LOOK_MOST_MS = 3 * HOUR_MS

/** Cones that the winders have given since installation, kg; of what is not booked yet, with the cuts to be expected. */
export function conesMadeKg(mill: Mill): number {
  const { winders, mill: numbers } = mill.state
  let kg = 0
  for (let winder = 0; winder < mill.layout.frames; winder++) {
    const since = copsSince(mill, winder, numbers.nowMs)
    const cuts = winders.cuts[winder]! + since * winders.meanCuts[winder]!
    kg += netKg(mill, winders.kg[winder]! + since * winders.copKg[winder]!, cuts)
  }
  return kg
}

/** A packing line takes the cones of a pallet as soon as there are so many, and packs them. */
export function onPackingLine(mill: Mill, machine: number, atMs: number): void {
  const { flow } = mill.state
  settleMachine(mill, machine, atMs)
  flow.stopEndMs[machine] = 0
  if (flow.running[machine] && flow.packageKg[machine]! >= PALLET_KG - NEAR_KG) {
    flow.packages[machine]! += 1
    flow.packageKg[machine]! -= PALLET_KG
    takeCones(mill, machine, atMs)
  } else if (flow.running[machine] && flow.untilStopMs[machine]! < 1) {
    flow.stops[machine]! += 1
    drawStop(mill, machine)
    stopFor(mill, machine, 'stopped', ownStopMs(mill, machine), atMs)
  } else if (flow.packageKg[machine]! > NEAR_KG) pack(mill, machine, atMs)
  else takeCones(mill, machine, atMs)
}

function takeCones(mill: Mill, machine: number, atMs: number): void {
  const { mill: numbers } = mill.state
  const waiting = conesMadeKg(mill) - numbers.conesTakenKg
  if (waiting >= PALLET_KG) {
    numbers.conesTakenKg += PALLET_KG
    packCones(mill, machine, PALLET_KG, atMs)
    pack(mill, machine, atMs)
    return
  }
  enter(mill, machine, 'no-material', atMs)
  const planned = mill.derived.plannedKgPerHour
  const waitMs = ((PALLET_KG - waiting) / planned) * HOUR_MS
  const lookMs = Math.max(LOOK_MS, Math.min(LOOK_MOST_MS, waitMs))
  schedule(mill.calendar, mill.layout.slots.machines + machine, Math.ceil(atMs + lookMs))
}

function pack(mill: Mill, machine: number, atMs: number): void {
  const { flow } = mill.state
  enter(mill, machine, 'producing', atMs)
  const leftMs = ((PALLET_KG - flow.packageKg[machine]!) / rateOf(mill, machine)) * HOUR_MS
  const waitMs = Math.max(1, Math.min(leftMs, flow.untilStopMs[machine]!))
  schedule(mill.calendar, mill.layout.slots.machines + machine, Math.ceil(atMs + waitMs))
}

/** When the mill begins, half a pallet's cones wait for each line; the counters before are history. */
export function takeConesFrom(mill: Mill): void {
  mill.state.mill.conesTakenKg = conesMadeKg(mill) - (PALLET_KG / 2) * mill.layout.flowCount.packing
}
