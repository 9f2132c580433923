import type { SpindleClass } from './spindle-class'

/** A sign for each class in a square of 16, so that no colour is needed to tell them apart; filled, but for lines. */
export const CLASS_SIGNS: Readonly<Record<SpindleClass, { path: string; filled: boolean }>> = {
  producing: { path: '', filled: false },
  // A triangle that points down, for an end that is down.
  endDown: { path: 'M3 4h10L8 13z', filled: true },
  // A diamond.
  rogue: { path: 'M8 2.5 13.5 8 8 13.5 2.5 8z', filled: true },
  // A wave: the tape slips.
  slip: { path: 'M2.5 9.5q2.75-5 5.5-1.5t5.5-1.5', filled: false },
  // A ring: an empty place.
  idle: { path: 'M8 4a4 4 0 1 1-.01 0z', filled: false },
  // A bar where the roving should come in.
  noRoving: { path: 'M3 7h10v2.5H3z', filled: true },
  maintenance: { path: 'M8 3.5v9M3.5 8h9', filled: false },
  noSignal: { path: 'M4 4l8 8M12 4l-8 8', filled: false },
}
