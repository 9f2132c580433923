import { ROLES, type Role } from '../codes'
import type { Norms, Scope } from './norms'
import { inScope, per10kOf, rollFactor } from './required-staff'
import type { Roster } from './roster'
import { DAY_ROLES } from './work-terms'

/** Persons on post by role: on one shift, for day roles on the day. A shared post counts by its share. */
export type PersonsOnPost = { [K in Role]?: number | undefined }

export interface RosteredRole {
  role: Role
  /** Persons on post; null where nothing was reported. */
  persons: number | null
  roll: number | null
  per10k: number | null
}

/** The persons a mill has, in the same terms as those it needs. */
export interface RosteredStaff {
  scope: Scope
  byRole: readonly RosteredRole[]
  shiftPersons: number
  dayPersons: number
  roll: number
  /** Null without spindles or when no role was reported. */
  per10k: number | null
}

/** Persons on the roll from those on post: shift persons × crews / attendance + day persons × day factor (domain 4.7). */
export function rosteredStaff(
  norms: Norms,
  persons: PersonsOnPost,
  roster: Roster,
  spindles: number,
  scope: Scope = norms.scope.counted,
): RosteredStaff {
  const byRole = ROLES.filter((role) => inScope(norms, scope, role)).map((role): RosteredRole => {
    const onPost = persons[role]
    if (onPost === undefined) return { role, persons: null, roll: null, per10k: null }
    const roll = onPost * rollFactor(roster, DAY_ROLES.includes(role))
    return { role, persons: onPost, roll, per10k: per10kOf(roll, spindles) }
  })
  const sum = (value: (role: RosteredRole) => number | null) =>
    byRole.reduce((total, role) => total + (value(role) ?? 0), 0)
  const overhead = scope === 'C' ? 1 + norms.scope.overhead : 1
  const roll = sum(({ roll }) => roll) * overhead
  return {
    scope,
    byRole,
    shiftPersons: sum(({ role, persons }) => (DAY_ROLES.includes(role) ? 0 : persons)),
    dayPersons: sum(({ role, persons }) => (DAY_ROLES.includes(role) ? persons : 0)),
    roll,
    per10k: byRole.some((role) => role.persons !== null) ? per10kOf(roll, spindles) : null,
  }
}

/**
 * Workload index = required / rostered persons; null when nobody is rostered.
 *
 * Domain 4.7 prints the quotient the other way round, but gives it a healthy range of 0.80–0.95 and lets ends down climb above
 * 1. Only work over people behaves like that: above 1 there is more work than the people can do.
 */
export function workloadIndex(requiredRoll: number, rosteredRoll: number): number | null {
  return rosteredRoll > 0 ? requiredRoll / rosteredRoll : null
}

/** How an index reads: `slack` below the healthy range, `tight` above it, `overloaded` above 1 (domain 4.7). */
export type WorkloadJudgement = 'slack' | 'healthy' | 'tight' | 'overloaded'

export function judgeWorkload(index: number, { workloadIndex: { healthyFrom, healthyTo } }: Norms): WorkloadJudgement {
  if (index > 1) return 'overloaded'
  if (index > healthyTo) return 'tight'
  return index < healthyFrom ? 'slack' : 'healthy'
}
