import { chiSquareTail, exp, ln } from '../math'
import type { SpindleCount } from './calibration-rows'
import { checkFit, type FitCheck, lawOf } from './fit-check'
import { type FittedValue, fromLog, scaled } from './fitted-value'
import { type CountCell, fitGammaPoisson, gammaPoissonLog } from './gamma-poisson'
import { maximise } from './newton'

/** How spindles differ: a gamma law, and where the data ask for it a few rogue spindles beside it. */
export interface SpindleFit {
  spindles: number
  breaks: number
  /** Breaks per 1,000 spindle-hours of all spindles. */
  ratePer1000: FittedValue
  gammaShape: FittedValue | null
  /** Share of the spindles, and how many times as often they break; null where a gamma law alone says it as well. */
  rogue: { share: FittedValue; factor: FittedValue } | null
  check: FitCheck
}

/** Exposures are rounded to so many digits, so that alike spindles are one cell. */
const DIGITS = 3
const START_SHARE = 0.02
const START_FACTOR = 8

/** Fits what single spindles counted. Null without a break. */
export function fitSpindles(counts: readonly SpindleCount[]): SpindleFit | null {
  const cells = cellsOf(counts)
  const plain = fitGammaPoisson(cells)
  if (!plain) return null
  const spindles = cells.reduce((sum, { times }) => sum + times, 0)
  const about = { spindles, breaks: cells.reduce((sum, { count, times }) => sum + count * times, 0) }
  const mixed = withRogues(cells, plain.rate.value, plain.shape?.value ?? 10, spindles)
  // Two more parameters must buy more than their price (Schwarz' criterion).
  if (mixed && mixed.logLikelihood - plain.logLikelihood > ln(spindles)) {
    const { rate, shape, share, factor } = mixed
    const law = {
      shape: null,
      meanOf: ({ exposure }: CountCell) => rate.value * exposure * (1 + share.value * (factor.value - 1)),
      logOf: (count: number, mean: number) =>
        mixtureLog(count, mean / (1 + share.value * (factor.value - 1)), shape.value, share.value, factor.value),
    }
    const check = checkFit(cells, law, 4)
    return {
      ...about,
      ratePer1000: scaled(plain.rate, 1000),
      gammaShape: shape,
      rogue: { share, factor },
      check: { ...check, ...chiOf(check.histogram, 4) },
    }
  }
  const check = checkFit(cells, lawOf(plain.rate.value, plain.shape?.value ?? null), plain.shape ? 2 : 1)
  return {
    ...about,
    ratePer1000: scaled(plain.rate, 1000),
    gammaShape: plain.shape,
    rogue: null,
    check: { ...check, ...chiOf(check.histogram, plain.shape ? 2 : 1) },
  }
}

function withRogues(cells: readonly CountCell[], rate: number, shape: number, spindles: number) {
  if (spindles < 100) return null
  const healthy = rate / (1 + START_SHARE * (START_FACTOR - 1))
  const found = maximise(
    ([logRate, logShape, logit, logFactor]) => {
      const share = 1 / (1 + exp(-logit!))
      // A rogue breaks at least as often as the others: below that the two kinds would change their names.
      const factor = 1 + exp(logFactor!)
      return cells.reduce(
        (sum, { count, exposure, times }) =>
          sum + times * mixtureLog(count, exp(logRate!) * exposure, exp(logShape!), share, factor),
        0,
      )
    },
    [ln(healthy), ln(shape * 2), ln(START_SHARE / (1 - START_SHARE)), ln(START_FACTOR - 1)],
  )
  const [logRate, logShape, logit, logFactor] = found.point as [number, number, number, number]
  const [rateError, shapeError, logitError, factorError] = found.errors
  if (rateError == null || shapeError == null || logitError == null || factorError == null) return null
  const share = (x: number) => 1 / (1 + exp(-x))
  const excess = fromLog(logFactor, factorError, exp)
  return {
    logLikelihood: found.value,
    rate: fromLog(logRate, rateError, exp),
    shape: fromLog(logShape, shapeError, exp),
    share: { ...fromLog(logit, logitError, share), error: logitError * share(logit) * (1 - share(logit)) },
    factor: { value: 1 + excess.value, error: excess.error, low: 1 + excess.low!, high: 1 + excess.high! },
  }
}

/** Of a spindle that may be a rogue: the chance of each kind times that of its count. */
function mixtureLog(count: number, mean: number, shape: number, share: number, factor: number): number {
  const healthy = gammaPoissonLog(count, mean, shape) + ln(1 - share)
  const rogue = gammaPoissonLog(count, mean * factor, shape) + ln(share)
  const most = Math.max(healthy, rogue)
  return most + ln(exp(healthy - most) + exp(rogue - most))
}

/** Chi-square over the histogram: counts of single spindles are too small for it one by one. */
function chiOf(histogram: FitCheck['histogram'], fitted: number): Pick<FitCheck, 'pearson' | 'degrees' | 'p'> {
  const cells: { observed: number; expected: number }[] = []
  for (const { observed, expected } of histogram) {
    const last = cells.at(-1)
    // Below five expected the law of chi-square does not hold: such bins are taken together.
    if (last && last.expected < 5) {
      last.observed += observed
      last.expected += expected
    } else cells.push({ observed, expected })
  }
  const pearson = cells.reduce(
    (sum, { observed, expected }) => sum + ((observed - expected) * (observed - expected)) / expected,
    0,
  )
  const degrees = Math.max(0, cells.length - 1 - fitted)
  return { pearson, degrees, p: chiSquareTail(pearson, degrees) }
}

function cellsOf(counts: readonly SpindleCount[]): CountCell[] {
  const cells = new Map<string, CountCell>()
  for (const { spindleHours, runningBreaks } of counts) {
    if (!(spindleHours > 0)) continue
    const exposure = Number(spindleHours.toPrecision(DIGITS))
    const key = `${runningBreaks}/${exposure}`
    const cell = cells.get(key) ?? { count: runningBreaks, exposure, times: 0 }
    cell.times += 1
    cells.set(key, cell)
  }
  return [...cells.values()]
}
