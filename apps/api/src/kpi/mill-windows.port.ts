import type { MillWindow } from './mill-window'

/** The measuring windows of all mills, for who judges by them. Nobody but this module writes into one. */
export interface MillWindows {
  mills(): string[]
  windowOf(mill: string): MillWindow | undefined
}

export const MILL_WINDOWS = Symbol('MILL_WINDOWS')
