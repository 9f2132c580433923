import type { RoleStaffing, StaffingNow } from '@wanding/contracts'
import {
  measuredWorkload,
  type Norms,
  type RequiredStaff,
  type RosteredStaff,
  requiredStaff,
  rosteredStaff,
  staffingRungs,
  type Workload,
  workloadIndex,
} from '@wanding/mill'
import type { MeasuredMill } from '../kpi'
import { telemetryBasis, watchedEvents } from './telemetry-basis'

export interface StaffingAnswer {
  staffing: StaffingNow
  /** What the mill said and we could not use. */
  problems: string[]
}

/**
 * Persons that a mill needs and has: measured events × norms, planned where nothing was measured (domain 4.7). Null until the
 * mill has said its spindles and its count: a figure without them means nothing (domain 4.1).
 */
export function staffingOf(norms: Norms, said: MeasuredMill): StaffingAnswer | null {
  const { spindles, countNe } = said
  if (!(spindles > 0) || countNe === null || !(countNe > 0)) return null
  // No figure without its level of automation (domain 4.6): a mill whose office is not heard yet is not a conventional one.
  if (said.measures === null) return null
  const { roster, measures, problems } = telemetryBasis(norms, said)
  const work = measuredWorkload(norms, measures, watchedEvents(said.events, spindles), {
    countNe,
    spindles,
    shiftHours: roster.shiftHours,
    installed: said.installed,
  })
  const required = requiredStaff(work, roster)
  const rostered = said.persons ? rosteredStaff(norms, said.persons, roster, spindles) : null
  // Persons of some roles only would look like a mill with too few people.
  const complete = rostered?.byRole.every(({ persons }) => persons !== null) ? rostered : null
  return {
    problems,
    staffing: {
      mill: said.mill,
      atMs: said.atMs,
      per10k: { required: required.per10k, rostered: complete?.per10k ?? null },
      roll: { required: required.roll, rostered: complete?.roll ?? null },
      index: complete ? workloadIndex(required.roll, complete.roll) : null,
      postsPerShift: required.shiftPosts,
      onSitePer10k: required.onSitePer10k,
      hok: required.hok,
      ohs: required.ohs,
      source: required.source,
      byRole: byRole(work, required, rostered),
      basis: {
        scope: required.scope,
        countNe,
        spindles,
        shiftSystem: roster.shiftSystem,
        crews: roster.crews,
        attendance: roster.attendance,
        utilisation: norms.basis.utilisation,
        shiftHours: roster.shiftHours,
        measures,
        normsVersion: norms.version,
        windowMinutes: said.windowMinutes,
      },
      rungs: staffingRungs(norms, roster, { countNe, spindles }).map(({ step, staff }) => ({
        step,
        per10k: staff.per10k ?? 0,
        roll: staff.roll,
      })),
    },
  }
}

function byRole(work: Workload, required: RequiredStaff, rostered: RosteredStaff | null): RoleStaffing[] {
  return required.byRole.map(({ role, minutesPerShift, posts, roll, per10k, source }) => {
    const has = rostered?.byRole.find((each) => each.role === role)
    const terms = work.byRole.find((each) => each.role === role)?.terms ?? []
    return {
      role,
      minutesPerShift,
      posts,
      roll,
      per10k: per10k ?? 0,
      rosteredPersons: has?.persons ?? null,
      rosteredPer10k: has?.per10k ?? null,
      source,
      terms: terms.map(({ norm: _, ...term }) => term),
    }
  })
}
