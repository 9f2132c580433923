import { plannedCase, type StaffCase, type StaffResult, staffOf } from './staff-case'

/** A mill's figures as if it spun the reference count of its norms (折标). */
export interface StandardCount {
  /** Count that is converted to. */
  countNe: number
  /** Persons at the reference count for one person at this count. */
  factor: number
  per10k: number | null
  hok: number | null
}

/**
 * 折标: figure at this count × planned figure at the reference count / planned figure at this count, both planned by the norms'
 * own model with the same measures, crews and scope. A mill that runs to plan comes to exactly what the same mill plans at the
 * reference count. HOK likewise. Null where there is nothing to convert (domain 4.1).
 */
export function standardCount(of: StaffCase, { staff }: StaffResult): StandardCount | null {
  const countNe = of.norms.basis.countNe
  const here = staffOf(plannedCase(of)).staff
  const there = staffOf({ ...plannedCase(of), countNe }).staff
  if (!(here.roll > 0)) return null
  const factor = there.roll / here.roll
  const hokFactor = here.hok && there.hok ? there.hok / here.hok : null
  return {
    countNe,
    factor,
    per10k: staff.per10k === null ? null : staff.per10k * factor,
    hok: staff.hok === null || hokFactor === null ? null : staff.hok * hokFactor,
  }
}
