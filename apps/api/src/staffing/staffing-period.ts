import type { StaffingComparison, StaffingPeriod } from '@wanding/contracts'
import {
  type ChosenRules,
  differenceInterval,
  type Interval,
  type Norms,
  per10kOf,
  periodWaterfall,
  type RosteredStaff,
  rollInterval,
  staffOf,
  type UncertainPart,
  workloadIndex,
} from '@wanding/mill'
import type { MeasuredMill } from '../kpi'
import { basisOf } from './staffing-basis'
import { type ToldCase, toldCase } from './staffing-case'
import { sourceInputs } from './staffing-how'
import { completeRoster, rosteredOf, scaled } from './staffing-now'
import { plainBar } from './staffing-waterfall'

export interface TimeSpan {
  fromMs: number
  toMs: number
}

/** A period that was counted: what it was like, and its figures. */
export interface CountedPeriod {
  told: ToldCase
  rostered: RosteredStaff | null
  period: StaffingPeriod
}

/** Staffing over a period by the work counted in it; null where too little was told of it. */
export function periodOf(
  norms: Norms,
  said: MeasuredMill,
  span: TimeSpan,
  chosen: ChosenRules = {},
): CountedPeriod | null {
  const told = toldCase(norms, said, chosen)
  if (!told) return null
  const { of } = told
  const result = staffOf(of)
  const { staff } = result
  const rostered = completeRoster(rosteredOf(of, said))
  const period: StaffingPeriod = {
    ...span,
    watchedHours: said.windowMinutes / 60,
    per10k: { required: staff.per10k, rostered: rostered?.per10k ?? null },
    roll: { required: staff.roll, rostered: rostered?.roll ?? null },
    interval: scaled(rollInterval(of, result), (persons) => per10kOf(persons, of.spindles)),
    index: rostered && workloadIndex(staff.roll, rostered.roll),
    hok: staff.hok,
    onSitePer10k: staff.onSitePer10k,
    source: staff.source,
    byRole: staff.byRole.map(({ role, per10k }) => {
      const has = rostered?.byRole.find((each) => each.role === role)
      return { role, per10k: per10k ?? 0, rosteredPer10k: has?.per10k ?? null, persons: has?.persons ?? null }
    }),
    basis: basisOf(told, said),
  }
  return { told, rostered, period }
}

/** Why the figure of one period is not that of another. */
export function comparisonOf(mill: string, before: CountedPeriod, after: CountedPeriod): StaffingComparison {
  const { from, to, bars, residue } = periodWaterfall(before.told.of, after.told.of)
  return {
    mill,
    before: before.period,
    after: after.period,
    change: { roll: to.roll - from.roll, per10k: to.per10k - from.per10k },
    interval: changeInterval(before.period, after.period),
    bars: bars.map(plainBar),
    residue,
    rostered: rosterChange(before.rostered, after.rostered),
    how: [
      {
        figure: 'bars',
        formula:
          'mean over all orders of what changed (spindles, count, machines, measures, crews, events; exact); the share of the events by event; residue = rounding of the sums',
        inputs: { before: from.per10k, after: to.per10k, ...sourceInputs(after.period.basis) },
      },
      {
        figure: 'interval',
        formula: '95 %: difference ± sqrt(sum of squared distances to the bounds of both periods)',
        inputs: { beforeHours: before.period.watchedHours, afterHours: after.period.watchedHours },
      },
    ],
  }
}

function changeInterval(before: StaffingPeriod, after: StaffingPeriod): Interval | null {
  const part = ({ per10k, interval }: StaffingPeriod): UncertainPart | null =>
    interval && per10k.required !== null ? { value: per10k.required, ...interval } : null
  const [a, b] = [part(before), part(after)]
  return a && b ? differenceInterval(a, b) : null
}

function rosterChange(before: RosteredStaff | null, after: RosteredStaff | null): StaffingComparison['rostered'] {
  if (!before || !after) return null
  const roles = after.byRole.map(({ role, roll, per10k }) => {
    const had = before.byRole.find((each) => each.role === role)
    return { role, roll: (roll ?? 0) - (had?.roll ?? 0), per10k: (per10k ?? 0) - (had?.per10k ?? 0) }
  })
  return {
    roll: after.roll - before.roll,
    per10k: (after.per10k ?? 0) - (before.per10k ?? 0),
    roles: roles.filter(({ roll }) => roll !== 0).sort((a, b) => Math.abs(b.roll) - Math.abs(a.roll)),
  }
}
