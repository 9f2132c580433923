/** A frame has two sides: positions 1 … n/2 are the left one, the others the right one; an odd one out stands left. */
export type Side = 'L' | 'R'

export const leftLength = (spindles: number): number => Math.ceil(spindles / 2)

export const sideOf = (position: number, spindles: number): Side => (position <= leftLength(spindles) ? 'L' : 'R')

/** `L 512`, `R 612`: the position with the side on which it is found. */
export const positionLabel = (position: number, spindles: number): string =>
  `${sideOf(position, spindles)}\u202f${position}`
