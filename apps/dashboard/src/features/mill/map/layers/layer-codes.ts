/** Of a layer that is still on its way, or of a spindle that says nothing. */
export const NO_DATA = 1
/** Codes of a layer with values begin here, after "as usual" (0) and {@link NO_DATA}. */
export const FIRST_CODE = 2
/** Breaks of an hour that are told apart; the last stands for all beyond. */
export const MOST_BREAKS = 6

export const breaksCode = (breaks: number): number =>
  breaks === 0 ? 0 : FIRST_CODE - 1 + Math.min(breaks, MOST_BREAKS)

/** Further from the mean is more urgent, and of both sides too little: slow spindles make soft yarn, dry air breaks ends. */
export const deviationCode = (steps: number): number => (steps === 0 ? 0 : 2 * Math.abs(steps) + (steps < 0 ? 1 : 0))

/** The inverse of {@link deviationCode}; 0 for {@link NO_DATA}, too. */
export const deviationOf = (code: number): number => (code & 1 ? -(code >> 1) : code >> 1)
