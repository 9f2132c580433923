import { exp, ln, lnGamma, lnOnePlus } from '../math'
import { type FittedValue, fromLog } from './fitted-value'
import { maximise } from './newton'

/** Counts that were seen at one exposure, how many times. */
export interface CountCell {
  count: number
  /** What the rate is multiplied with: spindle-hours, or starts. */
  exposure: number
  times: number
}

/** Events by chance, at rates that differ from one place to the next by a gamma law of mean 1. */
export interface GammaPoissonFit {
  /** Events per exposure, over all places. */
  rate: FittedValue
  /** Shape of the gamma law; null where the places do not differ by more than chance. */
  shape: FittedValue | null
  logLikelihood: number
}

/** Beyond this shape, places differ by less than 0.2 %: chance alone cannot be told from it. */
const ALIKE = 250_000

/** Logarithm of the chance of a count at a mean, with a gamma law of a shape between places (negative binomial). */
export function gammaPoissonLog(count: number, mean: number, shape: number): number {
  if (mean <= 0) return count === 0 ? 0 : Number.NEGATIVE_INFINITY
  // Of a large shape the difference of two large numbers has no digits left.
  const rising = shape > 1e5 ? risingLog(count, shape) : lnGamma(shape + count) - lnGamma(shape) - count * ln(shape)
  const share = mean / shape
  return rising - lnGamma(count + 1) + count * ln(mean) - (shape + count) * lnOnePlus(share)
}

/** ln Γ(shape + count) - ln Γ(shape) - count ln shape of a large shape, by the difference of Stirling's series. */
function risingLog(count: number, shape: number): number {
  const steps = (shape + count - 0.5) * lnOnePlus(count / shape) - count
  return steps + (1 / (shape + count) - 1 / shape) / 12
}

/** Rate and shape of most likelihood. Without any event there is no rate: null. */
export function fitGammaPoisson(cells: readonly CountCell[]): GammaPoissonFit | null {
  const used = cells.filter(({ exposure, times }) => exposure > 0 && times > 0)
  const events = used.reduce((sum, cell) => sum + cell.count * cell.times, 0)
  const exposure = used.reduce((sum, cell) => sum + cell.exposure * cell.times, 0)
  if (events <= 0) return null
  const start = ln(events / exposure)
  const poisson = used.reduce((sum, cell) => sum + cell.times * poissonLog(cell.count, exp(start) * cell.exposure), 0)
  const alone: GammaPoissonFit = {
    rate: fromLog(start, 1 / Math.sqrt(events), exp),
    shape: null,
    logLikelihood: poisson,
  }
  const shapeStart = startingShape(used, exp(start))
  if (shapeStart === null) return alone
  const found = maximise(
    ([logRate, logShape]) => {
      const rate = exp(logRate!)
      const shape = exp(logShape!)
      return used.reduce((sum, cell) => sum + cell.times * gammaPoissonLog(cell.count, rate * cell.exposure, shape), 0)
    },
    [start, ln(shapeStart)],
  )
  const [logRate, logShape] = found.point as [number, number]
  const [rateError, shapeError] = found.errors
  if (exp(logShape) > ALIKE || shapeError === null || found.value <= poisson) return alone
  return {
    rate: fromLog(logRate, rateError ?? 0, exp),
    shape: fromLog(logShape, shapeError!, exp),
    logLikelihood: found.value,
  }
}

function poissonLog(count: number, mean: number): number {
  return count * ln(mean) - mean - lnGamma(count + 1)
}

/** Shape by moments: excess of the variance over chance; null where there is none. */
function startingShape(cells: readonly CountCell[], rate: number): number | null {
  let excess = 0
  let squares = 0
  for (const { count, exposure, times } of cells) {
    const mean = rate * exposure
    excess += times * ((count - mean) * (count - mean) - mean)
    squares += times * mean * mean
  }
  return excess > 0 ? Math.min(squares / excess, ALIKE / 10) : null
}
