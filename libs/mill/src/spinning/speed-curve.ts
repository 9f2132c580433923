/** Speed over a doff as fractions of the set speed: up from the base, level in the body, down in the nose (domain 2.4). */
export interface SpeedCurve {
  /** Share of the set speed at doff progress 0. */
  startShare: number
  /** Doff progress at which full speed is reached. */
  fullBy: number
  /** Doff progress from which the speed falls. */
  noseFrom: number
  /** Share of the set speed at doff progress 1. */
  endShare: number
}

/** The curve of domain 2.4: 86 % rising to 100 % by x = 0.12, and 100 to 94 % after x = 0.85. */
export const DEFAULT_SPEED_CURVE: Readonly<SpeedCurve> = {
  startShare: 0.86,
  fullBy: 0.12,
  noseFrom: 0.85,
  endShare: 0.94,
}

/** Share of the set speed at doff progress x in 0 … 1. */
export function speedShareAt(curve: SpeedCurve, x: number): number {
  if (x < curve.fullBy) return curve.startShare + ((1 - curve.startShare) * Math.max(0, x)) / curve.fullBy
  if (x <= curve.noseFrom) return 1
  return 1 - ((1 - curve.endShare) * (Math.min(1, x) - curve.noseFrom)) / (1 - curve.noseFrom)
}

/** Mean speed over a full cop as a share of the set speed: length over time, so the slow stages weigh more (domain 2.4). */
export function meanSpeedShare(curve: SpeedCurve, steps = 1000): number {
  let time = 0
  for (let i = 0; i < steps; i++) time += 1 / speedShareAt(curve, (i + 0.5) / steps)
  return steps / time
}
