import type { MillPlan } from '../mill-plan'
import {
  type MeasuredEvents,
  measuredWorkload,
  type Norms,
  type PersonsOnPost,
  requiredStaff,
  rosteredStaff,
  rosterFor,
  workloadIndex,
} from '../staffing'
import { type CostRates, costOf } from './costs'
import type { ShiftOutcome } from './shift-outcome'

/** The figures of a what-if; the unit of each is in its name. */
export const WHAT_IF_FIGURES = [
  'endsDownPercent',
  'responseMeanS',
  'responseP90S',
  'productionKg',
  'efficiencyPercent',
  'breaksPer1000SpindleHours',
  'robotSharePercent',
  'energyKwh',
  'kwhPerKg',
  'requiredPer10k',
  'rosteredPer10k',
  'workloadIndex',
  'tenterBusyPercent',
  'cost',
  'costPerKg',
] as const
export type WhatIfFigure = (typeof WHAT_IF_FIGURES)[number]

/** One replication in figures; null where it cannot be said. */
export type WhatIfFigures = Record<WhatIfFigure, number | null>

/** What turns an outcome into persons and money. */
export interface FigureBasis {
  plan: MillPlan
  norms: Norms
  costs: CostRates
}

/** The figures of one replication. */
export function whatIfFigures(outcome: ShiftOutcome, basis: FigureBasis): WhatIfFigures {
  const { plan, norms, costs } = basis
  const { spindles, hours, productionKg, runSpindleHours, downSpindleHours, byPeople, byRobot, tenters } = outcome
  const staff = staffOf(outcome, plan, norms)
  const { total } = costOf(plan, outcome, costs)
  const pieced = byPeople.ends + byRobot.ends
  const tenterS = tenters.persons * hours * 3600
  return {
    endsDownPercent: quotient(100 * downSpindleHours, runSpindleHours + downSpindleHours),
    responseMeanS: outcome.responseMeanS,
    responseP90S: outcome.responseP90S,
    productionKg,
    efficiencyPercent: quotient(100 * productionKg, outcome.fullProductionKg),
    breaksPer1000SpindleHours: quotient(1000 * outcome.breaksRunning, runSpindleHours),
    robotSharePercent: quotient(100 * byRobot.ends, pieced),
    energyKwh: outcome.millKwh,
    kwhPerKg: quotient(outcome.millKwh, productionKg),
    requiredPer10k: staff.required.per10k,
    rosteredPer10k: staff.rostered.per10k,
    workloadIndex: workloadIndex(staff.required.roll, staff.rostered.roll),
    tenterBusyPercent: spindles > 0 ? quotient(100 * (byPeople.workS + tenters.otherWorkS), tenterS) : null,
    cost: total,
    costPerKg: quotient(total, productionKg),
  }
}

/** Persons that the work of the outcome needs by the norms, and those of the plan; what was not counted is planned (domain 4.7). */
function staffOf(outcome: ShiftOutcome, { staff, measures, spinPlan }: MillPlan, norms: Norms) {
  const { hours, spindles } = outcome
  const roster = rosterFor(norms, {
    shiftSystem: staff.shiftSystem,
    crews: staff.crews.length,
    attendance: staff.attendance,
  })
  const events: MeasuredEvents = {
    endsPiecedByPeople: { count: outcome.byPeople.ends, hours },
    lapsCutOut: { count: outcome.byPeople.laps, hours },
    rovingBobbinsCreeled: { count: outcome.bobbinsCreeled, hours },
    frameDoffs: { count: outcome.doffs, hours },
    copsWound: { count: outcome.copsDoffed, hours },
    ringProductionKg: { count: outcome.productionKg, hours },
  }
  const inputs = { countNe: spinPlan.countNe, spindles, shiftHours: roster.shiftHours }
  return {
    required: requiredStaff(measuredWorkload(norms, measures, events, inputs), roster),
    rostered: rosteredStaff(norms, personsOf(staff.posts), roster, spindles),
  }
}

/** Persons of each role; a shared post counts by its share. */
function personsOf(posts: MillPlan['staff']['posts']): PersonsOnPost {
  const persons: PersonsOnPost = {}
  for (const post of posts)
    for (const role of post.roles) persons[role] = (persons[role] ?? 0) + post.persons / post.roles.length
  return persons
}

function quotient(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null
}
