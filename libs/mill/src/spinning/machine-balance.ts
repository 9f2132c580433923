import type { MillPlan, SpinPlan } from '../mill-plan'
import { texOf } from './count-and-twist'
import { HEALTHY_LOSSES, productionEfficiency } from './efficiency'
import { copLengthM, copRunHours, doffLossShare, fullProductionGPerSpindleHour, sliverKgPerHour } from './production'
import { meanSpeedShare } from './speed-curve'
import { spinPlanFlows } from './spin-plan-flows'
import { windingEfficiency, windingKgPerHour } from './winding'

/** Working efficiency of each stage beside the ring room (domain 1.2). */
export const STAGE_EFFICIENCY = {
  blowroom: 0.9,
  card: 0.94,
  breakerDraw: 0.8,
  lapFormer: 0.72,
  comber: 0.93,
  finisherDraw: 0.8,
  rovingFrame: 0.82,
} as const

/** English twist multiplier of roving [EST]: 46.4 turns per metre at Ne 1.05 (domain 1.2). */
export const ROVING_TWIST_MULTIPLIER = 1.15

/** Production of one roving spindle at 100 %, kg/h (domain 1.2: 0.946 at Ne 1.05 and 1,300 rpm). */
export function rovingKgPerSpindleHour(rovingNe: number, flyerRpm: number): number {
  const turns = 39.37 * ROVING_TWIST_MULTIPLIER * Math.sqrt(rovingNe)
  return sliverKgPerHour(flyerRpm / turns, texOf(rovingNe) / 1000)
}

/** Efficiency that a healthy ring room of this plan works at: doffing by count, the rest as in domain 2.2. */
export function plannedRingEfficiency(plan: SpinPlan, doffStopMinutes: number): number {
  const full = fullProductionGPerSpindleHour(plan)
  const curve = meanSpeedShare(plan.speedCurve)
  const doff = doffLossShare(copRunHours(plan.copG, full * curve), doffStopMinutes)
  return productionEfficiency({ ...HEALTHY_LOSSES, doff, speedCurveShare: curve })
}

/** Planned output of the ring room, kg/h. */
export function plannedRingKgPerHour(plan: Pick<MillPlan, 'spinPlan' | 'ringRoom'>): number {
  const { spinPlan, ringRoom } = plan
  const stopMinutes = (ringRoom.doff.preparationS + ringRoom.doff.stopS + ringRoom.doff.restartS) / 60
  const spindles = ringRoom.frames * ringRoom.spindlesPerFrame
  const full = fullProductionGPerSpindleHour(spinPlan)
  return (spindles * full * plannedRingEfficiency(spinPlan, stopMinutes)) / 1000
}

/** Machines that the planned flow needs at each stage, not rounded (domain 1.2, column "required"). */
export interface RequiredMachines {
  blowroomLines: number
  cards: number
  breakerDraws: number
  lapFormers: number
  combers: number
  finisherDraws: number
  rovingFrames: number
  /** Winding spindles on each winder. */
  windingSpindlesPerMachine: number
}

/** Machine rates that the balance needs; counts are what it finds. */
export interface MachineRates {
  blowroomLines: { kgPerHour: number }
  cards: { kgPerHour: number }
  breakerDraws: { kgPerHour: number }
  lapFormers: { kgPerHour: number }
  combers: { kgPerHour: number }
  finisherDraws: { kgPerHour: number }
  rovingFrames: { spindlesPerFrame: number; flyerRpm: number }
  winders: { count: number; speedMPerMin: number; cutsPer100Km: number; conePackageKg: number }
}

/** Required machines = flow / (rate at 100 % x efficiency) (domain 1.2). */
export function requiredMachines(plan: SpinPlan, ringKgPerHour: number, rates: MachineRates): RequiredMachines {
  const flows = spinPlanFlows(plan, ringKgPerHour)
  const need = (kgPerHour: number, rate: number, efficiency: number) => kgPerHour / (rate * efficiency)
  const rovingRate = rovingKgPerSpindleHour(plan.rovingNe, rates.rovingFrames.flyerRpm)
  const tex = texOf(plan.countNe)
  const unitRate = windingKgPerHour(
    rates.winders.speedMPerMin,
    tex,
    windingEfficiency({
      copLengthM: copLengthM(plan.copG, tex),
      copG: plan.copG,
      speedMPerMin: rates.winders.speedMPerMin,
      cutsPer100Km: rates.winders.cutsPer100Km,
      coneKg: rates.winders.conePackageKg,
    }),
  )
  return {
    blowroomLines: need(flows.blowroom, rates.blowroomLines.kgPerHour, STAGE_EFFICIENCY.blowroom),
    cards: need(flows.card, rates.cards.kgPerHour, STAGE_EFFICIENCY.card),
    breakerDraws: need(flows.breaker, rates.breakerDraws.kgPerHour, STAGE_EFFICIENCY.breakerDraw),
    lapFormers: need(flows.lap, rates.lapFormers.kgPerHour, STAGE_EFFICIENCY.lapFormer),
    combers: need(flows.combed, rates.combers.kgPerHour, STAGE_EFFICIENCY.comber),
    finisherDraws: need(flows.finisher, rates.finisherDraws.kgPerHour, STAGE_EFFICIENCY.finisherDraw),
    rovingFrames: need(flows.roving, rovingRate * rates.rovingFrames.spindlesPerFrame, STAGE_EFFICIENCY.rovingFrame),
    windingSpindlesPerMachine: ringKgPerHour / (unitRate * rates.winders.count),
  }
}
