import { gammaPoissonTail, poissonTail } from '../math'

/** The count of breaks from which on a spindle is called rogue, and how many healthy ones reach it all the same. */
export interface RogueThreshold {
  breaks: number
  expectedFalseAlarms: number
}

/** A single break says nothing of a spindle. */
const LEAST_BREAKS = 2

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

/**
 * Healthy spindles of a population that reach `breaks` by chance, at a mean number of breaks a spindle. With a gamma shape they
 * differ among themselves, and more of them reach it (domain 6.3, the figures in brackets).
 */
export function expectedReaching(breaks: number, mean: number, spindles: number, gammaShape?: number): number {
  return spindles * (gammaShape === undefined ? poissonTail(breaks, mean) : gammaPoissonTail(breaks, mean, gammaShape))
}
