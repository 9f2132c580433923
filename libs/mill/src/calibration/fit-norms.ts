import type { Role } from '../codes'
import type { NormConstants, Norms, WorkEvent, Workload, WorkTerm } from '../staffing'
import type { RoleShift } from './calibration-rows'
import { type FittedValue, held, scaled, withError } from './fitted-value'
import { nonNegativeLeastSquares } from './linear'

/** Columns more alike than this cannot be told from each other. */
const MOST_LIKENESS = 10

/** A standard time, or a number of posts, from the people and the events of a mill. */
export interface NormFit {
  role: Role
  norm: keyof NormConstants
  /** What the norms say now, of one event, machine or shift of this mill. */
  before: number
  fitted: FittedValue
  /** By which the norm is multiplied. */
  ratio: number
  /**
   * `fitted`: this term has its own value. `in-proportion`: the terms of the role could not be told apart, so all are multiplied
   * with one factor.
   */
  how: 'fitted' | 'in-proportion'
}

/** A role that the data say something of, or why they do not. */
export interface RoleFit {
  role: Role
  shifts: number
  meanPersons: number
  /** Whether minutes of work were given for every shift; else all the effective time of the persons is taken as work. */
  minutesMeasured: boolean
  norms: NormFit[]
  /** Why the terms are in proportion, or why nothing is fitted; null when every term has its own value. */
  reason: 'too-few-shifts' | 'events-missing' | 'terms-alike' | 'term-at-zero' | null
  /** Share of the variation of the minutes that the events explain (R²); null where they do not vary. */
  explained: number | null
}

/** Minutes that vary by less than this share (squared) are the same. */
const SAME = 1e-9
/** Shifts below which a role is not fitted. */
const LEAST_SHIFTS = 3

/**
 * Minutes of each term of each role: persons × shift × utilisation (or minutes worked) against what was done, by least squares
 * without negative minutes. `planned` is the workload of the mill under the norms now: machines tended come from it.
 */
export function fitNorms(rows: readonly RoleShift[], norms: Norms, planned: Workload): RoleFit[] {
  const roles = [...new Set(rows.map(({ role }) => role))]
  return planned.byRole
    .filter(({ role }) => roles.includes(role))
    .map(({ role, terms, day }) =>
      fitRole(
        role,
        rows.filter((row) => row.role === role),
        terms,
        norms,
        planned,
        day,
      ),
    )
}

function fitRole(
  role: Role,
  rows: readonly RoleShift[],
  all: readonly WorkTerm[],
  norms: Norms,
  planned: Workload,
  day: boolean,
): RoleFit {
  const about = {
    role,
    shifts: rows.length,
    meanPersons: rows.reduce((sum, { persons }) => sum + persons, 0) / rows.length,
    minutesMeasured: rows.every(({ minutes }) => minutes !== null),
  }
  const nothing = (reason: RoleFit['reason']): RoleFit => ({ ...about, norms: [], reason, explained: null })
  if (rows.length < LEAST_SHIFTS) return nothing('too-few-shifts')
  // What no plan has and nobody counted is no work of this mill's records.
  const terms = all.filter((term) => term.countPerShift > 0 || rows.some(({ events }) => events[term.id as WorkEvent]))
  const columns = terms.map((term) => rows.map((row) => countOf(term, row, planned)))
  if (columns.some((column) => column.some((count) => count === null))) return nothing('events-missing')
  const counts = columns as number[][]
  const minutes = rows.map(
    (row) =>
      row.minutes ?? row.persons * (day ? planned.effectiveMinutes : row.shiftHours * 60 * norms.basis.utilisation),
  )
  const apart = nonNegativeLeastSquares(counts, minutes)
  const atZero = apart.weights.some((weight) => weight === 0)
  const alike = apart.likeness > MOST_LIKENESS || apart.errors.some((error) => error === null)
  const sure = explainedBy(apart.rest, minutes) !== null
  if (!alike && !atZero && sure) {
    const fits = terms.map((term, i) => fitOf(role, term, withError(apart.weights[i]!, apart.errors[i]!, 0), 'fitted'))
    return { ...about, norms: fits, reason: null, explained: explainedBy(apart.rest, minutes) }
  }
  // One factor for all: the proportions of the norms are kept.
  const together = rows.map((_, t) => terms.reduce((sum, term, i) => sum + counts[i]![t]! * term.minutesEach, 0))
  const one = nonNegativeLeastSquares([together], minutes)
  // The same persons in every shift tell the time that is there, and nothing of how sure it is.
  const explained = explainedBy(one.rest, minutes)
  const factor = explained === null ? held(one.weights[0]!) : withError(one.weights[0]!, one.errors[0] ?? 0, 0)
  if (!(factor.value > 0)) return nothing('events-missing')
  const how = terms.length > 1 ? 'in-proportion' : 'fitted'
  const fits = terms.map((term) => fitOf(role, term, scaled(factor, term.minutesEach), how))
  const reason = terms.length === 1 ? null : alike ? 'terms-alike' : 'term-at-zero'
  return { ...about, norms: fits, reason, explained }
}

function fitOf(role: Role, term: WorkTerm, minutesEach: FittedValue, how: NormFit['how']): NormFit {
  // A post is minutes as well, but its norm is their number.
  const isPost = term.unit === 'post'
  const ratio = minutesEach.value / term.minutesEach
  const fitted = isPost ? scaled(minutesEach, term.countPerShift / term.minutesEach) : minutesEach
  const before = isPost ? term.countPerShift : term.minutesEach
  return { role, norm: term.norm, before, fitted, ratio, how }
}

/** How often a term came up in a shift: counted events, or what is tended in proportion to the length of the shift. */
function countOf(term: WorkTerm, row: RoleShift, planned: Workload): number | null {
  const event = term.id as WorkEvent
  if (event in planned.flows.eventsPerHour) return row.events[event] ?? null
  return (term.countPerShift * row.shiftHours) / planned.flows.shiftHours
}

function explainedBy(rest: number, minutes: readonly number[]): number | null {
  const mean = minutes.reduce((sum, x) => sum + x, 0) / minutes.length
  const total = minutes.reduce((sum, x) => sum + (x - mean) * (x - mean), 0)
  return total > SAME * mean * mean * minutes.length ? Math.max(0, 1 - rest / total) : null
}
