import { type MillPlan, rovingKgPerSpindleHour, spinPlanFlows } from '@wanding/mill'
import type { MeasureEffects } from '../kernel/measure-effects'
import { palletKg } from '../yarn-store/pallet'
import { BALE_KG, COMBER_CAN_KG, FLOW_KINDS, type FlowKind } from './flow-kinds'
import { ROVING_STOPS_PER_SPINDLE_HOUR, STAGES, type StageSpec } from './stages'

const SECOND_MS = 1000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Share of its running power that a standing machine takes [EST]. */
export const IDLE_POWER_SHARE = 0.15
const FULL_DUTY = 0.99

/** Times of a kind of machine as this mill works it. */
export interface StageTimes {
  /** Stop for one carrier of the creel, and for the full carrier. */
  feedMs: number
  outMs: number
  /** Mean running time between stops of its own, and the share of them that are breakdowns. */
  runMs: number
  breakdownShare: number
}

/** What a stage loses of its input, a fraction. */
export function lossOf({ spinPlan: { loss } }: MillPlan, kind: FlowKind): number {
  switch (kind) {
    case 'blowroom':
      return loss.blowroom
    case 'card':
      return loss.card
    case 'breaker-draw':
      return loss.draw
    case 'lap-former':
      return loss.lap
    case 'comber':
      return loss.comberNoil
    case 'finisher-draw':
      return loss.finisherDraw
    case 'roving-frame':
      return loss.roving
    case 'packing':
      return 0
  }
}

/** Output of each kind of machine while it runs, kg/h. */
export function stageRates({ machines, spinPlan }: MillPlan): Record<FlowKind, number> {
  const { spindlesPerFrame, flyerRpm } = machines.rovingFrames
  return {
    blowroom: machines.blowroomLines.kgPerHour,
    card: machines.cards.kgPerHour,
    'breaker-draw': machines.breakerDraws.kgPerHour,
    'lap-former': machines.lapFormers.kgPerHour,
    comber: machines.combers.kgPerHour,
    'finisher-draw': machines.finisherDraws.kgPerHour,
    'roving-frame': spindlesPerFrame * rovingKgPerSpindleHour(spinPlan.rovingNe, flyerRpm),
    packing: machines.packingLines.kgPerHour,
  }
}

/** Kilograms after which a carrier of a machine is full; a doff set of a roving frame, a pallet of the packing line. */
export function fullKg(plan: MillPlan, kind: FlowKind): number {
  const { machines, spinPlan } = plan
  switch (kind) {
    case 'blowroom':
      return BALE_KG
    case 'card':
      return machines.cards.canKg
    case 'breaker-draw':
      return machines.breakerDraws.canKg
    case 'lap-former':
      return machines.lapFormers.lapKg
    case 'comber':
      return COMBER_CAN_KG
    case 'finisher-draw':
      return machines.finisherDraws.canKg
    case 'roving-frame':
      return machines.rovingFrames.spindlesPerFrame * spinPlan.rovingBobbinKg
    case 'packing':
      return palletKg(plan)
  }
}

/** Output that the ring room needs of all machines of a kind, kg/h. */
export function stageKgPerHour({ spinPlan }: MillPlan, kind: FlowKind, ringKgPerHour: number): number {
  const flows = spinPlanFlows(spinPlan, ringKgPerHour)
  switch (kind) {
    case 'blowroom':
      return flows.blowroom
    case 'card':
      return flows.card
    case 'breaker-draw':
      return flows.breaker
    case 'lap-former':
      return flows.lap
    case 'comber':
      return flows.combed
    case 'finisher-draw':
      return flows.finisher
    case 'roving-frame':
      return flows.roving
    case 'packing':
      return flows.cone
  }
}

/** How long changes take, and how far apart the stops are; how long a stop lasts is for people to say. */
export function stageTimes(plan: MillPlan, { tasks }: MeasureEffects): Record<FlowKind, StageTimes> {
  return eachKind((kind, stage) => {
    const automatic = isAutomatic(plan, kind)
    const feedMs = (automatic ? stage.feedS.automatic : stage.feedS.byHand) * SECOND_MS
    const outMs = (automatic ? stage.outS.automatic : stage.outS.byHand) * SECOND_MS
    const runMs = (clearRunMin(plan, kind) * MINUTE_MS) / tasks[stage.clear].rateFactor
    // Both come by chance and independently, so their rates add up.
    const breakdownsPerMs = plan.faults.scale / (stage.mtbfHours * HOUR_MS)
    const meanMs = 1 / (1 / runMs + breakdownsPerMs)
    return { feedMs, outMs, runMs: meanMs, breakdownShare: meanMs * breakdownsPerMs }
  })
}

/** Running time between two stops that people clear, all measures in force, min. */
function clearRunMin({ machines }: MillPlan, kind: FlowKind): number {
  return STAGES[kind].runMin ?? 60 / (ROVING_STOPS_PER_SPINDLE_HOUR * machines.rovingFrames.spindlesPerFrame)
}

/** Automatic can and lap changes come with S6, the roving doff with S3 (staffing-norms, the rungs). */
function isAutomatic({ measures }: MillPlan, kind: FlowKind): boolean {
  return measures.includes(kind === 'roving-frame' ? 'S3' : 'S6')
}

/** Power at which a machine of each kind uses, at its planned duty, the specific energy of its stage, W. */
export function stageRunW(
  plan: MillPlan,
  count: Readonly<Record<FlowKind, number>>,
  ringKgPerHour: number,
): Record<FlowKind, number> {
  const rates = stageRates(plan)
  return eachKind((kind) => {
    const machines = Math.max(1, count[kind])
    const plannedW = (STAGES[kind].kwhPerKg * ringKgPerHour * 1000) / machines
    const duty = dutyAt(stageKgPerHour(plan, kind, ringKgPerHour) / machines, rates[kind])
    return plannedW / (duty + IDLE_POWER_SHARE * (1 - duty))
  })
}

/** Share of the time that a machine has to run to carry a flow. */
export function dutyAt(kgPerHour: number, rate: number): number {
  const duty = kgPerHour / rate
  return duty > FULL_DUTY ? FULL_DUTY : duty < 0.01 ? 0.01 : duty
}

export function eachKind<T>(of: (kind: FlowKind, stage: StageSpec) => T): Record<FlowKind, T> {
  return Object.fromEntries(FLOW_KINDS.map((kind) => [kind, of(kind, STAGES[kind])])) as Record<FlowKind, T>
}
