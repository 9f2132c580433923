import { exp, ln, lnGamma } from '../math'
import { reachChance } from './count-table'
import type { HealthyPopulation } from './healthy-population'

/** Events and the time in which they came about. */
export interface CountedTime {
  count: number
  exposure: number
}

export interface RateChange {
  /** The later rate over the earlier one; null where nothing came about earlier. */
  ratio: number | null
  low: number
  /** Null where the ratio has no upper bound. */
  high: number | null
  /** Chance of a difference like this, up or down, if nothing has changed. */
  p: number
}

const HALF_OF_FIVE_PERCENT = 0.025

/**
 * Two stretches of the same unit compared: of all its events, those of the later stretch are binomial with the share of its time,
 * whatever the unit's own rate is (conditional test; interval of Clopper and Pearson). Null where nothing can be told.
 */
export function rateChange(before: CountedTime, after: CountedTime): RateChange | null {
  const events = before.count + after.count
  if (!(before.exposure > 0) || !(after.exposure > 0) || events === 0) return null
  const share = after.exposure / (before.exposure + after.exposure)
  const up = binomialReach(after.count, events, share)
  const down = 1 - binomialReach(after.count + 1, events, share)
  const odds = before.exposure / after.exposure
  const ratioOf = (p: number): number => (p / (1 - p)) * odds
  const low = after.count === 0 ? 0 : bisect((p) => binomialReach(after.count, events, p) < HALF_OF_FIVE_PERCENT)
  const high =
    before.count === 0 ? null : bisect((p) => 1 - binomialReach(after.count + 1, events, p) > HALF_OF_FIVE_PERCENT)
  return {
    ratio: before.count === 0 ? null : (after.count / after.exposure / before.count) * before.exposure,
    low: ratioOf(low),
    high: high === null ? null : ratioOf(high),
    p: Math.min(1, 2 * Math.min(up, down)),
  }
}

/** Whether a repair helped, from what was counted after it. */
export const EFFECTS = ['better', 'too-early', 'not-better'] as const
export type Effect = (typeof EFFECTS)[number]

/** One in twenty repairs that changed nothing passes for a success … */
const OLD_RATE_REFUTED = 0.05
/** … and one in a hundred that healed is looked at again. */
const HEALTHY_REFUTED = 0.01

/**
 * Too many events for a healthy unit: no better, whatever it was before. Too few for the unit as it was: better. Neither: too early.
 */
export function effectOf(since: CountedTime, before: CountedTime, healthy: HealthyPopulation): Effect {
  const expected = healthy.rate * since.exposure
  if (since.count >= 2 && reachChance(since.count, expected, healthy.dispersion) < HEALTHY_REFUTED) return 'not-better'
  if (!(before.exposure > 0) || !(since.exposure > 0)) return 'too-early'
  // Conditional on all its events, so that the uncertainty of the rate before is in the test.
  const share = since.exposure / (since.exposure + before.exposure)
  const fewer = 1 - binomialReach(since.count + 1, since.count + before.count, share)
  return fewer < OLD_RATE_REFUTED ? 'better' : 'too-early'
}

/** Chance of `least` or more of `trials`, at this chance each. */
export function binomialReach(least: number, trials: number, chance: number): number {
  if (least <= 0) return 1
  if (least > trials || chance <= 0) return 0
  if (chance >= 1) return 1
  // The shorter side is summed: 1 - P(fewer) would lose the digits of a small chance.
  if (least <= trials * chance) return 1 - binomialReach(trials - least + 1, trials, 1 - chance)
  const odds = chance / (1 - chance)
  let term = exp(
    lnGamma(trials + 1) -
      lnGamma(least + 1) -
      lnGamma(trials - least + 1) +
      least * ln(chance) +
      (trials - least) * ln(1 - chance),
  )
  let sum = 0
  for (let k = least; k <= trials && term > sum * 1e-16; k++) {
    sum += term
    term *= ((trials - k) / (k + 1)) * odds
  }
  return Math.min(1, sum)
}

/** Largest share for which it still holds. */
function bisect(holds: (share: number) => boolean): number {
  let [low, high] = [0, 1]
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2
    if (holds(middle)) low = middle
    else high = middle
  }
  return low
}
