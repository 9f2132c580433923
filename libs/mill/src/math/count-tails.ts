import { exp, ln, lnOnePlus } from './series'

/** A tail is summed until what is left cannot be seen in the sum. */
const NEGLIGIBLE = 1e-16

/**
 * Chance that a Poisson count of this mean reaches `least` or more. Summed from its own terms, because 1 - P(fewer) loses all
 * digits where the chance is small.
 */
export function poissonTail(least: number, mean: number): number {
  return tail(least, mean, {
    log: poissonLog(least, mean),
    up: (k) => mean / (k + 1),
  })
}

/**
 * Chance that a count reaches `least` or more when its mean differs from one spindle to the next by a gamma law of this shape
 * (Gamma-Poisson, or negative binomial): shape 2–3 in a normal room, 0.8–1.2 in a critical one (domain 2.3).
 */
export function gammaPoissonTail(least: number, mean: number, shape: number): number {
  return tail(least, mean, {
    log: gammaPoissonLog(least, mean, shape),
    up: (k) => ((k + shape) / (k + 1)) * (mean / (shape + mean)),
  })
}

/** Logarithm of the chance of exactly `least`, and the ratio of the chances of k + 1 and k. */
interface CountLaw {
  log: number
  up: (k: number) => number
}

function tail(least: number, mean: number, { log, up }: CountLaw): number {
  if (least <= 0) return 1
  if (mean <= 0) return 0
  let term = exp(log)
  // Below the mean the tail is nearly all: there the sum on the other side is the short one.
  if (least <= mean) {
    let fewer = 0
    for (let k = least; k > 0 && term > fewer * NEGLIGIBLE; k--) {
      term /= up(k - 1)
      fewer += term
    }
    return 1 - fewer
  }
  let sum = term
  for (let k = least; term > sum * NEGLIGIBLE; k++) {
    term *= up(k)
    sum += term
  }
  return sum
}

/** ln(e^-mean mean^count / count!): the factors alone would overflow. */
function poissonLog(count: number, mean: number): number {
  let log = -mean
  for (let k = 1; k <= count; k++) log += ln(mean / k)
  return log
}

function gammaPoissonLog(count: number, mean: number, shape: number): number {
  let log = -shape * lnOnePlus(mean / shape)
  for (let k = 1; k <= count; k++) log += ln(((k - 1 + shape) / k) * (mean / (shape + mean)))
  return log
}
