import type { MillPlan, ShiftOutcome } from '@wanding/mill'

/** One replication of one plan, as a worker is asked for it. */
export interface ReplicationRequest {
  id: number
  /** Equal for equal plans and timings: a worker keeps the warm mills of the last few. */
  key: string
  plan: MillPlan
  timing: { seed: number; warmUpHours: number; hours: number; anew: boolean }
  replication: number
}

/** `seconds` is how long the thread was at it, warming up included. */
export type ReplicationReply =
  | { id: number; ok: true; outcome: ShiftOutcome; seconds: number }
  | { id: number; ok: false; message: string }
