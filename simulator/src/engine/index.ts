import type { MachineEntry } from './readings'
import type { Mill } from './state'

export { advance } from './advance'
export { createMill } from './create-mill'
export * from './mill-event'
export { readCrew } from './read-crew'
export { millEnergyKwh, readMachine } from './read-machine'
export { readRingFrame, readSpindleRpm, readSpindleStates } from './read-ring-frame'
export type * from './readings'
export { type RingRoomTotals, ringRoomTotals } from './ring-totals'
export { loadMill, SavedMillError, saveMill } from './save'
export type { Mill } from './state'

/** All machines of a mill by kind, in order of the flow; the mill itself and its crew are not among them. */
export function machinesOf(mill: Mill): readonly MachineEntry[] {
  return mill.entries
}
