import type { CountCell } from '../calibration/gamma-poisson'
import { maximise } from '../calibration/newton'
import { exp, ln } from '../math'
import { CountTable, countLog, reachChance } from './count-table'

/** What is known of how units differ before any is counted: relative variance of their rates, and how sure that is. */
export interface DispersionPrior {
  mean: number
  spread: number
}

/** Spindles: a gamma law of shape 2.5, from 10 or so when all is tuned to 1 when it is critical (domain 2.3, 2.4). */
export const SPINDLE_PRIOR: DispersionPrior = { mean: 0.4, spread: 0.3 }
/** Frames [EST]: travellers, cleaners and settings of healthy ones make their rates differ by about 15 %. */
export const FRAME_PRIOR: DispersionPrior = { mean: 0.02, spread: 0.02 }

/** The common rate of units that have nothing, and the relative variance between them (1 / shape of the gamma law). */
export interface HealthyPopulation {
  rate: number
  dispersion: number
}

/** A healthy unit is beyond its cap once in so many: rogues lie there, and what lies there tells nothing of the healthy ones. */
const BEYOND_CAP = 0.002
const ROUNDS = 4
/** Times that differ by less than this share are alike. */
const ALIKE_TIME = 0.05
const LEAST_DISPERSION = 1e-6
const MOST_DISPERSION = 20
/** A cap says less and less of a rate above it: the healthy rate is sought within this factor of the rate of all. */
const RATE_WITHIN = 5
/** From this median on, half of the units say the rate; below, nearly all of them counted nothing. */
const DENSE = 3

/**
 * Rate and dispersion of the healthy part of a population: the counts below a cap that few healthy units pass, by the likelihood of
 * a truncated Gamma-Poisson law with a prior on the dispersion. The rogues above the cap do not take part. Null without an event.
 */
export function healthyPopulation(cells: readonly CountCell[], prior: DispersionPrior): HealthyPopulation | null {
  const used = rounded(cells)
  const events = used.reduce((sum, { count, times }) => sum + count * times, 0)
  if (events === 0) return null
  let found: HealthyPopulation = { rate: startingRate(used, events), dispersion: prior.mean }
  const meanRate = events / used.reduce((sum, { exposure, times }) => sum + exposure * times, 0)
  for (let round = 0; round < ROUNDS; round++) found = fitted(used, found, prior, meanRate)
  return found
}

interface CappedCell extends CountCell {
  cap: number
}

function fitted(
  cells: readonly CountCell[],
  start: HealthyPopulation,
  prior: DispersionPrior,
  meanRate: number,
): HealthyPopulation {
  const caps = new Map<number, number>()
  const capAt = (exposure: number): number => {
    let cap = caps.get(exposure)
    if (cap === undefined) {
      cap = Math.max(1, new CountTable(start.rate * exposure, start.dispersion).countFor(BEYOND_CAP, 1) - 1)
      caps.set(exposure, cap)
    }
    return cap
  }
  const below: CappedCell[] = cells.flatMap((cell) => {
    const cap = capAt(cell.exposure)
    return cell.count <= cap ? [{ ...cell, cap }] : []
  })
  if (!below.some(({ count }) => count > 0)) return start
  const populationAt = ([logRate, logDispersion]: readonly number[]): HealthyPopulation => ({
    rate: within(exp(logRate!), meanRate / RATE_WITHIN, meanRate * RATE_WITHIN),
    dispersion: within(exp(logDispersion!), LEAST_DISPERSION, MOST_DISPERSION),
  })
  const found = maximise(
    (point) => logLikelihood(below, populationAt(point), prior),
    [ln(start.rate), ln(Math.max(start.dispersion, LEAST_DISPERSION))],
  )
  return populationAt(found.point)
}

const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value))

function logLikelihood(
  cells: readonly CappedCell[],
  { rate, dispersion }: HealthyPopulation,
  prior: DispersionPrior,
): number {
  const off = (dispersion - prior.mean) / prior.spread
  const seen = new Map<number, number>()
  let sum = -0.5 * off * off
  for (const { count, exposure, times, cap } of cells) {
    const mean = rate * exposure
    let below = seen.get(exposure)
    if (below === undefined) {
      below = ln(1 - reachChance(cap + 1, mean, dispersion))
      seen.set(exposure, below)
    }
    sum += times * (countLog(count, mean, dispersion) - below)
  }
  return sum
}

/** The median rate where units count much, else the mean. */
function startingRate(cells: readonly CountCell[], events: number): number {
  const exposure = cells.reduce((sum, cell) => sum + cell.exposure * cell.times, 0)
  const units = cells.reduce((sum, { times }) => sum + times, 0)
  const sorted = [...cells].sort((a, b) => a.count / a.exposure - b.count / b.exposure)
  let passed = 0
  for (const { count, exposure: own, times } of sorted) {
    passed += times
    if (passed * 2 >= units) return count >= DENSE ? count / own : events / exposure
  }
  return events / exposure
}

/** Units that ran for nearly the same time are taken together, at their mean time: else each frame would be cells of its own. */
function rounded(cells: readonly CountCell[]): CountCell[] {
  const used = cells.filter(({ exposure, times }) => exposure > 0 && times > 0)
  const binOf = ({ exposure }: CountCell): number => Math.round(ln(exposure) / ALIKE_TIME)
  const bins = new Map<number, { exposure: number; times: number; counts: Map<number, number> }>()
  for (const cell of used) {
    const bin = bins.get(binOf(cell)) ?? { exposure: 0, times: 0, counts: new Map() }
    bin.exposure += cell.exposure * cell.times
    bin.times += cell.times
    bin.counts.set(cell.count, (bin.counts.get(cell.count) ?? 0) + cell.times)
    bins.set(binOf(cell), bin)
  }
  return [...bins.values()].flatMap(({ exposure, times, counts }) =>
    [...counts].map(([count, number]) => ({ count, exposure: exposure / times, times: number })),
  )
}
