import {
  copCycleS,
  copLengthM,
  deliveryMPerMin,
  doffingPowerW,
  FRAME_POWER,
  fibreFactor,
  framePowerFixedW,
  type MillPlan,
  meanFramePowerW,
  plannedRingKgPerHour,
  pow,
  rogueThreshold,
  speedFactor,
  standingPowerW,
  texOf,
  twistFactor,
  twistPerMetre,
  windingEfficiency,
  windingKgPerHour,
} from '@wanding/mill'
import { stageRates, stageRunW, stageTimes } from '../preparation/stage-times'
import { noCutShares } from '../winding/cop-cuts'
import { winderRunW } from '../winding/winders'
import type { Layout } from './layout'
import type { MeasureEffects } from './measure-effects'
import { nextUnit, seedStream, WORDS } from './random'
import type { Derived } from './state'

/** The rogue rule's table is for a mill of this size (domain 6.3). */
const RATED_SPINDLES = 100_800
const HOUR_MS = 3_600_000
/** Crews differ in pace by at most this share [EST]. */
const CREW_SPREAD = 0.04

/** Works the constants of a plan out that the events need. */
export function deriveFrom(plan: MillPlan, layout: Layout, effects: MeasureEffects, seed: number): Derived {
  const { spinPlan, ringRoom, machines, staff } = plan
  const tex = texOf(spinPlan.countNe)
  const turns = twistPerMetre(spinPlan.countNe, spinPlan.twistMultiplier)
  const delivery = deliveryMPerMin(spinPlan.spindleSpeedRpm, turns)
  const fibreAndTwist = fibreFactor(spinPlan.fibre) * twistFactor(spinPlan.twistMultiplier)
  const perHour = ringRoom.breaks.ratePerSpindleHour * fibreAndTwist * effects.breakFactor
  const plannedKgPerHour = plannedRingKgPerHour(plan)
  const winding = {
    copLengthM: copLengthM(spinPlan.copG, tex),
    copG: spinPlan.copG,
    speedMPerMin: machines.winders.speedMPerMin,
    cutsPer100Km: machines.winders.cutsPer100Km,
    coneKg: machines.winders.conePackageKg,
  }
  const unit = windingEfficiency(winding)
  const cutsPerCop = (machines.winders.cutsPer100Km * winding.copLengthM) / 100_000
  const winderKgPerHour =
    machines.winders.spindlesPerMachine * windingKgPerHour(machines.winders.speedMPerMin, tex, unit)
  const winderLoad = Math.min(1, plannedKgPerHour / ringRoom.frames / winderKgPerHour)
  const speedShare = pow(spinPlan.spindleSpeedRpm / FRAME_POWER.referenceRpm, FRAME_POWER.speedExponent)
  return {
    tex,
    twistPerMetre: turns,
    deliveryMPerMin: delivery,
    fibreAndTwist,
    breaksPerMs: perHour / HOUR_MS,
    // The ring room wastes a part of the roving, so a bobbin makes less yarn than it weighs.
    bobbinMetres: (spinPlan.rovingBobbinKg * 1e6 * (1 - spinPlan.loss.ring)) / tex,
    metresPerHour: delivery * 60,
    plannedKgPerHour,
    winderKgPerHour,
    winderLoad,
    plannedCopsPerMin: (plannedKgPerHour * 1000) / spinPlan.copG / 60,
    meanFrameW: meanFramePowerW(ringRoom.spindlesPerFrame, spinPlan.spindleSpeedRpm, spinPlan.speedCurve, 20),
    winderRunW: winderRunW(plannedKgPerHour / ringRoom.frames, winderLoad),
    cutsPerCop,
    noCutShares: noCutShares(cutsPerCop),
    copCycleMs: copCycleS(winding, cutsPerCop) * 1000,
    flowRates: stageRates(plan),
    flowRunW: stageRunW(plan, layout.flowCount, plannedKgPerHour),
    stages: stageTimes(plan),
    standingW: standingPowerW(ringRoom.spindlesPerFrame),
    doffingW: doffingPowerW(ringRoom.spindlesPerFrame),
    fixedW: framePowerFixedW(ringRoom.spindlesPerFrame, spinPlan.compact),
    spindleW: ringRoom.spindlesPerFrame * FRAME_POWER.spindleW * speedShare,
    shiftMs: staff.shiftHours * HOUR_MS,
    shiftsPerDay: Math.round(24 / staff.shiftHours),
    crewPace: crewPaces(staff.crews.length, seed),
    startUpFactor: effects.startUpFactor * fibreAndTwist * speedFactor(spinPlan.spindleSpeedRpm),
    rogueBreaks: rogueBreaks(perHour * speedFactor(spinPlan.spindleSpeedRpm) * staff.shiftHours),
  }
}

/**
 * Breaks in a shift that chance gives to less than one healthy spindle of 100,800, at a mean number of breaks a spindle (domain
 * 6.3, rogue rule). Not of the mill's own size: a longer room does not change what its first frames do.
 */
function rogueBreaks(meanBreaks: number): number {
  return rogueThreshold(meanBreaks * RATED_SPINDLES, RATED_SPINDLES).breaks
}

function crewPaces(crews: number, seed: number): number[] {
  const streams = new Int32Array(WORDS)
  return Array.from({ length: crews }, (_, crew) => {
    seedStream(streams, 0, seed, `crew/${crew + 1}`)
    return 1 + CREW_SPREAD * (2 * nextUnit(streams, 0) - 1)
  })
}
