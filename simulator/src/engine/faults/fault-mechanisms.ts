import type { FaultKind } from '@wanding/mill'
import type { FaultMechanism } from './fault-mechanism'
import { PREPARATION_MECHANISMS } from './preparation-mechanisms'
import { RING_FRAME_MECHANISMS } from './ring-frame-mechanisms'
import { SPINDLE_MECHANISMS } from './spindle-mechanisms'
import { UTILITY_MECHANISMS } from './utility-mechanisms'
import { WINDING_MECHANISMS } from './winding-mechanisms'

/** How each fault acts, family by family. A fault that is not here acts through those who read its severity. */
export const FAULT_MECHANISMS: Readonly<Partial<Record<FaultKind, FaultMechanism>>> = {
  ...SPINDLE_MECHANISMS,
  ...RING_FRAME_MECHANISMS,
  ...WINDING_MECHANISMS,
  ...UTILITY_MECHANISMS,
  ...PREPARATION_MECHANISMS,
}
