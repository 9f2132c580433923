import type { Mill } from './kernel/state'
import type { MachineEntry } from './readings'

export { type CommandResult, type InjectCommand, inject, type RespondCommand, respond } from './faults/fault-commands'
export { anyPlace, placeId, placeOf, placesOf } from './faults/fault-places'
export { activeFaults, type ListedFault } from './faults/run-faults'
export { faultsPerYear } from './faults/spontaneous'
export { advance } from './kernel/advance'
export { createMill } from './kernel/create-mill'
export { forkMill } from './kernel/fork'
export * from './kernel/mill-event'
export { loadMill, SavedMillError, saveMill } from './kernel/save'
export type { Mill } from './kernel/state'
export { readCrew } from './people/read-crew'
export { readRovingPositions } from './preparation/roving-breaks'
export { type RovingSources, readRovingSources, type Source } from './preparation/roving-sources'
export { readMachine, readMachineWords } from './process/read-machine'
export type * from './readings'
export { readRingFrame, readSpindleRpm, readSpindleStates } from './ring-room/read-ring-frame'
export { type RingRoomTotals, ringRoomTotals } from './ring-room/ring-totals'
export { departmentKwh, millEnergyKwh } from './utilities/electricity'
export { type ReplicationTiming, seedOf, WarmMill } from './what-if/warm-mill'
export { readCutsByPosition, readWindingUnits } from './winding/read-winder'
export { type ConeOrigin, coneOrigin, type PalletGenealogy, palletGenealogy } from './yarn-store/pallet-genealogy'

/** All machines of a mill by kind, in order of the flow; the mill itself and its crew are not among them. */
export function machinesOf(mill: Mill): readonly MachineEntry[] {
  return mill.entries
}
