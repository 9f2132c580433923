import type { MachineKind } from '@wanding/mill'
import type { MachineWindow } from './machine-window'
import type { MillWindow } from './mill-window'

/**
 * All machines of one kind over the window. Ratios are made from these sums, never from ratios of machines; time that was
 * not seen is in none of them.
 */
export interface KindTotals {
  /** Machines known. */
  machines: number
  /** Spindles of the machines of which some time was seen; for kinds with spindles. */
  seenSpindles: number
  /** Sum over machines of the hours seen. */
  machineHours: number
  /** Mean hours seen of the machines that were seen at all. */
  hours: number
  /** Sum of spindles × hours seen; for kinds with spindles. */
  spindleHours: number
  /** What a counter gained on all of them. */
  gained(counter: string): number
  /** The same with each machine's gain multiplied by a number of its own. */
  gainedTimes(counter: string, factor: (machine: MachineWindow) => number): number
}

export function kindTotals(mill: MillWindow, kind: MachineKind): KindTotals {
  const span = mill.span()
  const machines = mill.of(kind)
  let machineHours = 0
  let spindleHours = 0
  let seen = 0
  let seenSpindles = 0
  for (const machine of machines) {
    const hours = mill.seenHours(machine, span)
    machineHours += hours
    if (hours <= 0) continue
    const spindles = machine.number('frame/spindles') ?? 0
    spindleHours += hours * spindles
    seenSpindles += spindles
    seen += 1
  }
  const gainedTimes = (counter: string, factor: (machine: MachineWindow) => number): number =>
    machines.reduce((sum, machine) => sum + machine.gained(counter, span) * factor(machine), 0)
  return {
    machines: machines.length,
    seenSpindles,
    machineHours,
    hours: seen > 0 ? machineHours / seen : 0,
    spindleHours,
    gained: (counter) => gainedTimes(counter, () => 1),
    gainedTimes,
  }
}
