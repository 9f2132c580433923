import { exp, ln } from './series'

/** From here on the asymptotic series below are exact to the last bits. */
const ASYMPTOTIC_FROM = 12
const HALF_LN_2PI = 0.9189385332046727

/** ln Γ(x) for x > 0, by Stirling's series after a shift (Abramowitz & Stegun 6.1.41). */
export function lnGamma(x: number): number {
  let shift = 0
  let z = x
  for (; z < ASYMPTOTIC_FROM; z++) shift += ln(z)
  const i = 1 / (z * z)
  const series = (1 / 12 - i * (1 / 360 - i * (1 / 1260 - i * (1 / 1680 - i / 1188)))) / z
  return (z - 0.5) * ln(z) - z + HALF_LN_2PI + series - shift
}

const NEGLIGIBLE = 1e-15
const MOST_TERMS = 100_000

/** Q(a, x) = Γ(a, x) / Γ(a), the upper regularised gamma function, by series below and by continued fraction above x = a + 1. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1
  const front = exp(a * ln(x) - x - lnGamma(a))
  if (x < a + 1) {
    let term = 1 / a
    let sum = term
    for (let n = 1; n < MOST_TERMS && term > sum * NEGLIGIBLE; n++) {
      term *= x / (a + n)
      sum += term
    }
    return Math.max(0, 1 - front * sum)
  }
  // Lentz's method on the fraction of Abramowitz & Stegun 6.5.31.
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let n = 1; n < MOST_TERMS; n++) {
    const factor = -n * (n - a)
    b += 2
    d = 1 / (factor * d + b)
    c = b + factor / c
    fraction *= c * d
    if (Math.abs(c * d - 1) < NEGLIGIBLE) break
  }
  return front * fraction
}

/** Chance that a chi-square of so many degrees of freedom is at least this large. */
export function chiSquareTail(chiSquare: number, degrees: number): number {
  return degrees > 0 ? upperGamma(degrees / 2, chiSquare / 2) : 1
}
