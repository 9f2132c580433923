import type { FaultSpec } from './fault-spec'
import { FRAME_FAULTS } from './frame-faults'
import { GATEWAY_FAULTS } from './gateway-faults'
import { PEOPLE_FAULTS } from './people-faults'
import { PREPARATION_FAULTS } from './preparation-faults'
import { SPINDLE_FAULTS } from './spindle-faults'
import { UTILITY_FAULTS } from './utility-faults'
import { WINDING_FAULTS } from './winding-faults'

export type * from './fault-spec'
export { FAULT_PLACES } from './fault-spec'
export * from './responses'

const ALL = {
  ...SPINDLE_FAULTS,
  ...FRAME_FAULTS,
  ...PREPARATION_FAULTS,
  ...WINDING_FAULTS,
  ...UTILITY_FAULTS,
  ...GATEWAY_FAULTS,
  ...PEOPLE_FAULTS,
}
export type FaultKind = keyof typeof ALL

/** Every fault of the mill as data (domain 3). */
export const FAULTS: Readonly<Record<FaultKind, FaultSpec>> = ALL
/** In order of the flow of this file; the order is part of a saved mill. */
export const FAULT_KINDS = Object.keys(ALL) as FaultKind[]
