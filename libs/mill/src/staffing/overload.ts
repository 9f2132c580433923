import { finiteSource, saturatedDownShare } from '../interference'
import { TENTER_ROLES } from './required-staff'
import type { PersonsOnPost } from './rostered-staff'
import type { StaffResult } from './staff-case'

/** The ring room's tenters, the ends that they piece, and the other work that they do besides. */
export interface TenterLoad {
  spindles: number
  endsPerHour: number
  /** Time to piece one end, walk included, s. */
  pieceS: number
  /** Posts that piecing, creeling, patrol and cleaning need. */
  postsNeeded: number
  /** Of those, the posts that piecing needs. */
  piecingPosts: number
  /** Effective part of a person's time. */
  utilisation: number
}

/** What is to be expected at a load: theory of the finite source (domain 5.1). */
export interface LoadResponse {
  /** Posts needed / persons on post, in the ring room. */
  index: number
  persons: number
  /** Ends down in the long run, % of the spindles. */
  endsDownPercent: number
  /** Mean time from break to pieced, s; in the long run. */
  downS: number
  /** Ends that are left over each hour: above 0 they pile up until so many spindles stand that the people keep up. */
  pilingUpPerHour: number
}

/** The load of a mill's tenters; null where nobody pieces or nothing breaks. */
export function tenterLoad({ work, staff }: StaffResult): TenterLoad | null {
  const tenting = work.byRole.find(({ role }) => role === 'ring-piecing')
  const piecing = tenting?.terms[0]
  if (!tenting || !piecing || !(piecing.countPerShift > 0) || !(piecing.minutesEach > 0)) return null
  const posts = (roles: readonly string[]) =>
    staff.byRole.reduce((sum, { role, posts }) => sum + (roles.includes(role) ? posts : 0), 0)
  const shiftMinutes = work.flows.shiftHours * 60
  return {
    spindles: work.flows.spindles,
    endsPerHour: piecing.countPerShift / work.flows.shiftHours,
    // Laps that were counted make the mean end longer.
    pieceS: (tenting.minutesPerShift / piecing.countPerShift) * 60,
    postsNeeded: posts(TENTER_ROLES),
    piecingPosts: posts(['ring-piecing']),
    utilisation: work.effectiveMinutes / shiftMinutes,
  }
}

/** Persons on post in the roles of the tenters; null while one of them is not reported. */
export function tentersOnPost(persons: PersonsOnPost): number | null {
  let sum = 0
  for (const role of TENTER_ROLES) {
    const here = persons[role]
    if (here === undefined) return null
    sum += here
  }
  return sum
}

/** Fewer than this many persons' time for piecing is none. */
const LEAST_SERVERS = 1e-3

/**
 * Ends down and response with so many tenters, M/M/c//N. All other work of the ring room is done first; c is the part of the
 * tenters' effective time that is left for piecing, persons × utilisation - other work, and need not be whole. A round or a
 * creel change in hand is finished first, which this leaves out: below 1 the true response is longer.
 */
export function loadResponse(load: TenterLoad, persons: number): LoadResponse {
  const other = load.postsNeeded - load.piecingPosts
  const servers = Math.max(LEAST_SERVERS, (persons - other) * load.utilisation)
  const zone = {
    spindles: load.spindles,
    breaksPerSpindleHour: load.endsPerHour / load.spindles,
    serviceS: load.pieceS,
    tenters: servers,
  }
  const overrun = saturatedDownShare(zone) > 0
  const { endsDownPercent, downS } = finiteSource(zone)
  return {
    index: persons > 0 ? load.postsNeeded / persons : Number.POSITIVE_INFINITY,
    persons,
    endsDownPercent,
    downS,
    pilingUpPerHour: overrun ? load.endsPerHour - (servers * 3600) / load.pieceS : 0,
  }
}

const CURVE_FROM = 0.7
const CURVE_TO = 1.15
const CURVE_STEP = 0.025

/** The same for workload indices from 0.70 to 1.15: how ends down climb with the load. */
export function loadCurve(load: TenterLoad): LoadResponse[] {
  const steps = Math.round((CURVE_TO - CURVE_FROM) / CURVE_STEP)
  return Array.from({ length: steps + 1 }, (_, i) => {
    const index = CURVE_FROM + i * CURVE_STEP
    return { ...loadResponse(load, load.postsNeeded / index), index }
  })
}
