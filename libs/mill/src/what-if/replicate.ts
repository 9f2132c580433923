import type { MillPlan } from '../mill-plan'
import type { ShiftOutcome } from './shift-outcome'

/** Who runs replications: one thread, or several. Rejects when the what-if is cancelled. */
export interface Replicator {
  /** How many may be asked for at the same time. */
  readonly width: number
  replicate(plan: MillPlan, replication: number): Promise<ShiftOutcome>
}

/** Does jobs 0 … count - 1, never more than `width` at the same time, begun in order; the first failure ends it. */
export async function inParallel(count: number, width: number, job: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  let failed = false
  const lane = async () => {
    while (next < count && !failed) {
      try {
        await job(next++)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(width, count)) }, lane))
}
