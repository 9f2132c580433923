import { type Interference, interferenceOf } from './interference'
import { laplaceTransform, meanServiceS, type ServiceLaw } from './service-law'

const SECONDS_PER_HOUR = 3600
const HUGE = 1e250
const TINY = 1e-250
const NEGLIGIBLE = 1e-18

/**
 * Machine interference of N spindles and one tenter whose time for an end follows any law: Ashcroft 1950 for a constant time,
 * Takács for a general one (domain 5.2). With phi the Laplace transform of the law,
 * X = sum over k of C(N-1, k) prod_{j=1..k} (1/phi(j lambda) - 1), and the mean number running is A = N X/(1 + N rho X).
 */
export function oneTenter(zone: {
  spindles: number
  /** Breaks per spindle-hour while the spindle runs. */
  breaksPerSpindleHour: number
  service: ServiceLaw
}): Interference {
  const { spindles, breaksPerSpindleHour, service } = zone
  const breaksPerS = breaksPerSpindleHour / SECONDS_PER_HOUR
  const serviceS = meanServiceS(service)
  const rho = breaksPerS * serviceS
  // X and the 1 that stands beside it are scaled together when X leaves the range: only their ratio counts.
  let one = 1
  let x = 0
  let term = 1
  for (let k = 0; k < spindles; k++) {
    x += term
    const phi = laplaceTransform(service, (k + 1) * breaksPerS)
    const ratio = ((spindles - 1 - k) / (k + 1)) * ((1 - phi) / phi)
    term *= ratio
    if (ratio < 1 && term < NEGLIGIBLE * x) break
    if (term > HUGE) {
      term *= TINY
      x *= TINY
      one *= TINY
    }
  }
  const running = (spindles * x) / (one + spindles * rho * x)
  const endsDown = spindles - running
  // One tenter is at work for rho of the spindles that run.
  const waiting = Math.max(0, endsDown - running * rho)
  return interferenceOf({ spindles, breaksPerSpindleHour, serviceS, tenters: 1, endsDown, waiting })
}

/** Ashcroft's number A_N: mean number of N machines running when each stop takes one operative a constant time (domain 5.2). */
export function ashcroftNumber(machines: number, rho: number): number {
  // Any time will do: only rho = lambda T counts.
  const service = { kind: 'constant', meanS: SECONDS_PER_HOUR } as const
  return oneTenter({ spindles: machines, breaksPerSpindleHour: rho, service }).running
}
