import type { Norms } from '@wanding/mill'

/** The norms in force; another version may be activated at any time, so ask each time. */
export interface NormsInUse {
  current(): Norms
}

/** Injection token of the norms in force. */
export const NORMS_IN_USE = Symbol('NORMS_IN_USE')
