import { type Measure, ROLES, type Role } from '../codes'
import { type MeasuredEvents, measuredPerHour } from './measured-events'
import type { NormConstants, Norms } from './norms'
import { type NormsInForce, normsFor } from './norms-in-force'
import { type PlanningFlows, type PlanningInputs, planningFlows } from './planning-flows'
import { DAY_ROLES, ROLE_TERMS, type TermRule } from './work-terms'

/** Where a count came from; `fixed` is an allowance of the norms that no event can change. */
export type TermSource = 'measured' | 'planned' | 'fixed'
/** Of the terms that events could decide: all measured, all planned, or some of each; `fixed` when there are none. */
export type RoleSource = 'measured' | 'mixed' | 'planned' | 'fixed'

/** Of a whole mill, which always has work that events decide. */
export type MillSource = Exclude<RoleSource, 'fixed'>

/** One summand of a role's workload, with all that is needed to show how it was computed. */
export interface WorkTerm {
  /** The event, the installed machines or the norm that it counts. */
  id: string
  countPerShift: number
  unit: string
  /** Person-minutes for one. */
  minutesEach: number
  /** countPerShift × minutesEach. */
  minutesPerShift: number
  /** Key of the norm that gives the minutes, or the number of posts. */
  norm: keyof NormConstants
  source: TermSource
}

/** The work of one role in one shift, person-minutes; of day staff, in one day. */
export interface RoleWork {
  role: Role
  day: boolean
  minutesPerShift: number
  source: RoleSource
  terms: readonly WorkTerm[]
}

/** The work of a mill in one shift, role by role in the order of the norms. */
export interface Workload {
  norms: Norms
  measures: readonly Measure[]
  flows: PlanningFlows
  /** Minutes of work that one person does in one shift. */
  effectiveMinutes: number
  /** Ring output, kg/h, for the figures per kilogram. */
  ringKgPerHour: number
  ringSource: 'measured' | 'planned'
  /** As of a role, over the whole mill. */
  source: MillSource
  byRole: readonly RoleWork[]
}

/** Workload of a mill that runs to plan (staffing-norms, workload of each role). */
export function plannedWorkload(norms: Norms, measures: readonly Measure[], inputs: PlanningInputs = {}): Workload {
  return measuredWorkload(norms, measures, {}, inputs)
}

/**
 * Workload from what telemetry counted, scaled to a shift; an event that nothing counts takes the planning flow and says so
 * (domain 4.7).
 */
export function measuredWorkload(
  norms: Norms,
  measures: readonly Measure[],
  measured: MeasuredEvents,
  inputs: PlanningInputs = {},
): Workload {
  return workload(normsFor(norms, measures), inputs, measured)
}

/** Workload under norms already chosen: every role's event counts × minutes + fixed minutes, term by term. */
export function workload(inForce: NormsInForce, inputs: PlanningInputs, measured: MeasuredEvents = {}): Workload {
  const flows = planningFlows(inForce, inputs)
  const effectiveMinutes = flows.shiftHours * 60 * inForce.norms.basis.utilisation
  const context = { flows, measured, effectiveMinutes, normHours: inForce.norms.basis.shiftHours }
  const byRole = ROLES.map((role): RoleWork => {
    const terms = ROLE_TERMS[role].map((rule) => termOf(rule, context))
    return {
      role,
      day: DAY_ROLES.includes(role),
      minutesPerShift: terms.reduce((sum, term) => sum + term.minutesPerShift, 0),
      source: sourceOf(terms.map((term) => term.source)),
      terms,
    }
  })
  const source = sourceOf(byRole.flatMap((work) => work.terms.map((term) => term.source)))
  const measuredKg = measuredPerHour(measured.ringProductionKg, flows.spindles)
  return {
    norms: inForce.norms,
    measures: inForce.measures,
    flows,
    effectiveMinutes,
    ringKgPerHour: measuredKg ?? flows.kgPerHour.ring,
    ringSource: measuredKg === null ? 'planned' : 'measured',
    source: source === 'fixed' ? 'planned' : source,
    byRole,
  }
}

interface TermContext {
  flows: PlanningFlows
  measured: MeasuredEvents
  effectiveMinutes: number
  normHours: number
}

function termOf(rule: TermRule, context: TermContext): WorkTerm {
  const { flows, effectiveMinutes, normHours } = context
  const { constants, shiftHours } = flows
  // Norms "per shift" are for a shift of the basis; in a longer shift there is more to tend.
  const perShift = (norm: keyof NormConstants) => (constants[norm] * shiftHours) / normHours
  switch (rule.kind) {
    case 'event': {
      const { perHour, source } = eventRate(rule, context)
      return term(rule.event, perHour * shiftHours, rule.unit, constants[rule.minutes], rule.minutes, source)
    }
    case 'tending': {
      const installed = rule.installed === 'spindles' ? flows.spindles : flows.installed[rule.installed]
      return term(rule.installed, installed / rule.per, rule.unit, perShift(rule.minutes), rule.minutes, 'fixed')
    }
    case 'allowance':
      return term(rule.minutes, 1, rule.unit, perShift(rule.minutes), rule.minutes, 'fixed')
    case 'posts':
      return term(rule.posts, constants[rule.posts], rule.unit, effectiveMinutes, rule.posts, 'fixed')
  }
}

function eventRate(
  { event, onlyCounted }: TermRule & { kind: 'event' },
  { flows, measured }: TermContext,
): { perHour: number; source: TermSource } {
  const perHour = measuredPerHour(measured[event], flows.spindles)
  if (perHour !== null) return { perHour, source: 'measured' }
  return { perHour: flows.eventsPerHour[event], source: onlyCounted ? 'fixed' : 'planned' }
}

function term(
  id: string,
  countPerShift: number,
  unit: string,
  minutesEach: number,
  norm: keyof NormConstants,
  source: TermSource,
): WorkTerm {
  return { id, countPerShift, unit, minutesEach, minutesPerShift: countPerShift * minutesEach, norm, source }
}

function sourceOf(terms: readonly TermSource[]): RoleSource {
  const measured = terms.includes('measured')
  const planned = terms.includes('planned')
  if (measured && planned) return 'mixed'
  if (measured) return 'measured'
  return planned ? 'planned' : 'fixed'
}
