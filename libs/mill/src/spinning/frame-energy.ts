import { pow } from '../math'
import { type SpeedCurve, speedShareAt } from './speed-curve'

/** Constants of the power of a ring frame (domain 2.5). */
export const FRAME_POWER = {
  /** Drafting and its suction of a 1,200-spindle frame, W. */
  fixedW: 9000,
  fixedSpindles: 1200,
  /** Spindle and package drag at 18,500 rpm, W per spindle. */
  spindleW: 26,
  referenceRpm: 18_500,
  speedExponent: 2.4,
  emptyCop: 0.88,
  copGrowth: 0.24,
  /** Compact suction, W per spindle. */
  compactW: 6,
  /** Share of the fixed part that runs on in a stop: auxiliaries 5–15 % of the running power (domain 3). */
  standingShare: 0.6,
  /** The doffer's own drives while it works, W per 1,200 spindles [EST]. */
  dofferW: 4000,
} as const

/** Power that does not depend on the speed, W: drafting, suction, compact suction (domain 2.5). */
export function framePowerFixedW(spindles: number, compact: boolean): number {
  return (FRAME_POWER.fixedW * spindles) / FRAME_POWER.fixedSpindles + (compact ? FRAME_POWER.compactW * spindles : 0)
}

/** Power of the spindles, W, at doff progress x: 26 N (n / 18,500)^2.4 (0.88 + 0.24 x) (domain 2.5). */
export function spindlePowerW(spindles: number, spindleSpeedRpm: number, x: number): number {
  const speed = pow(spindleSpeedRpm / FRAME_POWER.referenceRpm, FRAME_POWER.speedExponent)
  return spindles * FRAME_POWER.spindleW * speed * (FRAME_POWER.emptyCop + FRAME_POWER.copGrowth * x)
}

/** Power of a running ring frame, W: 9,000 + N [26 (n / 18,500)^2.4 (0.88 + 0.24 x) + 6] (domain 2.5). */
export function framePowerW(spindles: number, spindleSpeedRpm: number, x: number, compact = true): number {
  return framePowerFixedW(spindles, compact) + spindlePowerW(spindles, spindleSpeedRpm, x)
}

/** Power of a frame that stands, W; never zero, because suction and control run on (domain 2.5, 3). */
export function standingPowerW(spindles: number): number {
  return (FRAME_POWER.standingShare * FRAME_POWER.fixedW * spindles) / FRAME_POWER.fixedSpindles
}

/** Power while the doffer works, W: the suction runs on, and the doffer's drives (domain 2.5). */
export function doffingPowerW(spindles: number): number {
  return ((FRAME_POWER.fixedW + FRAME_POWER.dofferW) * spindles) / FRAME_POWER.fixedSpindles
}

/** Mean power over a doff at constant speed or along a speed curve, W. */
export function meanFramePowerW(spindles: number, setSpeedRpm: number, curve?: SpeedCurve, steps = 200): number {
  let energy = 0
  let time = 0
  for (let i = 0; i < steps; i++) {
    const x = (i + 0.5) / steps
    const share = curve ? speedShareAt(curve, x) : 1
    energy += framePowerW(spindles, setSpeedRpm * share, x) / share
    time += 1 / share
  }
  return energy / time
}
