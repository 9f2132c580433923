/** The count of breaks from which on a spindle is called rogue, and how many healthy ones reach it all the same. */
export interface RogueThreshold {
  breaks: number
  expectedFalseAlarms: number
}

/** A single break says nothing of a spindle. */
const LEAST_BREAKS = 2
const NEGLIGIBLE = 1e-12

/**
 * Smallest number of breaks in a window that less than one healthy spindle reaches by chance: breaks of a healthy
 * spindle are Poisson with the mean of the present population, so the threshold moves with it (domain 6.3).
 */
export function rogueThreshold(totalBreaks: number, spindles: number): RogueThreshold {
  const mean = spindles > 0 ? totalBreaks / spindles : 0
  for (let breaks = LEAST_BREAKS; ; breaks++) {
    const expectedFalseAlarms = expectedReaching(breaks, mean, spindles)
    if (expectedFalseAlarms < 1) return { breaks, expectedFalseAlarms }
  }
}

/** Healthy spindles of a population that reach `breaks` by chance, at a mean number of breaks a spindle. */
export const expectedReaching = (breaks: number, mean: number, spindles: number): number =>
  spindles * poissonTail(mean, breaks)

/** P(X ≥ least) of a Poisson variable; summed from the terms, because 1 − P(X < least) loses all digits in the tail. */
function poissonTail(mean: number, least: number): number {
  if (mean === 0) return 0
  let logTerm = -mean
  for (let k = 1; k <= least; k++) logTerm += Math.log(mean / k)
  let term = Math.exp(logTerm)
  let tail = 0
  for (let k = least; ; ) {
    tail += term
    k++
    term *= mean / k
    if (k > mean && term <= tail * NEGLIGIBLE) return Math.min(1, tail)
  }
}
