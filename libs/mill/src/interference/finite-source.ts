import { type Interference, interferenceOf } from './interference'

/** Spindles of one zone and those who serve it. Rates are per spindle while it runs. */
export interface ServedZone {
  spindles: number
  /** Breaks per spindle-hour; the 6 of "6 per 1,000 spindle-hours" is 0.006. */
  breaksPerSpindleHour: number
  /** Mean time for one end, walking and piecing, s. */
  serviceS: number
  /** Persons who go to any end of the zone, first come first served. */
  tenters: number
}

const SECONDS_PER_HOUR = 3600
/** Terms are kept in range by this factor; only their ratios count. */
const HUGE = 1e250
const TINY = 1e-250
const NEGLIGIBLE = 1e-18

/**
 * Machine interference of N spindles and c tenters with exponential service, M/M/c//N: Palm 1943–47, Erlang's finite source
 * (domain 5.1). Summed by the ratio of neighbouring states, p(n+1)/p(n) = (N - n) rho / min(n + 1, c), so that a million
 * spindles neither overflow nor take long.
 */
export function finiteSource({ spindles, breaksPerSpindleHour, serviceS, tenters }: ServedZone): Interference {
  const rho = (breaksPerSpindleHour * serviceS) / SECONDS_PER_HOUR
  let term = 1
  let sum = 0
  let down = 0
  let waiting = 0
  for (let n = 0; n <= spindles; n++) {
    sum += term
    down += n * term
    if (n > tenters) waiting += (n - tenters) * term
    const ratio = ((spindles - n) * rho) / Math.min(n + 1, tenters)
    term *= ratio
    // The ratio falls with n: once below 1 with a negligible term, nothing more comes.
    if (ratio < 1 && (n + 1) * term < NEGLIGIBLE * sum) break
    if (term > HUGE) {
      term *= TINY
      sum *= TINY
      down *= TINY
      waiting *= TINY
    }
  }
  return interferenceOf({
    spindles,
    breaksPerSpindleHour,
    serviceS,
    tenters,
    endsDown: down / sum,
    waiting: waiting / sum,
  })
}

/**
 * Ends down as a share of the spindles where the tenters are overrun: what they leave when they are at work all the time,
 * 1 - c/(N rho); 0 where they are not overrun (domain 5.1).
 */
export function saturatedDownShare({ spindles, breaksPerSpindleHour, serviceS, tenters }: ServedZone): number {
  const load = (spindles * breaksPerSpindleHour * serviceS) / SECONDS_PER_HOUR
  return load > tenters ? 1 - tenters / load : 0
}
