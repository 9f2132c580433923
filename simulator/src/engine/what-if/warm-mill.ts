import { fullProductionGPerSpindleHour, type MillPlan, type ShiftOutcome } from '@wanding/mill'
import { advance } from '../kernel/advance'
import { createMill } from '../kernel/create-mill'
import { forkMill } from '../kernel/fork'
import { mix32 } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { ShiftRecorder } from './shift-recorder'

/** How long replications run, and what chance they have. */
export interface ReplicationTiming {
  seed: number
  warmUpHours: number
  hours: number
  /** Every replication is a mill of its own, with other bad spindles and other doffs under way; several times as slow. */
  anew?: boolean
  /** Winds every cop by itself and not each doff by its mean; slower, and no figure of an outcome asks where cuts came from. */
  copByCop?: boolean
}

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** Midnight of a Monday, 2026-01-05, in UTC: on the first shift of a weekday the day staff are there. */
const MONDAY_MS = 1_767_571_200_000

/**
 * One mill, run up to the moment before the first shift of a Monday. Each replication is a fork of it with a seed of its own:
 * who comes to work, how fast each is, which ends break and when are drawn anew; how the doffs are staggered and which spindles
 * are bad is the mill's, and the same in all: the replications say what that mill's shift can come to. Replication r has the
 * same seed in every variant of a mill: the streams are named by machine and person, so that what a variant does not touch draws
 * the same numbers (common random numbers).
 */
export class WarmMill {
  private warm: Mill | undefined
  private fork: Mill | undefined

  constructor(
    private readonly plan: MillPlan,
    private readonly timing: ReplicationTiming,
  ) {}

  /** Runs replication 0, 1, 2 … */
  replicate(replication: number): ShiftOutcome {
    const seed = seedOf(this.timing.seed, replication)
    const mill = this.timing.anew ? this.beforeShift(seed) : this.forked(seed)
    mill.windsEachCop = this.timing.copByCop === true
    // The roll is called, and then the counting begins.
    advance(mill, mill.state.mill.nowMs + 1)
    const recorder = new ShiftRecorder(mill)
    advance(mill, mill.state.mill.nowMs + Math.round(this.timing.hours * HOUR_MS), recorder.record)
    return recorder.outcome(fullKgPerHour(mill.plan))
  }

  private forked(seed: number): Mill {
    this.warm ??= this.beforeShift(this.timing.seed)
    this.fork = forkMill(this.warm, seed, this.fork)
    return this.fork
  }

  private beforeShift(seed: number): Mill {
    const { staff, utcOffsetMinutes } = this.plan
    const shiftMs = MONDAY_MS + staff.firstShiftHour * HOUR_MS - utcOffsetMinutes * MINUTE_MS
    const mill = createMill(this.plan, seed, shiftMs - 1 - Math.round(this.timing.warmUpHours * HOUR_MS))
    advance(mill, shiftMs - 1)
    return mill
  }
}

/** Seeds of replications; neighbours are unrelated, and none is the mill's own. */
export function seedOf(seed: number, replication: number): number {
  const mixed = mix32(mix32(seed ^ 0x5851f42d) ^ Math.imul(replication + 1, 0x9e3779b1))
  return mixed === seed ? mixed ^ 1 : mixed
}

function fullKgPerHour({ spinPlan, ringRoom }: MillPlan): number {
  return (fullProductionGPerSpindleHour(spinPlan) * ringRoom.frames * ringRoom.spindlesPerFrame) / 1000
}
