/**
 * What can be watched of every spindle beside its state, each in a room of its own so that only those who look at it pay:
 * `breaks` is the number of end breaks in the last hour of mill time, `speed` a {@link speedByte}.
 */
export const SPINDLE_LAYERS = ['breaks', 'speed'] as const
export type SpindleLayer = (typeof SPINDLE_LAYERS)[number]

/** Width of a step of speed deviation, a fraction of the frame's mean: above the ±0.3 % that healthy spindles differ by. */
export const SPEED_STEP = 0.005
/** Steps to each side of the mean; the last holds all beyond. */
export const SPEED_STEPS_A_SIDE = 10
/** A spindle whose traveller does not turn has no deviation. */
export const NO_SPEED = 0
/** How far, in steps, a speed must be from the middle of its step to leave it: noise must not travel. */
const LEAVE_STEPS = 0.85

const middle = SPEED_STEPS_A_SIDE + 1

/** The step of a speed against the mean of its frame, 1 (much too slow) … 21 (much too fast), or {@link NO_SPEED}. `held` is the last one. */
export function speedByte(rpm: number, meanRpm: number, held: number = NO_SPEED): number {
  if (!(rpm > 0 && meanRpm > 0)) return NO_SPEED
  const steps = (rpm - meanRpm) / meanRpm / SPEED_STEP
  // One that begins to turn is as the others until it shows that it is not.
  const from = held === NO_SPEED ? middle : held
  if (Math.abs(steps - (from - middle)) < LEAVE_STEPS) return from
  return middle + Math.max(-SPEED_STEPS_A_SIDE, Math.min(SPEED_STEPS_A_SIDE, Math.round(steps)))
}

/** Steps from the mean, negative for too slow; null for {@link NO_SPEED}. */
export const speedSteps = (byte: number): number | null => (byte === NO_SPEED ? null : byte - middle)
