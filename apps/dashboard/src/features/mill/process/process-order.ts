import type { ProcessNow } from '@wanding/contracts'
import type { MachineKind } from '@wanding/mill'

/** The way of the material. */
export const MATERIAL: readonly MachineKind[] = [
  'blowroom',
  'card',
  'breaker-draw',
  'lap-former',
  'comber',
  'finisher-draw',
  'roving-frame',
  'ring-frame',
  'winder',
  'packing',
]
/** What serves it. */
export const SERVICES: readonly MachineKind[] = ['air-conditioning', 'compressed-air', 'electricity']

/** The departments of a list of kinds, in its order; what the mill does not have is left out. */
export function departments(processes: readonly ProcessNow[], kinds: readonly MachineKind[]): ProcessNow[] {
  return kinds.flatMap((kind) => processes.find((process) => process.kind === kind && process.machines > 0) ?? [])
}
