import { schedule } from '../kernel/calendar'
import type { Mill } from '../kernel/state'

/** Specific energy of winding, kWh/kg, and the share of its power that an idle winder takes (domain 1.4; share [EST]). */
const WINDING_KWH_PER_KG = 0.32
const IDLE_SHARE = 0.2
const HOUR_MS = 3_600_000

/** Yarn that a winder takes from cops, kg/ms, with bobbin changes, splices and cone doffs taken off (domain 2.7). */
export const winderKgPerMs = (mill: Mill): number => mill.derived.winderKgPerHour / HOUR_MS

/** Power of a winder, W, that winds or waits. */
export function winderPowerW(mill: Mill, running: boolean): number {
  const full = WINDING_KWH_PER_KG * mill.derived.winderKgPerHour * 1000
  return running ? full : full * IDLE_SHARE
}

/** Yarn wound since the winder last changed, kg. */
export function woundSince(mill: Mill, winder: number, atMs: number): number {
  const { winders } = mill.state
  if (!winders.running[winder]) return 0
  return Math.min(winders.backlogKg[winder]!, (atMs - winders.sinceMs[winder]!) * winderKgPerMs(mill))
}

/** Energy used since the winder last changed, J. */
export function winderEnergySince(mill: Mill, winder: number, atMs: number): number {
  const { winders } = mill.state
  return (winderPowerW(mill, winders.running[winder] === 1) * (atMs - winders.sinceMs[winder]!)) / 1000
}

/** The frame's doffer hands its cops over; a winder that waited for bobbins starts. */
export function receiveCops(mill: Mill, winder: number, kg: number, cops: number, atMs: number): void {
  const { winders } = mill.state
  settleWinder(mill, winder, atMs)
  winders.backlogKg[winder]! += kg
  winders.backlogCops[winder]! += cops
  if (winders.backlogKg[winder]! <= 0) return
  setRunning(mill, winder, 1, atMs)
  const emptyMs = atMs + winders.backlogKg[winder]! / winderKgPerMs(mill)
  schedule(mill.calendar, mill.layout.slots.winders + winder, Math.ceil(emptyMs))
}

/** The last cop is wound: the winder waits for the next doff. */
export function onWinder(mill: Mill, winder: number, atMs: number): void {
  settleWinder(mill, winder, atMs)
  setRunning(mill, winder, 0, atMs)
  schedule(mill.calendar, mill.layout.slots.winders + winder, Number.POSITIVE_INFINITY)
}

function setRunning(mill: Mill, winder: number, running: 0 | 1, atMs: number): void {
  const { winders } = mill.state
  if (winders.running[winder] === running) return
  winders.running[winder] = running
  mill.onEvent?.({
    kind: 'machine',
    atMs,
    machine: 'winder',
    index: winder,
    state: running ? 'Executing' : 'NotExecuting',
    reason: running ? 'producing' : 'waiting-for-bobbins',
  })
}

function settleWinder(mill: Mill, winder: number, atMs: number): void {
  const { winders } = mill.state
  const kg = woundSince(mill, winder, atMs)
  winders.energyJ[winder]! += winderEnergySince(mill, winder, atMs)
  if (kg > 0) {
    const cops = (winders.backlogCops[winder]! * kg) / winders.backlogKg[winder]!
    winders.kg[winder]! += kg
    winders.cops[winder]! += cops
    winders.backlogKg[winder]! -= kg
    winders.backlogCops[winder]! -= cops
  }
  winders.sinceMs[winder] = atMs
}
