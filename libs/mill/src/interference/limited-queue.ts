import { exp, lnOnePlus } from '../math'
import { meanServiceS, type ServiceLaw, serviceVariation } from './service-law'

/** One server whose queue takes so many ends and no more: a piecing robot that hands the rest to people. */
export interface LimitedQueue {
  /** Share of the ends that find a place. */
  takenShare: number
  /** Share of its time that the server is at work. */
  utilisation: number
  /** Mean time until it sets out for an end that found a place, s. */
  waitS: number
  /** The same until it is done with it, s. */
  downS: number
}

const SECONDS_PER_HOUR = 3600
/** Terms are kept in range by this factor; only their ratios count. */
const HUGE = 1e250
const TINY = 1e-250
/** A law that spreads less than this is a constant. */
const CONSTANT = 1e-9

/**
 * M/G/1/K by its states at departures (Gross and Harris): ends come at random at a steady rate, K = queueLimit + 1 of them are
 * there at most, one in service included. The law of the service counts by mean and variance (a gamma law with the same two). With
 * a_k the chance of k ends during one service, the cut between j and j + 1 gives
 * pi(j+1) a_0 = pi(0) P(a > j) + sum over i = 1..j of pi(i) P(a > j - i + 1): positive terms only.
 */
export function limitedQueue(queue: { endsPerHour: number; service: ServiceLaw; queueLimit: number }): LimitedQueue {
  const { endsPerHour, service, queueLimit } = queue
  const serviceS = meanServiceS(service)
  const endsPerS = endsPerHour / SECONDS_PER_HOUR
  const load = endsPerS * serviceS
  const places = queueLimit + 1
  if (!(load > 0)) return { takenShare: 1, utilisation: 0, waitS: 0, downS: serviceS }
  const { none, more } = endsInService(load, serviceVariation(service), places)
  let left = [1]
  for (let j = 0; j + 1 < places; j++) {
    let flow = left[0]! * more[j]!
    for (let i = 1; i <= j; i++) flow += left[i]! * more[j - i + 1]!
    left.push(flow / none)
    if (left[j + 1]! > HUGE) left = left.map((term) => term * TINY)
  }
  const sum = left.reduce((total, term) => total + term, 0)
  // Between departures the server also waits for an end: time shares are pi(j)/(pi(0) + load).
  const scale = left[0]! / sum + load
  const takenShare = 1 / scale
  const there = left.reduce((total, term, j) => total + (j * term) / sum / scale, 0) + places * (1 - takenShare)
  const downS = there / (endsPerS * takenShare)
  return { takenShare, utilisation: load * takenShare, waitS: Math.max(0, downS - serviceS), downS }
}

/** Ends during a service of this load: P(a = 0), and P(a > k) for k = 0 … n - 1; Poisson for a constant, negative binomial for a gamma law. */
function endsInService(load: number, variation: number, n: number): { none: number; more: number[] } {
  const shape = variation > CONSTANT ? 1 / variation : Number.POSITIVE_INFINITY
  const isConstant = shape === Number.POSITIVE_INFINITY
  const step = isConstant ? load : load / shape / (1 + load / shape)
  const none = isConstant ? exp(-load) : exp(-shape * lnOnePlus(load / shape))
  let chance = none
  let rest = 1
  const more = Array.from({ length: n }, (_, k) => {
    rest = Math.max(0, rest - chance)
    chance *= isConstant ? step / (k + 1) : (step * (shape + k)) / (k + 1)
    return rest
  })
  return { none, more }
}
