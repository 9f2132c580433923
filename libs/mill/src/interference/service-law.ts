import { exp, lnOnePlus } from '../math'

/** How long one end takes its tenter: walking to it and piecing it, s (domain 5.1, 5.2). */
export type ServiceLaw =
  | { kind: 'constant'; meanS: number }
  | { kind: 'exponential'; meanS: number }
  /** The sum of so many exponential phases; also for a shape that is no whole number (gamma). */
  | { kind: 'erlang'; meanS: number; phases: number }
  /** Least, most likely and longest time, as standard times are given (domain 4.4). */
  | { kind: 'triangular'; timeS: readonly [least: number, mode: number, most: number] }

/** Mean time for one end, s. */
export function meanServiceS(law: ServiceLaw): number {
  if (law.kind !== 'triangular') return law.meanS
  const [least, mode, most] = law.timeS
  return (least + mode + most) / 3
}

/** Squared coefficient of variation of the time for one end: 0 for a constant, 1 for an exponential law. */
export function serviceVariation(law: ServiceLaw): number {
  switch (law.kind) {
    case 'constant':
      return 0
    case 'exponential':
      return 1
    case 'erlang':
      return 1 / law.phases
    case 'triangular': {
      const [a, c, b] = law.timeS
      const mean = meanServiceS(law)
      return mean > 0 ? (a * a + b * b + c * c - a * b - a * c - b * c) / 18 / (mean * mean) : 0
    }
  }
}

/**
 * Laplace transform of the law, E[e^(-s x)], at a rate s per second: the chance that nothing that happens at this rate happens
 * during one service (domain 5.2, phi).
 */
export function laplaceTransform(law: ServiceLaw, perS: number): number {
  switch (law.kind) {
    case 'constant':
      return exp(-perS * law.meanS)
    case 'exponential':
      return 1 / (1 + perS * law.meanS)
    case 'erlang':
      return exp(-law.phases * lnOnePlus((perS * law.meanS) / law.phases))
    case 'triangular':
      return triangularTransform(law.timeS, perS)
  }
}

/** Two straight pieces of density, each with its transform in closed form. */
function triangularTransform([least, mode, most]: readonly [number, number, number], perS: number): number {
  const width = most - least
  if (width <= 0) return exp(-perS * least)
  const rising = (2 * (mode - least)) / width
  const falling = (2 * (most - mode)) / width
  return (
    rising * exp(-perS * least) * risingPiece(perS * (mode - least)) +
    falling * exp(-perS * mode) * fallingPiece(perS * (most - mode))
  )
}

/** Below this the closed forms lose digits by cancellation, and a few terms of their series do not. */
const SMALL = 0.5

/** Integral of u e^(-x u) over 0 … 1. */
function risingPiece(x: number): number {
  if (x > SMALL) return (1 - (1 + x) * exp(-x)) / (x * x)
  let term = 1
  let sum = 0
  for (let k = 0; k < 18; k++) {
    sum += term / (k + 2)
    term *= -x / (k + 1)
  }
  return sum
}

/** Integral of (1 - u) e^(-x u) over 0 … 1. */
function fallingPiece(x: number): number {
  if (x > SMALL) return (x - 1 + exp(-x)) / (x * x)
  let term = 1
  let sum = 0
  for (let k = 0; k < 18; k++) {
    sum += term / ((k + 1) * (k + 2))
    term *= -x / (k + 1)
  }
  return sum
}

/** A gamma law as the Erlang formula takes it: its shape need not be whole. */
export const gammaService = (meanS: number, shape: number): ServiceLaw => ({ kind: 'erlang', meanS, phases: shape })
