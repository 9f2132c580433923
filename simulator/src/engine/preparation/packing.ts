import { REASON_CODES } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import type { Mill } from '../kernel/state'
import { netKg } from '../winding/net-yarn'
import { onBeltFreed } from '../winding/units'
import { copsSince } from '../winding/winders'
import { beginPallet, conesOnBelts, setDown } from '../yarn-store/make-pallet'
import { palletKg } from '../yarn-store/pallet'
import { atOutfeed } from '../yarn-store/stacker-crane'
import { rateOf, settleMachine } from './flow-motion'
import { packCones, storePallet } from './hand-work'
import { enter, waitFor } from './machine-state'
import { stopItself } from './own-stops'

const HOUR_MS = 3_600_000
const BUFFER_FULL = REASON_CODES.indexOf('buffer-full')
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

/**
 * A packing line takes the cones of a pallet as soon as there are so many, packs them, and sets the pallet down for the crane of
 * the store; while the crane does not fetch any, because the store is full, the line waits.
 */
export function onPackingLine(mill: Mill, machine: number, atMs: number): void {
  const { flow } = mill.state
  const full = palletKg(mill.plan)
  settleMachine(mill, machine, atMs)
  flow.stopEndMs[machine] = 0
  if (flow.running[machine] && flow.packageKg[machine]! >= full - NEAR_KG) {
    flow.packages[machine]! += 1
    flow.packageKg[machine]! -= full
    setDown(mill, machine - mill.layout.flowFirst.packing, atMs)
    storePallet(mill, machine, atMs)
    takeCones(mill, machine, atMs)
  } else if (flow.running[machine] && flow.untilStopMs[machine]! < 1) stopItself(mill, machine, atMs)
  else if (flow.packageKg[machine]! > NEAR_KG) pack(mill, machine, atMs)
  else takeCones(mill, machine, atMs)
}

function takeCones(mill: Mill, machine: number, atMs: number): void {
  const line = machine - mill.layout.flowFirst.packing
  if (atOutfeed(mill, line) >= mill.plan.machines.palletStore.outfeedPallets) {
    waitFor(mill, machine, 'buffer-full', atMs)
    return
  }
  const full = palletKg(mill.plan)
  if (beginPallet(mill, line, atMs)) {
    takeMixed(mill, machine, full)
    mill.state.mill.conesTakenKg += full
    freeBelts(mill, atMs)
    packCones(mill, machine, full, atMs)
    pack(mill, machine, atMs)
    return
  }
  enter(mill, machine, 'no-material', atMs)
  const missing = full - conesOnBelts(mill) * mill.plan.machines.winders.conePackageKg
  const waitMs = (missing / mill.derived.plannedKgPerHour) * HOUR_MS
  const lookMs = Math.max(LOOK_MS, Math.min(LOOK_MOST_MS, waitMs))
  schedule(mill.calendar, mill.layout.slots.machines + machine, Math.ceil(atMs + lookMs))
}

/** Yarn of cops on wrong tubes is spread over the cones that wait: a pallet takes its share. */
function takeMixed(mill: Mill, machine: number, palletKg: number): void {
  const { mill: numbers, flow } = mill.state
  const waitingKg = conesMadeKg(mill) - numbers.conesTakenKg
  const mixedKg = waitingKg > palletKg ? (numbers.mixedKg * palletKg) / waitingKg : numbers.mixedKg
  numbers.mixedKg -= mixedKg
  flow.mixedShare[machine] = mixedKg / palletKg
}

/** Winders whose belts were full go on. */
function freeBelts(mill: Mill, atMs: number): void {
  for (let winder = 0; winder < mill.layout.frames; winder++) {
    if (mill.state.winders.reason[winder] === BUFFER_FULL) onBeltFreed(mill, winder, atMs)
  }
}

function pack(mill: Mill, machine: number, atMs: number): void {
  const { flow } = mill.state
  enter(mill, machine, 'producing', atMs)
  const leftMs = ((palletKg(mill.plan) - flow.packageKg[machine]!) / rateOf(mill, machine)) * HOUR_MS
  const waitMs = Math.max(1, Math.min(leftMs, flow.untilStopMs[machine]!))
  schedule(mill.calendar, mill.layout.slots.machines + machine, Math.ceil(atMs + waitMs))
}

/** When the mill begins, what the belts hold is not taken yet; the counters before are history. */
export function takeConesFrom(mill: Mill): void {
  mill.state.mill.conesTakenKg = conesMadeKg(mill) - conesOnBelts(mill) * mill.plan.machines.winders.conePackageKg
}
