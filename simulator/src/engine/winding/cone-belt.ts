import { articleRow } from '../kernel/articles'
import type { Mill } from '../kernel/state'
import { palletCones, plannedPalletsPerDay } from '../yarn-store/pallet'
import { begunKg, conesMade, onConesKg } from './cones'

/** Cones of an article that a winder has doffed and no packing line has taken yet, of what is booked. */
export const conesWaiting = (mill: Mill, winder: number, article: number): number =>
  Math.max(0, conesMade(mill, winder, article) - mill.state.coneBelts.packed[articleRow(mill, winder, article)]!)

/** Cones of all articles on the belt of a winder. */
export function conesOnBelt(mill: Mill, winder: number): number {
  let cones = 0
  for (let article = 0; article < mill.layout.articles; article++) cones += conesWaiting(mill, winder, article)
  return cones
}

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
  const article = mill.state.winders.article[winder]!
  const others = conesOnBelt(mill, winder) - conesWaiting(mill, winder, article)
  const full = mill.state.coneBelts.packed[articleRow(mill, winder, article)]! + beltCones(mill) - others
  const made = onConesKg(mill, winder, article) - begunKg(mill, article)
  return full * mill.plan.machines.winders.conePackageKg - made
}

/** The winder goes over to another article: its units take their cones off, and go on with those that they left of it. */
export function changeCones(mill: Mill, winder: number, article: number, atMs: number): void {
  const { winders, coneBelts } = mill.state
  coneBelts.untilMs[articleRow(mill, winder, winders.article[winder]!)] = atMs
  winders.article[winder] = article
  if (conesWaiting(mill, winder, article) === 0) coneBelts.sinceMs[articleRow(mill, winder, article)] = atMs
}

/** When the last of the cones of an article that wait on the belt of a winder was wound; now, while it winds more. */
export function lastConeMs(mill: Mill, winder: number, article: number, atMs: number): number {
  const { winders, coneBelts } = mill.state
  return winders.article[winder] === article ? atMs : coneBelts.untilMs[articleRow(mill, winder, article)]!
}

/** Cones that wait on all belts when the mill begins: of half a pallet for each packing line. */
export const conesWaitingAtStart = ({ plan }: Mill): number =>
  Math.floor(palletCones(plan) / 2) * plan.machines.packingLines.count

/** The belt of a winder when the mill begins; what it held before is history, and of the first article. */
export function beginBelt(mill: Mill, winder: number, nowMs: number): void {
  const { coneBelts } = mill.state
  const { frames } = mill.layout
  const row = articleRow(mill, winder, 0)
  const waiting = Math.floor((conesWaitingAtStart(mill) + winder) / frames)
  coneBelts.packed[row] = conesMade(mill, winder, 0) - waiting
  coneBelts.sinceMs[row] =
    nowMs - (conesWaitingAtStart(mill) / palletCones(mill.plan) / plannedPalletsPerDay(mill.plan)) * DAY_MS
}
