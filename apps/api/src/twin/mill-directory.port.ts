/** What other modules may ask about which mills and machines there are. */
export interface MillDirectory {
  mills(): string[]
  /** Run id of the mill's newest telemetry; undefined for a mill that was never heard of. */
  runOf(mill: string): string | undefined
  /** Every machine that was heard of, in no order. */
  machinesOf(mill: string): string[]
  hasMachine(mill: string, machine: string): boolean
  kindOf(mill: string, machine: string): string | undefined
  /** Number of spindles of a ring frame; undefined for other machines. */
  spindlesOf(mill: string, machine: string): number | undefined
}

export const MILL_DIRECTORY = Symbol('MILL_DIRECTORY')
