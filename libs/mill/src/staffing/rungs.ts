import { MEASURES, type Measure } from '../codes'
import type { Norms, Scope } from './norms'
import type { PlanningInputs } from './planning-flows'
import { type RequiredStaff, requiredStaff } from './required-staff'
import type { Roster } from './roster'
import { plannedWorkload, type Workload } from './workload'

/** One rung of the ladder from a conventional mill to a digital one. */
export interface Rung {
  step: 'S0' | Measure
  measures: readonly Measure[]
  work: Workload
  staff: RequiredStaff
}

/**
 * The ten rungs of the norms, each with the measures up to it in force. What a rung gains depends on the order in which
 * measures are counted; the last rung does not (staffing-norms, the rungs).
 */
export function staffingRungs(
  norms: Norms,
  roster: Roster,
  inputs: Omit<PlanningInputs, 'shiftHours' | 'installed'> = {},
  scope: Scope = norms.scope.counted,
): Rung[] {
  return [0, ...MEASURES.map((_, index) => index + 1)].map((count) => {
    const measures = MEASURES.slice(0, count)
    const work = plannedWorkload(norms, measures, { ...inputs, shiftHours: roster.shiftHours })
    return { step: measures.at(-1) ?? 'S0', measures, work, staff: requiredStaff(work, roster, scope) }
  })
}
