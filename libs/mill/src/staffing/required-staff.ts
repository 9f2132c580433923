import type { Role } from '../codes'
import type { Norms, Scope } from './norms'
import type { Roster } from './roster'
import type { MillSource, RoleSource, Workload } from './workload'

/** Persons that the work of one role needs. */
export interface RoleStaff {
  role: Role
  day: boolean
  minutesPerShift: number
  /** Persons at work at one time. */
  posts: number
  /** Persons on the roll, all crews and relief. */
  roll: number
  /** roll / 10,000 spindles; null without spindles. */
  per10k: number | null
  source: RoleSource
}

/** Persons that the work of a mill needs, in the scope asked for. Null where spindles or kilograms are missing. */
export interface RequiredStaff {
  scope: Scope
  roster: Roster
  byRole: readonly RoleStaff[]
  shiftPosts: number
  dayPosts: number
  /** Persons on the roll, the overhead of scope C included. */
  roll: number
  /** Of those, the management and services that scope C adds. */
  overheadRoll: number
  /** 万锭用工: persons on the roll per 10,000 installed spindles (domain 4.1). */
  per10k: number | null
  /** per10k without relief: persons per 10,000 spindles in the mill at one time (domain 4.1). */
  onSitePer10k: number | null
  /** Operative hours per 100 kg of yarn, all shift posts (domain 4.1, 4.5). */
  hok: number | null
  /** Operatives per 1,000 spindles on a shift (domain 4.1). */
  ohs: number | null
  /** Spindles per person in the ring room's piecing, creeling, patrol and cleaning (domain 4.5). */
  spindlesPerTenter: number | null
  source: MillSource
}

/** Roles that share the ring tenters (domain 4.5). */
export const TENTER_ROLES: readonly Role[] = ['ring-piecing', 'ring-creeling', 'ring-patrol', 'ring-cleaning']

/**
 * Posts, roll and figures of a workload: posts = minutes / effective minutes, roll = shift posts × crews / attendance + day
 * posts × day factor (domain 4.7). The length of the shift cancels out: longer shifts need fewer crews, not fewer posts.
 */
export function requiredStaff(work: Workload, roster: Roster, scope: Scope = work.norms.scope.counted): RequiredStaff {
  const { spindles } = work.flows
  const byRole = work.byRole
    .filter(({ role }) => inScope(work.norms, scope, role))
    .map(({ role, day, minutesPerShift, source }): RoleStaff => {
      const posts = minutesPerShift / work.effectiveMinutes
      const roll = posts * rollFactor(roster, day)
      return { role, day, minutesPerShift, posts, roll, per10k: per10kOf(roll, spindles), source }
    })
  const counted = sum(byRole, (staff) => staff.roll)
  const overheadRoll = scope === 'C' ? counted * work.norms.scope.overhead : 0
  const roll = counted + overheadRoll
  const shiftPosts = sum(byRole, (staff) => (staff.day ? 0 : staff.posts))
  const tenters = sum(byRole, (staff) => (TENTER_ROLES.includes(staff.role) ? staff.posts : 0))
  return {
    scope,
    roster,
    byRole,
    shiftPosts,
    dayPosts: sum(byRole, (staff) => (staff.day ? staff.posts : 0)),
    roll,
    overheadRoll,
    per10k: per10kOf(roll, spindles),
    onSitePer10k: per10kOf(roll / roster.relief, spindles),
    hok: quotient(shiftPosts * 100, work.ringKgPerHour),
    ohs: quotient(shiftPosts * 1000, spindles),
    spindlesPerTenter: quotient(spindles, tenters),
    source: work.source,
  }
}

/** Whether a scope counts a role (domain 4.1). */
export function inScope(norms: Norms, scope: Scope, role: Role): boolean {
  return scope !== 'A' || norms.scope.directRoles.includes(role)
}

/** Persons on the roll for one person at work. */
export function rollFactor(roster: Roster, day: boolean): number {
  return day ? roster.dayFactor : roster.relief
}

/** Persons per 10,000 spindles; null without spindles. */
export function per10kOf(persons: number, spindles: number): number | null {
  return quotient(persons * 10_000, spindles)
}

function quotient(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}
