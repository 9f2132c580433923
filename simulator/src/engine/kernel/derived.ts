import {
  copLengthM,
  doffingPowerW,
  framePowerFixedW,
  type MillPlan,
  meanFramePowerW,
  plannedRingKgPerHour,
  standingPowerW,
  windingEfficiency,
  windingKgPerHour,
} from '@wanding/mill'
import { stageRates, stageRunW, stageTimes } from '../preparation/stage-times'
import { winderRunW } from '../winding/winders'
import { constantsOf } from './articles'
import type { Layout } from './layout'
import type { MeasureEffects } from './measure-effects'
import { nextUnit, seedStream, WORDS } from './random'
import type { Derived } from './state'

const HOUR_MS = 3_600_000
/** Crews differ in pace by at most this share [EST]. */
const CREW_SPREAD = 0.04

/** Works the constants of a plan out that the events need. */
export function deriveFrom(plan: MillPlan, layout: Layout, effects: MeasureEffects, seed: number): Derived {
  const { spinPlan, ringRoom, machines, staff } = plan
  const first = constantsOf(plan, spinPlan, effects)
  const plannedKgPerHour = plannedRingKgPerHour(plan)
  const winding = {
    copLengthM: copLengthM(spinPlan.copG, first.tex),
    copG: spinPlan.copG,
    speedMPerMin: machines.winders.speedMPerMin,
    cutsPer100Km: machines.winders.cutsPer100Km,
    coneKg: machines.winders.conePackageKg,
  }
  const unit = windingEfficiency(winding)
  const winderKgPerHour =
    machines.winders.spindlesPerMachine * windingKgPerHour(machines.winders.speedMPerMin, first.tex, unit)
  const winderLoad = Math.min(1, plannedKgPerHour / ringRoom.frames / winderKgPerHour)
  return {
    ...first,
    plannedKgPerHour,
    winderKgPerHour,
    winderLoad,
    plannedCopsPerMin: (plannedKgPerHour * 1000) / spinPlan.copG / 60,
    meanFrameW: meanFramePowerW(ringRoom.spindlesPerFrame, spinPlan.spindleSpeedRpm, spinPlan.speedCurve, 20),
    winderRunW: winderRunW(plannedKgPerHour / ringRoom.frames, winderLoad),
    flowRates: stageRates(plan),
    flowRunW: stageRunW(plan, layout.flowCount, plannedKgPerHour),
    stages: stageTimes(plan, effects),
    standingW: standingPowerW(ringRoom.spindlesPerFrame),
    doffingW: doffingPowerW(ringRoom.spindlesPerFrame),
    fixedW: framePowerFixedW(ringRoom.spindlesPerFrame, spinPlan.compact),
    shiftMs: staff.shiftHours * HOUR_MS,
    shiftsPerDay: Math.round(24 / staff.shiftHours),
    crewPace: crewPaces(staff.crews.length, seed),
  }
}

function crewPaces(crews: number, seed: number): number[] {
  const streams = new Int32Array(WORDS)
  return Array.from({ length: crews }, (_, crew) => {
    seedStream(streams, 0, seed, `crew/${crew + 1}`)
    return 1 + CREW_SPREAD * (2 * nextUnit(streams, 0) - 1)
  })
}
