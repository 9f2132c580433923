import { exp, ln } from '../math'

// For tests only.
// determinism: reader only

/** A generator of chance for tests: the same numbers for the same seed (Park and Miller). */
export function chance(seed: number) {
  let state = seed % 2147483647 || 1
  const unit = () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  const normal = () => Math.sqrt(-2 * ln(unit())) * Math.cos(2 * Math.PI * unit())
  /** Marsaglia and Tsang, mean 1. */
  const gamma = (shape: number): number => {
    if (shape < 1) return gamma(shape + 1) * ((shape + 1) / shape) * exp(ln(unit()) / shape)
    const d = shape - 1 / 3
    for (;;) {
      const x = normal()
      const v = (1 + x / Math.sqrt(9 * d)) ** 3
      if (v > 0 && ln(unit()) < 0.5 * x * x + d - d * v + d * ln(v)) return (d * v) / shape
    }
  }
  const poisson = (mean: number): number => {
    let count = 0
    let time = -ln(unit())
    while (time < mean) {
      count += 1
      time -= ln(unit())
    }
    return count
  }
  return { unit, normal, gamma, poisson }
}
