import { FAULT_KINDS, FAULTS, type FaultKind } from '@wanding/mill'
import { nextBetween } from '../kernel/random'
import type { Mill } from '../kernel/state'
import type { ActiveFault } from './fault-mechanism'
import { FAULT_MECHANISMS } from './fault-mechanisms'
import { placeId } from './fault-places'
import { By, type ByCode } from './fault-state'
import { cureRowAt, nextOfRow, removeRow, scheduleFaults } from './fault-table'

const MINUTE_MS = 60_000
/** A fault that was ordered where it cannot be just now is tried again after this time. */
const RETRY_MS = 10_000
const BY_WORDS = ['itself', 'people', 'command'] as const

/** The table's event: an onset, a step or a cure is due. One row at a time, the lowest first. */
export function onFaults(mill: Mill, atMs: number): void {
  for (let row = 0; row < mill.state.mill.faults; row++) {
    if (nextOfRow(mill, row) > atMs) continue
    if (!mill.state.faults.active[row]) begin(mill, row, atMs)
    else if (mill.state.faults.cureMs[row]! <= atMs) end(mill, row, atMs)
    else step(mill, row, atMs)
    scheduleFaults(mill)
    return
  }
  scheduleFaults(mill)
}

function begin(mill: Mill, row: number, atMs: number): void {
  const { faults, mill: numbers } = mill.state
  const fault = faultIn(mill, row)
  const mechanism = FAULT_MECHANISMS[fault.kind]
  if (mechanism?.fits && !mechanism.fits(mill, fault.place, atMs)) {
    // What was ordered waits for its moment; chance does not.
    if (faults.beganBy[row] === By.command) faults.onsetMs[row] = atMs + RETRY_MS
    else {
      numbers.faultsLost += 1
      removeRow(mill, row)
    }
    return
  }
  faults.active[row] = 1
  faults.onsetMs[row] = atMs
  const lastsMs = faults.lastsMs[row]! >= 0 ? faults.lastsMs[row]! : usualMs(mill, fault.kind, faults.held[row] === 1)
  if (lastsMs < Number.POSITIVE_INFINITY) cureRowAt(mill, row, Math.ceil(atMs + lastsMs), By.people)
  tell(mill, fault, 'onset', faults.beganBy[row]! as ByCode, atMs)
  if (mechanism?.step) faults.stepMs[row] = atMs
  mechanism?.onset?.(mill, { ...fault, onsetMs: atMs, cureMs: faults.cureMs[row]! }, atMs)
}

function end(mill: Mill, row: number, atMs: number): void {
  const fault = faultIn(mill, row)
  const by = mill.state.faults.cureBy[row]! as ByCode
  removeRow(mill, row)
  FAULT_MECHANISMS[fault.kind]?.cure?.(mill, fault, atMs)
  tell(mill, fault, 'cured', by, atMs)
}

function step(mill: Mill, row: number, atMs: number): void {
  const fault = faultIn(mill, row)
  mill.state.faults.stepMs[row] = FAULT_MECHANISMS[fault.kind]?.step?.(mill, fault, atMs) ?? Number.POSITIVE_INFINITY
}

/** How long a fault lasts when nothing else is said; Infinity where a task or a command ends it. */
function usualMs(mill: Mill, kind: FaultKind, held: boolean): number {
  const { cure } = FAULTS[kind]
  if (held || 'task' in cure) return Number.POSITIVE_INFINITY
  const stream = mill.layout.streams.faultKinds + FAULT_KINDS.indexOf(kind)
  return nextBetween(mill.state.kernel.streams, stream, cure.minutes) * MINUTE_MS
}

function tell(mill: Mill, fault: ActiveFault, phase: 'onset' | 'cured', by: ByCode, atMs: number): void {
  const place = placeId(mill.plan, { kind: FAULTS[fault.kind].place, index: fault.place })
  mill.onEvent?.({
    kind: 'fault',
    atMs,
    fault: fault.kind,
    place,
    severity: fault.severity,
    phase,
    by: BY_WORDS[by],
  })
}

function faultIn({ state: { faults } }: Mill, row: number): ActiveFault {
  return {
    kind: FAULT_KINDS[faults.kind[row]!]!,
    place: faults.place[row]!,
    severity: faults.severity[row]!,
    onsetMs: faults.onsetMs[row]!,
    cureMs: faults.cureMs[row]!,
  }
}

/** A fault as trainers see it. */
export interface ListedFault {
  fault: FaultKind
  place: string
  severity: number
  onsetMs: number
  /** Null while nobody and nothing ends it. */
  cureMs: number | null
  active: boolean
  by: (typeof BY_WORDS)[number]
}

/** All faults of the mill, those ordered for later included. */
export function activeFaults(mill: Mill): ListedFault[] {
  const { faults, mill: numbers } = mill.state
  return Array.from({ length: numbers.faults }, (_, row) => {
    const { kind, place, severity, onsetMs, cureMs } = faultIn(mill, row)
    return {
      fault: kind,
      place: placeId(mill.plan, { kind: FAULTS[kind].place, index: place }),
      severity,
      onsetMs,
      cureMs: cureMs < Number.POSITIVE_INFINITY ? cureMs : null,
      active: faults.active[row] === 1,
      by: BY_WORDS[faults.beganBy[row]!]!,
    }
  })
}
