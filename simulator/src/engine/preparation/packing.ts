import { REASON_CODES } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import type { Mill } from '../kernel/state'
import { onConesKg } from '../winding/cones'
import { onBeltFreed } from '../winding/units'
import { copsSince } from '../winding/winders'
import { conesOnBelts, palletInLine, setAside, setDown, takePallet } from '../yarn-store/make-pallet'
import { conesMissing } from '../yarn-store/next-batch'
import { palletCones, palletKg } from '../yarn-store/pallet'
import { conesOn } from '../yarn-store/pallet-cones'
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
    const ahead = { kg: since * winders.copKg[winder]!, cuts: since * winders.meanCuts[winder]! }
    for (let article = 0; article < mill.layout.articles; article++)
      kg += onConesKg(mill, winder, article, article === winders.article[winder] ? ahead : undefined)
  }
  return kg
}

/**
 * A packing line takes the cones of a pallet as soon as there are so many of one article, packs them, and sets the pallet down for
 * the crane of the store; while the crane does not fetch any, because the store is full, the line waits. A pallet that lacks cones
 * is set aside.
 */
export function onPackingLine(mill: Mill, machine: number, atMs: number): void {
  const { flow } = mill.state
  settleMachine(mill, machine, atMs)
  flow.stopEndMs[machine] = 0
  if (flow.running[machine] && flow.packageKg[machine]! >= inHandKg(mill, machine) - NEAR_KG) {
    finishPallet(mill, machine, atMs)
    takeCones(mill, machine, atMs)
  } else if (flow.running[machine] && flow.untilStopMs[machine]! < 1) stopItself(mill, machine, atMs)
  else if (palletInLine(mill, machine - mill.layout.flowFirst.packing) >= 0) pack(mill, machine, atMs)
  else takeCones(mill, machine, atMs)
}

/** Cones of the pallet in a line, kg, as far as they have been taken from the belts; of a full one where there is none. */
function inHandKg(mill: Mill, machine: number): number {
  const row = palletInLine(mill, machine - mill.layout.flowFirst.packing)
  return row < 0 ? palletKg(mill.plan) : conesOn(mill, row) * mill.plan.machines.winders.conePackageKg
}

/** All cones that were taken for a pallet are packed: it is full, or set aside. */
function finishPallet(mill: Mill, machine: number, atMs: number): void {
  const { flow } = mill.state
  const line = machine - mill.layout.flowFirst.packing
  flow.packageKg[machine]! -= inHandKg(mill, machine)
  if (conesOn(mill, palletInLine(mill, line)) < palletCones(mill.plan)) {
    setAside(mill, line)
    return
  }
  flow.packages[machine]! += 1
  setDown(mill, line, atMs)
  storePallet(mill, machine, atMs)
}

function takeCones(mill: Mill, machine: number, atMs: number): void {
  const line = machine - mill.layout.flowFirst.packing
  if (atOutfeed(mill, line) >= mill.plan.machines.palletStore.outfeedPallets) {
    waitFor(mill, machine, 'buffer-full', atMs)
    return
  }
  const { conePackageKg } = mill.plan.machines.winders
  const pallet = takePallet(mill, line, atMs)
  if (pallet) {
    const kg = (pallet.after - pallet.before) * conePackageKg
    mill.state.flow.packageKg[machine]! += pallet.before * conePackageKg
    takeMixed(mill, machine, kg)
    mill.state.mill.conesTakenKg += kg
    freeBelts(mill, atMs)
    packCones(mill, machine, kg, atMs)
    pack(mill, machine, atMs)
    return
  }
  enter(mill, machine, 'no-material', atMs)
  const waitMs = ((conesMissing(mill) * conePackageKg) / mill.derived.plannedKgPerHour) * HOUR_MS
  const lookMs = Math.max(LOOK_MS, Math.min(lookMostMs(mill), waitMs))
  schedule(mill.calendar, mill.layout.slots.machines + machine, Math.ceil(atMs + lookMs))
}

/** Where there are several articles, belts are looked at so often that none becomes full unseen. */
function lookMostMs({ plan, layout }: Mill): number {
  if (layout.articles === 1) return LOOK_MOST_MS
  return Math.min(LOOK_MOST_MS, (plan.machines.palletStore.coneBeltHours / 8) * HOUR_MS)
}

/** Yarn of cops on wrong tubes is spread over the cones that wait: those that are taken have their share. */
function takeMixed(mill: Mill, machine: number, takenKg: number): void {
  const { mill: numbers, flow } = mill.state
  const waitingKg = conesMadeKg(mill) - numbers.conesTakenKg
  const mixedKg = waitingKg > takenKg ? (numbers.mixedKg * takenKg) / waitingKg : numbers.mixedKg
  numbers.mixedKg -= mixedKg
  flow.mixedShare[machine] = mixedKg / takenKg
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
  const leftMs = ((inHandKg(mill, machine) - flow.packageKg[machine]!) / rateOf(mill, machine)) * HOUR_MS
  const waitMs = Math.max(1, Math.min(leftMs, flow.untilStopMs[machine]!))
  schedule(mill.calendar, mill.layout.slots.machines + machine, Math.ceil(atMs + waitMs))
}

/** When the mill begins, what the belts hold is not taken yet; the counters before are history. */
export function takeConesFrom(mill: Mill): void {
  mill.state.mill.conesTakenKg = conesMadeKg(mill) - conesOnBelts(mill) * mill.plan.machines.winders.conePackageKg
}
