/** What a machine has been doing, for the live rooms. */
export interface MachineTimesSource {
  /** Mill time since which it has its reason, or is offline, and the share of the last hour in which it was executing. */
  times(mill: string, machine: string): { sinceMs: number | null; runningPercent: number | null }
  /** The first of these alone, for who asks it of every machine. */
  sinceMs(mill: string, machine: string): number | null
}

export const MACHINE_TIMES = Symbol('MACHINE_TIMES')
