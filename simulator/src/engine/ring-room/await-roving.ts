import { SpindleState } from '@wanding/mill'
import type { Mill } from '../kernel/state'
import { offerEnd } from '../people/work'
import { stateOf } from './spindles'

/** Somebody has been at a spindle, and the roving store was empty: nobody comes again before there is roving. */
export function awaitRoving(mill: Mill, spindle: number): void {
  const { spindles, mill: numbers } = mill.state
  if (spindles.awaitsRoving[spindle]) return
  spindles.awaitsRoving[spindle] = 1
  numbers.awaitRoving += 1
}

/** A spindle that has waited for roving asks for somebody again. */
export function askAgain(mill: Mill, spindle: number): void {
  const { spindles, mill: numbers } = mill.state
  if (!spindles.awaitsRoving[spindle]) return
  spindles.awaitsRoving[spindle] = 0
  numbers.awaitRoving -= 1
  const state = stateOf(mill, spindle)
  if (state === SpindleState.noRoving || state === SpindleState.endDown) offerEnd(mill, spindle)
}

/** Bobbins have come into the roving store: all that wait for them ask again. */
export function onRovingStored(mill: Mill): void {
  if (mill.state.mill.awaitRoving === 0) return
  for (let spindle = 0; spindle < mill.layout.spindles; spindle++) askAgain(mill, spindle)
}
