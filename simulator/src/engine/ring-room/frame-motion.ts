import { speedShareAt } from '@wanding/mill'
import { articleOf } from '../kernel/articles'
import { type Mill, Phase } from '../kernel/state'
import { dragAt, metresAt } from './doff-profile'

/** True while the front rollers turn and yarn is made. */
export function isMoving(mill: Mill, frame: number): boolean {
  return mill.state.frames.phase[frame]! <= Phase.preparing
}

/** True while ends can be pieced: the frame runs and is not about to run down. */
export function isPieceable(mill: Mill, frame: number): boolean {
  return mill.state.frames.phase[frame]! <= Phase.starting
}

/** The profile clock of a frame, ms. It advances by half the time in a ramp, and stands in a stop. */
export function clockAt(mill: Mill, frame: number, atMs: number): number {
  const { phase, clockMs, phaseStartMs } = mill.state.frames
  const clock = clockMs[frame]!
  const since = atMs - phaseStartMs[frame]!
  switch (phase[frame]) {
    case Phase.running:
      return clock + since
    case Phase.starting: {
      const rampMs = mill.plan.ringRoom.doff.restartS * 1000
      return since < rampMs ? clock + (since * since) / (2 * rampMs) : clock + rampMs / 2
    }
    case Phase.preparing: {
      const rampMs = mill.plan.ringRoom.doff.preparationS * 1000
      return since < rampMs ? clock + since - (since * since) / (2 * rampMs) : clock + rampMs / 2
    }
    default:
      return clock
  }
}

/** Share of the ramp's speed: 1 at full running, 0 in a stop. */
export function rampShare(mill: Mill, frame: number, atMs: number): number {
  const { phase, phaseStartMs } = mill.state.frames
  const since = atMs - phaseStartMs[frame]!
  switch (phase[frame]) {
    case Phase.running:
      return 1
    case Phase.starting:
      return Math.min(1, since / (mill.plan.ringRoom.doff.restartS * 1000))
    case Phase.preparing:
      return Math.max(0, 1 - since / (mill.plan.ringRoom.doff.preparationS * 1000))
    default:
      return 0
  }
}

/** Metres on the cop. */
export function copMetresAt(mill: Mill, frame: number, atMs: number): number {
  return metresAt(articleOf(mill, frame).profile, clockAt(mill, frame, atMs))
}

/** Front-roller metres since installation. */
export function deliveredAt(mill: Mill, frame: number, atMs: number): number {
  return mill.state.frames.metresBefore[frame]! + copMetresAt(mill, frame, atMs)
}

/** Doff progress, 0 … 1. */
export function progressAt(mill: Mill, frame: number, atMs: number): number {
  return Math.min(1, copMetresAt(mill, frame, atMs) / articleOf(mill, frame).profile.fullM)
}

/** Spindle speed, rpm: set speed x speed curve x ramp. */
export function spindleSpeedAt(mill: Mill, frame: number, atMs: number): number {
  const { spindleSpeedRpm, speedCurve } = articleOf(mill, frame).spinPlan
  const ramp = rampShare(mill, frame, atMs)
  return ramp === 0 ? 0 : spindleSpeedRpm * ramp * speedShareAt(speedCurve, progressAt(mill, frame, atMs))
}

/** What a frame has made and used since it was last settled. */
export interface Accrual {
  metres: number
  dragMs: number
  spindleMetres: number
  spindleRunMs: number
  spindleDownMs: number
  runMs: number
  energyJ: number
}

const accrual: Accrual = {
  metres: 0,
  dragMs: 0,
  spindleMetres: 0,
  spindleRunMs: 0,
  spindleDownMs: 0,
  runMs: 0,
  energyJ: 0,
}

/**
 * What has come about since the last settling, which changes nothing. Production is front-roller metres times the spindles that
 * produce; ends down and idle spindles make nothing. The result is overwritten by the next call.
 */
export function accruedAt(mill: Mill, frame: number, atMs: number): Readonly<Accrual> {
  const { frames } = mill.state
  const elapsed = atMs - frames.settledMs[frame]!
  const clock = clockAt(mill, frame, atMs)
  const { profile, spindleW } = articleOf(mill, frame)
  accrual.metres = metresAt(profile, clock)
  accrual.dragMs = dragAt(profile, clock)
  const { fixedW, doffingW, standingW } = mill.derived
  if (isMoving(mill, frame)) {
    const producing = frames.producing[frame]!
    accrual.spindleMetres = (accrual.metres - frames.settledMetres[frame]!) * producing
    accrual.spindleRunMs = elapsed * producing
    accrual.spindleDownMs = elapsed * (frames.endsDown[frame]! + frames.noRoving[frame]!)
    accrual.runMs = elapsed
    accrual.energyJ =
      (fixedW * elapsed + spindleW * frames.drag[frame]! * (accrual.dragMs - frames.settledDragMs[frame]!)) / 1000
  } else {
    accrual.spindleMetres = 0
    accrual.spindleRunMs = 0
    accrual.spindleDownMs = 0
    accrual.runMs = 0
    accrual.energyJ = ((frames.phase[frame] === Phase.doffing ? doffingW : standingW) * elapsed) / 1000
  }
  return accrual
}

/** Yarn that a frame has made with so many spindle metres in all, kg; each article counts by its own tex. */
export function yarnKg(mill: Mill, frame: number, spindleMetres: number): number {
  const { pastKg, pastMetres } = mill.state.frames
  return pastKg[frame]! + ((spindleMetres - pastMetres[frame]!) * articleOf(mill, frame).tex) / 1e6
}

/** Books what has come about up to now; called before anything changes that it depends on. */
export function settle(mill: Mill, frame: number, atMs: number): void {
  const { frames } = mill.state
  if (frames.settledMs[frame] === atMs) return
  const made = accruedAt(mill, frame, atMs)
  frames.settledMs[frame] = atMs
  frames.settledMetres[frame] = made.metres
  frames.settledDragMs[frame] = made.dragMs
  frames.spindleMetres[frame]! += made.spindleMetres
  frames.spindleRunMs[frame]! += made.spindleRunMs
  frames.spindleDownMs[frame]! += made.spindleDownMs
  frames.runMs[frame]! += made.runMs
  frames.energyJ[frame]! += made.energyJ
}

/** Age of the travellers, running hours. */
export function travellerAgeHours(mill: Mill, frame: number, atMs: number): number {
  const { runMs, settledMs, travellerSinceRunMs } = mill.state.frames
  const since = isMoving(mill, frame) ? atMs - settledMs[frame]! : 0
  return (runMs[frame]! + since - travellerSinceRunMs[frame]!) / 3_600_000
}
