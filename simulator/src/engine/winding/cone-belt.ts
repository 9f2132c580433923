import type { Mill } from '../kernel/state'
import { palletCones, plannedPalletsPerDay } from '../yarn-store/pallet'
import { netKg } from './net-yarn'

/** Cones that a winder has doffed since installation, of what is booked. */
export function conesMade(mill: Mill, winder: number): number {
  const { kg, cuts } = mill.state.winders
  const net = netKg(mill, kg[winder]!, cuts[winder]!)
  return Math.floor(net / mill.plan.machines.winders.conePackageKg)
}

/** Cones of a winder that no packing line has taken yet. */
export const conesWaiting = (mill: Mill, winder: number): number =>
  Math.max(0, conesMade(mill, winder) - mill.state.coneBelts.packed[winder]!)

const DAY_MS = 86_400_000
/** All belts together hold at least so many pallets for each packing line, so that a small mill fills one [EST]. */
const LEAST_PALLETS = 2

/** Cones that the belt of each winder holds. */
export function beltCones({ plan, derived, layout }: Mill): number {
  const { winders, palletStore, packingLines } = plan.machines
  const perHour = (derived.plannedKgPerHour * (1 - plan.spinPlan.loss.winding)) / layout.frames / winders.conePackageKg
  const least = (LEAST_PALLETS * palletCones(plan) * packingLines.count) / layout.frames
  return Math.ceil(Math.max(least, palletStore.coneBeltHours * perHour))
}

/** Yarn, kg, that a winder can still put on cones before its belt is full, of what is booked. */
export function beltRoomKg(mill: Mill, winder: number): number {
  const { kg, cuts } = mill.state.winders
  const full = mill.state.coneBelts.packed[winder]! + beltCones(mill)
  return full * mill.plan.machines.winders.conePackageKg - netKg(mill, kg[winder]!, cuts[winder]!)
}

/** Cones that wait on all belts when the mill begins: of half a pallet for each packing line. */
export const conesWaitingAtStart = ({ plan }: Mill): number =>
  Math.floor(palletCones(plan) / 2) * plan.machines.packingLines.count

/** The belt of a winder when the mill begins; what it held before is history. */
export function beginBelt(mill: Mill, winder: number, nowMs: number): void {
  const { coneBelts } = mill.state
  const { frames } = mill.layout
  const waiting = Math.floor((conesWaitingAtStart(mill) + winder) / frames)
  coneBelts.packed[winder] = conesMade(mill, winder) - waiting
  coneBelts.sinceMs[winder] =
    nowMs - (conesWaitingAtStart(mill) / palletCones(mill.plan) / plannedPalletsPerDay(mill.plan)) * DAY_MS
}
