import type { MachineKind } from '@wanding/mill'
import type { WorkCounted } from '../bus'
import type { MachineWindow } from './machine-window'
import { measuredMill } from './measured-mill'
import type { MillWindow } from './mill-window'
import { type CountedWork, WORK_COUNTERS } from './work-counters'
import { type WorkGains, workValues } from './work-record'

/** Mill time between two entries. */
export const WORK_PERIOD_MS = 10_000
const HOUR_MS = 3_600_000

/**
 * Enters what a mill did into history, entry after entry, so that the work of any period is the sum of its entries. Data that
 * comes late is in the entry of its arrival: a sum over hours has it.
 */
export class WorkLedger {
  private enteredMs = Number.NEGATIVE_INFINITY
  private run = ''

  /** What was gained since the last entry; null until enough of the mill's time went by. */
  entry(mill: MillWindow): WorkCounted | null {
    const atMs = mill.nowMs()
    if (mill.run !== this.run) {
      this.run = mill.run
      this.enteredMs = Number.NEGATIVE_INFINITY
    }
    // A clock that was put back begins anew.
    if (atMs >= this.enteredMs && atMs - this.enteredMs < WORK_PERIOD_MS) return null
    this.enteredMs = atMs
    const said = measuredMill(mill)
    return { mill: mill.id, run: mill.run, atMs, values: workValues(said, gainsOf(mill, said.spindles)) }
  }
}

function gainsOf(mill: MillWindow, spindles: number): WorkGains {
  const settled = new Map([...mill.machines.values()].map((machine) => [machine, machine.settle()]))
  const hoursOf = (kind: MachineKind): number => {
    const machines = mill.of(kind)
    const weight = (machine: MachineWindow) => (kind === 'ring-frame' ? (machine.number('frame/spindles') ?? 0) : 1)
    const whole = kind === 'ring-frame' ? spindles : machines.length
    const seen = machines.reduce((sum, machine) => sum + settled.get(machine)!.seenMs * weight(machine), 0)
    return whole > 0 ? seen / whole / HOUR_MS : 0
  }
  const gains: WorkGains = {}
  for (const [event, [kind, counter]] of Object.entries(WORK_COUNTERS)) {
    const hours = hoursOf(kind)
    if (!(hours > 0)) continue
    const count = mill.of(kind).reduce((sum, machine) => sum + (settled.get(machine)!.gained.get(counter) ?? 0), 0)
    gains[event as CountedWork] = { count, hours }
  }
  return gains
}
