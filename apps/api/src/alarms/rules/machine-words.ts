import type { MachineWindow, MillWindow } from '../../kpi'

export const reasonOf = (machine: MachineWindow): string => machine.text('machine/reason') ?? ''

const RUNNING: readonly string[] = ['producing', 'starting', 'doff-preparing']
const DOFFING: readonly string[] = ['waiting-for-doffer', 'doffing']

export const isRunning = (frame: MachineWindow): boolean => RUNNING.includes(reasonOf(frame))
export const isDoffing = (frame: MachineWindow): boolean => DOFFING.includes(reasonOf(frame))

/** Seconds of mill time for which a machine has had its reason. */
export const standsS = (mill: MillWindow, machine: MachineWindow): number =>
  (mill.nowMs() - machine.reasonSinceMs) / 1000

/** That a state of the machine explains an alarm, as the reason for its suppression. */
export const stateOf = (machine: MachineWindow): string => `state/${machine.id}`
