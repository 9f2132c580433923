import type { KpiNow } from '@wanding/contracts'

/** Sums for reports that are not in the store yet. */
export interface ReportSums {
  /** By `<machine>/<quantity>`, of the slots that begin in the range. */
  pending(mill: string, range: { fromMs: number; toMs: number }): ReadonlyMap<string, number>
  /** The figures of a mill at this moment; undefined before it has a machine. */
  now(mill: string): KpiNow | undefined
}

export const REPORT_SUMS = Symbol('REPORT_SUMS')
