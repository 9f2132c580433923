import { FAULT_KINDS, FAULTS, type FaultKind } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import { MillSlot } from '../kernel/layout'
import type { Mill, MillState } from '../kernel/state'
import { By, type ByCode, type FaultIndex } from './fault-state'

/** Places of all kinds are fewer than this, so that kind and place make one key. */
const SPAN = 1 << 24
const CODE_OF = Object.fromEntries(FAULT_KINDS.map((kind, code) => [kind, code])) as Record<FaultKind, number>

export function faultIndexOf({ faults, mill }: MillState): FaultIndex {
  const index: FaultIndex = { rows: new Map(), counts: new Int32Array(FAULT_KINDS.length) }
  for (let row = 0; row < mill.faults; row++) {
    index.rows.set(faults.kind[row]! * SPAN + faults.place[row]!, row)
    index.counts[faults.kind[row]!]! += 1
  }
  return index
}

/** A row of the table that is active or waits for its onset; -1 when there is none. */
export function rowOf(mill: Mill, kind: FaultKind, place: number): number {
  const code = CODE_OF[kind]
  const { rows, counts } = mill.faultIndex
  return counts[code] === 0 ? -1 : (rows.get(code * SPAN + place) ?? -1)
}

/** How severe a fault is at a place now, in the unit of its kind; 0 when there is none. The ramp is applied. */
export function severityAt(mill: Mill, kind: FaultKind, place: number, atMs: number): number {
  const row = rowOf(mill, kind, place)
  if (row < 0) return 0
  const { active, severity, rampMs, onsetMs } = mill.state.faults
  if (!active[row]) return 0
  const since = atMs - onsetMs[row]!
  return since >= rampMs[row]! ? severity[row]! : (severity[row]! * since) / rampMs[row]!
}

/** True while a fault is active at a place, however severe. */
export function isActive(mill: Mill, kind: FaultKind, place: number): boolean {
  const row = rowOf(mill, kind, place)
  return row >= 0 && mill.state.faults.active[row] === 1
}

/** What is to be entered into the table. */
export interface NewFault {
  kind: FaultKind
  place: number
  severity: number
  rampMs?: number
  /** From the onset; left out: what the kind says. Infinity: until somebody cures it. */
  lastsMs?: number
  held?: boolean
  by: ByCode
}

/** Enters a fault; its onset comes with the calendar. False when the table is full or the fault is there already. */
export function enterFault(mill: Mill, fault: NewFault, onsetMs: number): boolean {
  const { faults, mill: numbers } = mill.state
  const row = numbers.faults
  if (row >= faults.kind.length || rowOf(mill, fault.kind, fault.place) >= 0) return false
  const code = CODE_OF[fault.kind]
  numbers.faults += 1
  faults.kind[row] = code
  faults.place[row] = fault.place
  faults.severity[row] = fault.severity
  faults.rampMs[row] = fault.rampMs ?? FAULTS[fault.kind].rampMinutes * 60_000
  faults.onsetMs[row] = onsetMs
  faults.cureMs[row] = Number.POSITIVE_INFINITY
  faults.stepMs[row] = Number.POSITIVE_INFINITY
  faults.lastsMs[row] = fault.lastsMs ?? -1
  faults.active[row] = 0
  faults.held[row] = fault.held ? 1 : 0
  faults.beganBy[row] = fault.by
  faults.cureBy[row] = By.itself
  mill.faultIndex.rows.set(code * SPAN + fault.place, row)
  mill.faultIndex.counts[code]! += 1
  scheduleFaults(mill)
  return true
}

/** A room's own work brings a fault about, now: the kernel runs its onset when the event at hand is over. */
export function arise(mill: Mill, kind: FaultKind, place: number, severity: number, atMs: number): boolean {
  const entered = enterFault(mill, { kind, place, severity, by: By.itself }, atMs)
  if (!entered && rowOf(mill, kind, place) < 0) mill.state.mill.faultsLost += 1
  return entered
}

/**
 * The mill's own people have done what cures a fault, now, if there is one: the kernel runs its cure when the event at hand is
 * over. False where it was in vain, because the fault waits for a command.
 */
export function cured(mill: Mill, kind: FaultKind, place: number, atMs: number, by: ByCode = By.people): boolean {
  const row = rowOf(mill, kind, place)
  if (row < 0 || !mill.state.faults.active[row]) return true
  const { faults } = mill.state
  if (faults.held[row] && by === By.people) return false
  cureRowAt(mill, row, atMs, by)
  return true
}

/** Sets the end of an active fault, unless it ends before. */
export function cureRowAt(mill: Mill, row: number, atMs: number, by: ByCode): void {
  const { faults } = mill.state
  if (faults.cureMs[row]! <= atMs) return
  faults.cureMs[row] = atMs
  faults.cureBy[row] = by
  scheduleFaults(mill)
}

/** Takes a row out; the last row takes its place. */
export function removeRow(mill: Mill, row: number): void {
  const { faults, mill: numbers } = mill.state
  const { rows, counts } = mill.faultIndex
  const code = faults.kind[row]!
  rows.delete(code * SPAN + faults.place[row]!)
  counts[code]! -= 1
  const last = --numbers.faults
  if (row !== last) {
    for (const column of Object.values(faults)) column[row] = column[last]!
    rows.set(faults.kind[row]! * SPAN + faults.place[row]!, row)
  }
  scheduleFaults(mill)
}

/** When something happens to a row next. */
export function nextOfRow({ state: { faults } }: Mill, row: number): number {
  return faults.active[row] ? Math.min(faults.stepMs[row]!, faults.cureMs[row]!) : faults.onsetMs[row]!
}

/** When a fault began that is active at a place; Infinity when there is none. */
export function onsetOf(mill: Mill, kind: FaultKind, place: number): number {
  const row = rowOf(mill, kind, place)
  return row >= 0 && mill.state.faults.active[row] ? mill.state.faults.onsetMs[row]! : Number.POSITIVE_INFINITY
}

/** Sets the event of the table: the earliest of its rows. */
export function scheduleFaults(mill: Mill): void {
  let next = Number.POSITIVE_INFINITY
  for (let row = 0; row < mill.state.mill.faults; row++) next = Math.min(next, nextOfRow(mill, row))
  schedule(mill.calendar, mill.layout.slots.mill + MillSlot.faults, next)
}
