import type { MillPlan } from '../mill-plan'
import type { ShiftOutcome } from './shift-outcome'

/** What persons, energy and lost yarn cost. In the currency of whoever gives them; the defaults are CNY. */
export interface CostRates {
  /** One hour of one person, all charges included. */
  perPersonHour: number
  perKwh: number
  /** What a kilogram that was not spun would have left over its cotton. */
  perLostKg: number
}

/** A spinning mill in eastern China [EST]. */
export const DEFAULT_COSTS: CostRates = { perPersonHour: 38, perKwh: 0.68, perLostKg: 6 }

/** Hours that a person of the day staff works in a day of 24. */
const DAY_STAFF_HOURS = 8

/** Cost of a stretch of time: persons on post, energy, and the yarn that ends down did not spin. */
export function costOf({ staff }: MillPlan, outcome: ShiftOutcome, rates: CostRates) {
  const at = (day: boolean) => staff.posts.reduce((sum, post) => sum + (post.day === day ? post.persons : 0), 0)
  const personHours = outcome.hours * (at(false) + (at(true) * DAY_STAFF_HOURS) / 24)
  const lostKg =
    outcome.runSpindleHours > 0 ? (outcome.productionKg * outcome.downSpindleHours) / outcome.runSpindleHours : 0
  const people = personHours * rates.perPersonHour
  const energy = outcome.millKwh * rates.perKwh
  const lostYarn = lostKg * rates.perLostKg
  return { people, energy, lostYarn, total: people + energy + lostYarn }
}
