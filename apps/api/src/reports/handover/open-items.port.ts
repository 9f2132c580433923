import type { Attention } from '@wanding/contracts'

/** What a shift leaves open to the next: what needs attention now; alarms that were acknowledged may join. */
export interface OpenItems {
  open(mill: string): Attention[]
}

export const OPEN_ITEMS = Symbol('OPEN_ITEMS')
