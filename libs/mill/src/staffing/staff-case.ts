import type { Measure, Role } from '../codes'
import type { MeasuredEvents } from './measured-events'
import type { Norms, Scope } from './norms'
import type { PlanningInputs } from './planning-flows'
import { per10kOf, type RequiredStaff, requiredStaff, rollFactor } from './required-staff'
import type { Roster } from './roster'
import { measuredWorkload, type TermSource, type Workload } from './workload'

/** All that decides a staffing figure: which norms, which mill, what was counted in it, and by which rules it is counted. */
export interface StaffCase {
  norms: Norms
  measures: readonly Measure[]
  countNe: number
  spindles: number
  /** Machines known to be installed; those the norms plan where nothing is known. */
  installed: NonNullable<PlanningInputs['installed']>
  /** Nothing for a planned mill. */
  measured: MeasuredEvents
  roster: Roster
  scope: Scope
}

/** What scope C adds to the roles: management and services. */
export const OVERHEAD = 'overhead'

/** One term of the work in persons; the overhead of scope C is a term of its own, without minutes. */
export interface StaffTerm {
  role: Role | typeof OVERHEAD
  /** Event, installed machines or norm that it counts. */
  id: string
  unit: string
  countPerShift: number
  minutesEach: number
  minutesPerShift: number
  source: TermSource
  /** Persons on the roll. */
  roll: number
  /** 0 without spindles. */
  per10k: number
}

export interface StaffResult {
  work: Workload
  staff: RequiredStaff
  /** In an order that the scope alone decides, so that results of one scope can be compared term by term; sums to the roll. */
  terms: readonly StaffTerm[]
}

/** The staff that a case needs, as a whole, by role and by term. */
export function staffOf(of: StaffCase): StaffResult {
  const work = measuredWorkload(of.norms, of.measures, of.measured, {
    countNe: of.countNe,
    spindles: of.spindles,
    shiftHours: of.roster.shiftHours,
    installed: of.installed,
  })
  const staff = requiredStaff(work, of.roster, of.scope)
  return { work, staff, terms: termsOf(work, staff) }
}

/** The same mill running to the plan of its norms: nothing counted, and the machines that the norms plan. */
export const plannedCase = (of: StaffCase): StaffCase => ({ ...of, measured: {}, installed: {} })

function termsOf(work: Workload, staff: RequiredStaff): StaffTerm[] {
  const { spindles } = work.flows
  const counted = new Set(staff.byRole.map(({ role }) => role))
  const terms = work.byRole
    .filter(({ role }) => counted.has(role))
    .flatMap(({ role, day, terms }) =>
      terms.map(({ norm: _, ...term }): StaffTerm => {
        const roll = (term.minutesPerShift / work.effectiveMinutes) * rollFactor(staff.roster, day)
        return { role, ...term, roll, per10k: per10kOf(roll, spindles) ?? 0 }
      }),
    )
  if (staff.scope === 'C') terms.push(overheadOf(staff.overheadRoll, spindles))
  return terms
}

function overheadOf(roll: number, spindles: number): StaffTerm {
  const nothing = { unit: 'post', countPerShift: 0, minutesEach: 0, minutesPerShift: 0, source: 'fixed' } as const
  return { role: OVERHEAD, id: OVERHEAD, ...nothing, roll, per10k: per10kOf(roll, spindles) ?? 0 }
}
