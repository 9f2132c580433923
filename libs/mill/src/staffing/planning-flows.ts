import { fullProductionGPerSpindleHour } from '../spinning'
import type { NormConstants, Norms, TwistNorm } from './norms'
import type { NormsInForce } from './norms-in-force'

// Plans are for readers: the exponents of the scaling rules need powers, whose last bits may differ between platforms.
// determinism: reader only

/** Machines and positions whose number decides fixed work. */
export const INSTALLED = [
  'blowroomLines',
  'cards',
  'combers',
  'finisherDeliveries',
  'rovingSpindles',
  'windingSpindles',
] as const
export type Installed = (typeof INSTALLED)[number]

/** Events that make work; each is counted from telemetry or planned from the flows (domain 4.7). */
export const WORK_EVENTS = [
  'bales',
  'cardCans',
  'breakerCans',
  'laps',
  'finisherCans',
  'rovingBreaks',
  'rovingBobbinsDoffed',
  'endsPiecedByPeople',
  'lapsCutOut',
  'rovingBobbinsCreeled',
  'frameDoffs',
  'copsWound',
  'conesPacked',
] as const
export type WorkEvent = (typeof WORK_EVENTS)[number]

/** What a plan is made for; what is left out is the basis of the norms. */
export interface PlanningInputs {
  countNe?: number | undefined
  /** Installed ring spindles. */
  spindles?: number | undefined
  /** Length of the shift that workloads are given for, h. */
  shiftHours?: number | undefined
  /** Machines known to be installed, instead of those the norms plan. */
  installed?: { [K in Installed]?: number | undefined } | undefined
}

/** Flows and events of a mill that runs to plan. Kilograms are kg/h out of the stage, events are per hour. */
export interface PlanningFlows {
  countNe: number
  spindles: number
  shiftHours: number
  /** k: ring output over that of the same mill at the basis count. */
  outputRatio: number
  kgPerHour: {
    cone: number
    ring: number
    roving: number
    finisher: number
    combed: number
    lap: number
    breaker: number
    card: number
    bale: number
  }
  gramsPerSpindleHour: number
  endsPerHour: { running: number; startUp: number; byRobot: number }
  eventsPerHour: Record<WorkEvent, number>
  installed: Record<Installed, number>
  /** The constants in force, those that depend on count and size adjusted to this plan. */
  constants: NormConstants
}

const G_PER_KG = 1000
const SPINDLES_PER_UNIT = 1000

/** Flows, events and machines of a planned mill (staffing-norms, frame of the calculation and "at another count"). */
export function planningFlows({ norms, constants }: NormsInForce, inputs: PlanningInputs = {}): PlanningFlows {
  const countNe = inputs.countNe ?? norms.basis.countNe
  const spindles = inputs.spindles ?? norms.basis.spindles
  const shiftHours = inputs.shiftHours ?? norms.basis.shiftHours
  const gramsPerSpindleHour = spinningRate(constants, norms.twist, countNe)
  const ratio = gramsPerSpindleHour / spinningRate(constants, norms.twist, norms.basis.countNe)
  const outputRatio = rounded(ratio, norms.scaling.ratioDecimals)
  const adjusted = adjustedConstants(norms, constants, outputRatio, spindles, inputs)
  const kgPerHour = kilograms(norms, (gramsPerSpindleHour * spindles) / G_PER_KG)

  const bobbins = kgPerHour.roving / constants.rovingBobbinKg
  const cops = (kgPerHour.ring * G_PER_KG) / constants.copG
  const running = (spindles / SPINDLES_PER_UNIT) * constants.breaksPer1000SpindleHours
  const startUp = cops * constants.startUpLoss
  const byRobot = (running + startUp) * constants.robotShare
  return {
    countNe,
    spindles,
    shiftHours,
    outputRatio,
    kgPerHour,
    gramsPerSpindleHour,
    endsPerHour: { running, startUp, byRobot },
    eventsPerHour: {
      bales: kgPerHour.bale / constants.baleKg,
      cardCans: kgPerHour.card / constants.cardCanKg,
      breakerCans: kgPerHour.breaker / constants.breakerCanKg,
      laps: kgPerHour.lap / constants.lapKg,
      finisherCans: kgPerHour.finisher / constants.finisherCanKg,
      rovingBreaks: (adjusted.rovingSpindles * constants.rovingBreaksPer1000SpindleHours) / SPINDLES_PER_UNIT,
      rovingBobbinsDoffed: bobbins,
      endsPiecedByPeople: running + startUp - byRobot,
      // The norms' minutes for an end are for laps and all; only what is counted can set them apart.
      lapsCutOut: 0,
      rovingBobbinsCreeled: bobbins,
      frameDoffs: cops / constants.spindlesPerFrame,
      copsWound: cops,
      conesPacked: kgPerHour.cone / constants.coneKg,
    },
    installed: {
      blowroomLines: adjusted.blowroomLines,
      cards: adjusted.cards,
      combers: adjusted.combers,
      finisherDeliveries: adjusted.finisherDeliveries,
      rovingSpindles: adjusted.rovingSpindles,
      windingSpindles: adjusted.windingSpindles,
    },
    constants: adjusted,
  }
}

/** Yarn of one ring spindle, g/h, at the norms' twist and speed for the count (domain 2.1). */
function spinningRate(constants: NormConstants, twist: readonly TwistNorm[], countNe: number): number {
  const { multiplier, spindleSpeedMaxRpm } = twist.find(({ upToNe }) => countNe <= upToNe) ?? twist[twist.length - 1]!
  const spindleSpeedRpm = Math.min(constants.spindleSpeedRpm, spindleSpeedMaxRpm ?? Number.POSITIVE_INFINITY)
  const full = fullProductionGPerSpindleHour({ countNe, twistMultiplier: multiplier, spindleSpeedRpm })
  return full * constants.frameEfficiency
}

/** Each stage's output, found backwards from the ring room to the bale. */
function kilograms({ yields }: Norms, ring: number): PlanningFlows['kgPerHour'] {
  const roving = ring / yields.ringFrame
  const finisher = roving / yields.rovingFrame
  const combed = finisher / yields.finisherDraw
  const lap = combed / yields.comber
  const breaker = lap / yields.lapFormer
  const card = breaker / yields.breakerDraw
  const bale = card / yields.card / yields.blowroom
  return { cone: ring * yields.winder, ring, roving, finisher, combed, lap, breaker, card, bale }
}

function adjustedConstants(
  { basis, scaling }: Norms,
  constants: NormConstants,
  outputRatio: number,
  spindles: number,
  { installed = {} }: PlanningInputs,
): NormConstants {
  // Whole machines are planned for a mill of the basis size and then taken in proportion, so that persons per 10,000 spindles
  // do not depend on the size of the mill.
  const size = spindles / basis.spindles
  const machines = (planned: number) => Math.max(1, Math.round(planned * outputRatio)) * size
  return {
    ...constants,
    blowroomLines: installed.blowroomLines ?? machines(constants.blowroomLines),
    cards: installed.cards ?? machines(constants.cards),
    combers: installed.combers ?? machines(constants.combers),
    finisherDeliveries: installed.finisherDeliveries ?? machines(constants.finisherDeliveries),
    rovingSpindles: installed.rovingSpindles ?? machines(constants.rovingSpindles),
    windingSpindles: installed.windingSpindles ?? constants.windingSpindles * size,
    wasteMinutes: constants.wasteMinutes * Math.max(outputRatio, scaling.wasteRatioMin) * size,
    windingSpindleMinutes: constants.windingSpindleMinutes * outputRatio ** scaling.windingExponent,
    floorMinutes: constants.floorMinutes * outputRatio ** scaling.floorExponent * size,
    utilitiesPosts: constants.utilitiesPosts * size,
    mechanicsPosts: constants.mechanicsPosts * size,
    leadingPosts: constants.leadingPosts * size,
    qualityPosts: constants.qualityPosts * size,
    fitterDayPosts: constants.fitterDayPosts * size,
    laboratoryDayPosts: constants.laboratoryDayPosts * size,
    storesDayPosts: constants.storesDayPosts * size,
  }
}

function rounded(value: number, decimals: number): number {
  const unit = 10 ** decimals
  return Math.round(value * unit) / unit
}
