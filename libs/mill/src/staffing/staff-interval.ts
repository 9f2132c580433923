import type { Role } from '../codes'
import { countInterval, type Interval, sumInterval, type UncertainPart } from './count-interval'
import { type MeasuredCount, measuredPerHour } from './measured-events'
import { WORK_EVENTS, type WorkEvent } from './planning-flows'
import type { StaffCase, StaffResult } from './staff-case'

/** Half-width of an interval, relative to its figure, from which on the figure says something. */
export const PRECISE_ENOUGH = 0.05

/** Hours of the whole mill behind a count. */
export const watchedHours = (measured: MeasuredCount, spindles: number): number =>
  'hours' in measured ? measured.hours : spindles > 0 ? measured.spindleHours / spindles : 0

/** Events in a shift that a measured count stands for, with their interval; null where nothing was measured. */
export function eventInterval(of: StaffCase, event: WorkEvent): UncertainPart | null {
  const measured = of.measured[event]
  const perHour = measuredPerHour(measured, of.spindles)
  if (!measured || perHour === null) return null
  const { low, high } = countInterval(measured.count)
  const shifts = watchedHours(measured, of.spindles) / of.roster.shiftHours
  return { value: perHour * of.roster.shiftHours, low: low / shifts, high: high / shifts }
}

/**
 * 95 % interval of the persons on the roll that some roles need, all roles unless told: counts of events are taken for Poisson,
 * their minutes and everything planned for certain. A count that several terms use moves them together. Null when no term of
 * the roles was measured.
 */
export function rollInterval(of: StaffCase, result: StaffResult, roles?: readonly Role[]): Interval | null {
  const terms = result.terms.filter(
    ({ role }) => !roles || (role !== 'overhead' && (roles as readonly string[]).includes(role)),
  )
  const overhead = !roles && of.scope === 'C' ? 1 + of.norms.scope.overhead : 1
  const roll = terms.reduce((sum, term) => sum + term.roll, 0)
  const parts: UncertainPart[] = []
  for (const event of WORK_EVENTS) {
    const counts = terms.filter((term) => term.id === event && term.source === 'measured')
    const counted = counts.length > 0 ? eventInterval(of, event) : null
    if (!counted) continue
    const each = counts.reduce((sum, term) => sum + term.minutesEach, 0) * overhead * personsPerMinute(of, result)
    parts.push({ value: counted.value * each, low: counted.low * each, high: counted.high * each })
  }
  if (parts.length === 0) return null
  const measured = parts.reduce((sum, part) => sum + part.value, 0)
  const { low, high } = sumInterval(parts, roll - measured)
  return { low: Math.max(0, low), high }
}

/** Persons on the roll for one minute of a shift: events make work on the shifts only. */
const personsPerMinute = (of: StaffCase, { work }: StaffResult): number => of.roster.relief / work.effectiveMinutes

/** Whether a figure can be relied on, and how long must be watched until it can. */
export interface DataState {
  /** Half of the interval's width over the figure; null without an interval. */
  relativeHalfWidth: number | null
  enough: boolean
  /** Hours of watching that make the interval narrow enough, at the present rate of events; null where nothing is known. */
  neededHours: number | null
}

/** An interval narrows with the square root of the time watched. */
export function dataState(value: number, interval: Interval | null, hours: number): DataState {
  if (!interval || !(value > 0)) return { relativeHalfWidth: null, enough: false, neededHours: null }
  const relativeHalfWidth = (interval.high - interval.low) / 2 / value
  const ratio = relativeHalfWidth / PRECISE_ENOUGH
  return { relativeHalfWidth, enough: ratio <= 1, neededHours: hours * ratio * ratio }
}
