import { SPINDLE_STATE_MASK, SpindleFlag, SpindleState } from '@wanding/mill'

/** What a spindle is shown as: its state, or the flag that matters more than the state. From least to most urgent. */
export const SPINDLE_CLASSES = [
  'producing',
  'noSignal',
  'maintenance',
  'idle',
  'noRoving',
  'slip',
  'rogue',
  'endDown',
] as const
export type SpindleClass = (typeof SPINDLE_CLASSES)[number]

function classOf(state: number): SpindleClass {
  switch (state & SPINDLE_STATE_MASK) {
    case SpindleState.endDown:
      return 'endDown'
    case SpindleState.noRoving:
      return 'noRoving'
    case SpindleState.idle:
      return 'idle'
    case SpindleState.maintenance:
      return 'maintenance'
    case SpindleState.producing:
      if (state & SpindleFlag.rogue) return 'rogue'
      return state & SpindleFlag.slip ? 'slip' : 'producing'
    default:
      return 'noSignal'
  }
}

/** Of each state byte, the index of its class: also its urgency, for marks that stand for several spindles. */
export const CLASS_OF_STATE: Uint8Array = Uint8Array.from({ length: 256 }, (_, state) =>
  SPINDLE_CLASSES.indexOf(classOf(state)),
)

export const spindleClass = (state: number): SpindleClass => SPINDLE_CLASSES[CLASS_OF_STATE[state & 0xff]!]!

/** How many spindles are of each class, in the order of {@link SPINDLE_CLASSES}. */
export function countClasses(states: Uint8Array): number[] {
  const counts = new Array<number>(SPINDLE_CLASSES.length).fill(0)
  for (const state of states) counts[CLASS_OF_STATE[state]!]! += 1
  return counts
}
