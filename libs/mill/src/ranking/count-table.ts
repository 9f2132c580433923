import { gammaPoissonLog } from '../calibration/gamma-poisson'
import { exp, gammaPoissonTail, poissonTail } from '../math'

/** Beyond so many standard deviations below the mean the tail is one to the last bit. */
const FAR = 12
const NEGLIGIBLE = 1e-18
const MOST_STEPS = 200_000
/** Below this dispersion units are alike to the last digit that matters. */
const ALIKE = 1e-6

/** Chance that a count of this mean reaches `least` or more; units differ by a gamma law of shape 1 / `dispersion`, 0 for alike. */
export function reachChance(least: number, mean: number, dispersion: number): number {
  return dispersion < ALIKE ? poissonTail(least, mean) : gammaPoissonTail(least, mean, 1 / dispersion)
}

/** Logarithm of the chance of exactly this count. */
export function countLog(count: number, mean: number, dispersion: number): number {
  return gammaPoissonLog(count, mean, 1 / Math.max(dispersion, ALIKE))
}

/** The chances of all counts at one mean, worked out once: a list of units asks for the same ones over and over. */
export class CountTable {
  private readonly from: number
  /** Chance of `from` + i or more. */
  private readonly tails: Float64Array

  constructor(
    readonly mean: number,
    private readonly dispersion: number,
  ) {
    const spread = Math.sqrt(mean + dispersion * mean * mean)
    this.from = Math.max(0, Math.floor(mean - FAR * spread))
    const chances: number[] = []
    let chance = mean > 0 ? exp(countLog(this.from, mean, dispersion)) : 1
    for (let count = this.from; chances.length < MOST_STEPS; count++) {
      chances.push(chance)
      chance *= ((1 + dispersion * count) / (1 + dispersion * mean)) * (mean / (count + 1))
      if (count > mean && chance < NEGLIGIBLE) break
    }
    this.tails = new Float64Array(chances.length)
    let sum = 0
    for (let i = chances.length - 1; i >= 0; i--) this.tails[i] = sum += chances[i]!
  }

  /** Chance that a unit of this mean counts `least` or more. */
  reaches(least: number): number {
    if (least <= this.from) return 1
    return this.tails[least - this.from] ?? reachChance(least, this.mean, this.dispersion)
  }

  /** Smallest count, not below `least`, that is reached with at most this chance. */
  countFor(chance: number, least: number): number {
    let low = Math.max(least, this.from)
    let high = this.from + this.tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.reaches(middle) <= chance) high = middle
      else low = middle + 1
    }
    return low
  }
}
