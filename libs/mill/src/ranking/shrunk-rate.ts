import { gammaQuantile, Z95 } from '../staffing/count-interval'

/** A rate that a few lucky or unlucky events cannot carry away, and where it lies with 95 % confidence. */
export interface ShrunkRate {
  value: number
  low: number
  high: number
}

const LEAST_SPREAD = 1e-6

/**
 * Rate of a unit as an empirical-Bayes estimate: its own count, and as much of the population as its few events leave open. The
 * population is all of it, rogues included (their spread is in `spread`, the relative variance of the rates), or a true rogue
 * would be drawn to the healthy ones.
 */
export function shrunkRate(
  { count, exposure }: { count: number; exposure: number },
  meanRate: number,
  spread: number,
): ShrunkRate {
  const shape = 1 / Math.max(spread, LEAST_SPREAD)
  const per = shape / meanRate + exposure
  return {
    value: (shape + count) / per,
    low: gammaQuantile(shape + count, -Z95) / per,
    high: gammaQuantile(shape + count, Z95) / per,
  }
}
