import type { StaffingPeriod } from '@wanding/contracts'

/** Staffing of a period as sums: persons weighed by watched hours, so that periods add up. */
export function staffSums(period: StaffingPeriod | null): [string, number][] {
  if (!period || period.per10k.required === null) return []
  const hours = period.watchedHours
  const weight = (hours * period.basis.spindles) / 10_000
  const sums: [string, number][] = [
    ['staff/required', period.per10k.required * weight],
    ['staff/tenThousandHours', weight],
    ...period.byRole.map(({ role, per10k }): [string, number] => [`staff/required:${role}`, per10k * weight]),
  ]
  const { rostered } = period.per10k
  if (rostered === null) return sums
  return [
    ...sums,
    ['staff/rostered', rostered * weight],
    ['staff/requiredWhereRostered', period.per10k.required * weight],
    ['staff/rosteredTenThousandHours', weight],
    ...period.byRole.map(({ role, rosteredPer10k }): [string, number] => [
      `staff/rostered:${role}`,
      (rosteredPer10k ?? 0) * weight,
    ]),
  ]
}
