import type { ProcessStaffing, RoleStaffing, StaffingNow } from '@wanding/contracts'
import {
  type ChosenRules,
  countingRuleEffects,
  eventInterval,
  type Interval,
  loadCurve,
  loadResponse,
  type Norms,
  PROCESS_OF_ROLE,
  per10kOf,
  type RosteredStaff,
  rollInterval,
  rosteredStaff,
  STAFF_PROCESSES,
  type StaffCase,
  type StaffResult,
  staffingRungs,
  staffOf,
  standardCount,
  tenterLoad,
  tentersOnPost,
  type WorkEvent,
  type WorkTerm,
  watchedHours,
  workloadIndex,
} from '@wanding/mill'
import type { MeasuredMill } from '../kpi'
import { basisOf } from './staffing-basis'
import { toldCase } from './staffing-case'
import { dataOf } from './staffing-data'
import { howOf } from './staffing-how'

export interface StaffingAnswer {
  staffing: StaffingNow
  /** What the mill said and we could not use. */
  problems: string[]
}

/**
 * Persons that a mill needs and has, by the counting rules asked for: measured events × norms, planned where nothing was
 * measured (domain 4.7). Null until the mill has said what a figure means nothing without.
 */
export function staffingOf(norms: Norms, said: MeasuredMill, chosen: ChosenRules = {}): StaffingAnswer | null {
  const told = toldCase(norms, said, chosen)
  if (!told) return null
  const { of, rules, usual, usualRules } = told
  const result = staffOf(of)
  const { staff: required } = result
  const rostered = rosteredOf(of, said)
  const complete = completeRoster(rostered)
  const interval = rollInterval(of, result)
  const roles = byRole(of, result, rostered)
  const now = {
    mill: said.mill,
    atMs: said.atMs,
    per10k: { required: required.per10k, rostered: complete?.per10k ?? null },
    roll: { required: required.roll, rostered: complete?.roll ?? null },
    index: complete ? workloadIndex(required.roll, complete.roll) : null,
    postsPerShift: required.shiftPosts,
    onSitePer10k: rules.headcount === 'on-site' ? required.per10k : required.onSitePer10k,
    hok: required.hok,
    ohs: required.ohs,
    source: required.source,
    byRole: roles,
    byProcess: byProcess(of, result, roles),
    intervals: {
      per10k: scaled(interval, (persons) => per10kOf(persons, of.spindles)),
      index: complete ? scaled(interval, (persons) => workloadIndex(persons, complete.roll)) : null,
    },
    data: dataOf(said, result, interval),
    standard: standardCount(of, result),
    crew: said.crew,
    counting: { rules, usualRules, ...toAnswer(countingRuleEffects(usual, usualRules, rules)) },
    load: loadOf(result, said),
    basis: basisOf(told, said),
    rungs: staffingRungs(of.norms, of.roster, { countNe: of.countNe, spindles: of.spindles }, of.scope).map(
      ({ step, staff }) => ({ step, per10k: staff.per10k ?? 0, roll: staff.roll }),
    ),
  }
  return { problems: told.problems, staffing: { ...now, how: howOf(now, of) } }
}

/** The persons that a mill has, counted like those it needs; null while nothing of its crew is known. */
export const rosteredOf = (of: StaffCase, said: MeasuredMill): RosteredStaff | null =>
  said.persons ? rosteredStaff(of.norms, said.persons, of.roster, of.spindles, of.scope) : null

/** Persons of some roles only would look like a mill with too few people. */
export const completeRoster = (rostered: RosteredStaff | null): RosteredStaff | null =>
  rostered?.byRole.every(({ persons }) => persons !== null) ? rostered : null

export function scaled(interval: Interval | null, to: (persons: number) => number | null): Interval | null {
  return interval && { low: to(interval.low) ?? 0, high: to(interval.high) ?? 0 }
}

const toAnswer = ({ effects, ...rest }: ReturnType<typeof countingRuleEffects>) => ({ ...rest, effects: [...effects] })

function loadOf(result: StaffResult, said: MeasuredMill): StaffingNow['load'] {
  const load = tenterLoad(result)
  if (!load) return null
  const persons = said.persons && tentersOnPost(said.persons)
  return { present: persons ? loadResponse(load, persons) : null, curve: loadCurve(load) }
}

function byRole(of: StaffCase, result: StaffResult, rostered: RosteredStaff | null): RoleStaffing[] {
  return result.staff.byRole.map(({ role, minutesPerShift, posts, roll, per10k, source }) => {
    const has = rostered?.byRole.find((each) => each.role === role)
    const terms = result.work.byRole.find((each) => each.role === role)?.terms ?? []
    return {
      role,
      minutesPerShift,
      posts,
      roll,
      per10k: per10k ?? 0,
      interval: scaled(rollInterval(of, result, [role]), (persons) => per10kOf(persons, of.spindles)),
      rosteredPersons: has?.persons ?? null,
      rosteredPer10k: has?.per10k ?? null,
      source,
      terms: terms.map(({ norm: _, ...term }) => ({ ...term, ...watched(of, term) })),
    }
  })
}

function watched(of: StaffCase, { id, source }: Pick<WorkTerm, 'id' | 'source'>) {
  const counted = source === 'measured' ? of.measured[id as WorkEvent] : undefined
  const shift = counted ? eventInterval(of, id as WorkEvent) : null
  return {
    watchedHours: counted ? watchedHours(counted, of.spindles) : null,
    interval: shift && { low: shift.low, high: shift.high },
  }
}

function byProcess(of: StaffCase, result: StaffResult, roles: readonly RoleStaffing[]): ProcessStaffing[] {
  return STAFF_PROCESSES.map((process) => {
    const inIt = roles.filter(({ role }) => PROCESS_OF_ROLE[role] === process)
    const sum = (value: (role: RoleStaffing) => number) => inIt.reduce((total, role) => total + value(role), 0)
    const known = inIt.every(({ rosteredPersons }) => rosteredPersons !== null)
    const interval = rollInterval(
      of,
      result,
      inIt.map(({ role }) => role),
    )
    return {
      process,
      posts: sum(({ posts }) => posts),
      roll: sum(({ roll }) => roll),
      per10k: sum(({ per10k }) => per10k),
      interval: scaled(interval, (persons) => per10kOf(persons, of.spindles)),
      rosteredPersons: known ? sum(({ rosteredPersons }) => rosteredPersons!) : null,
      rosteredPer10k: known ? sum(({ rosteredPer10k }) => rosteredPer10k!) : null,
    }
  }).filter(({ posts }) => posts > 0)
}
