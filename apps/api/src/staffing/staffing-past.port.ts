import type { StaffingPeriod } from '@wanding/contracts'

/** Staffing of the past, for reports. */
export interface StaffingPast {
  /** By the rules of the norms; null where no work was counted. */
  over(mill: string, span: { fromMs: number; toMs: number }): Promise<StaffingPeriod | null>
}

export const STAFFING_PAST = Symbol('STAFFING_PAST')
