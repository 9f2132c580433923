import type { ProcessNow } from '@wanding/contracts'
import type { MachineKind } from '@wanding/mill'

/** The departments of a list of kinds, in its order; what the mill does not have is left out. */
export function departments(processes: readonly ProcessNow[], kinds: readonly MachineKind[]): ProcessNow[] {
  return kinds.flatMap((kind) => processes.find((process) => process.kind === kind && process.machines > 0) ?? [])
}
