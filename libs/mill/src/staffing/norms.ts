import type { Measure, Role, ShiftSystem } from '../codes'
import type { LocalText } from '../mill-plan'

/**
 * Every constant that an automation measure may change. Minutes are person-minutes, each per the thing named or, for what is
 * tended, per shift of `basis.shiftHours`. Meaning and unit of each one: the comments of the norms file.
 */
export interface NormConstants {
  spindleSpeedRpm: number
  /** Fraction of the production at 100 %. */
  frameEfficiency: number
  copG: number
  spindlesPerFrame: number
  baleKg: number
  baleMinutes: number
  blowroomLines: number
  blowroomLineMinutes: number
  wasteMinutes: number
  cardCanKg: number
  cardCanMinutes: number
  cards: number
  cardMinutes: number
  breakerCanKg: number
  breakerCanMinutes: number
  lapKg: number
  lapMinutes: number
  combers: number
  comberMinutes: number
  finisherCanKg: number
  finisherCanMinutes: number
  finisherDeliveries: number
  finisherDeliveryMinutes: number
  rovingCanMinutes: number
  rovingSpindles: number
  rovingBreaksPer1000SpindleHours: number
  rovingPieceMinutes: number
  rovingBobbinKg: number
  rovingDoffMinutes: number
  rovingTentMinutesPer100Spindles: number
  rovingTransportMinutes: number
  breaksPer1000SpindleHours: number
  /** Fraction of the ends that break at the start after a doff. */
  startUpLoss: number
  /** Fraction of all ends that robots piece. */
  robotShare: number
  pieceMinutes: number
  /** What an end that has lapped takes more, where laps are counted. */
  lapExtraMinutes: number
  creelMinutes: number
  patrolMinutesPer1000Spindles: number
  cleaningMinutesPer1000Spindles: number
  frameDoffMinutes: number
  copTransportMinutes: number
  copMinutes: number
  windingSpindles: number
  windingSpindleMinutes: number
  coneKg: number
  coneMinutes: number
  floorMinutes: number
  utilitiesPosts: number
  mechanicsPosts: number
  leadingPosts: number
  qualityPosts: number
  fitterDayPosts: number
  laboratoryDayPosts: number
  storesDayPosts: number
}

/** A direct operatives, B the whole spinning mill, C with management and services (domain 4.1). */
export const SCOPES = ['A', 'B', 'C'] as const
export type Scope = (typeof SCOPES)[number]

/** Twist and speed of all counts up to `upToNe`. */
export interface TwistNorm {
  upToNe: number
  /** alpha_e: twist per inch = alpha_e × √Ne. */
  multiplier: number
  spindleSpeedMaxRpm?: number | undefined
}

export interface ShiftSystemNorm {
  crews: number
  shiftHours: number
}

/** Mass out per mass in of each stage, fractions (staffing-norms, flows). */
export interface StageYields {
  blowroom: number
  card: number
  breakerDraw: number
  lapFormer: number
  comber: number
  finisherDraw: number
  rovingFrame: number
  ringFrame: number
  winder: number
}

/** An automation measure: the constants it changes, with the values they have on the ladder once it is in force. */
export interface MeasureNorm {
  name: LocalText
  changes: { [K in keyof NormConstants]?: number | undefined }
}

/** A norms file, checked: everything that the staffing arithmetic takes as given (staffing-norms). */
export interface Norms {
  /** Name of this set of norms, shown beside each figure. */
  version: string
  basis: { spindles: number; countNe: number; shiftHours: number; utilisation: number }
  roster: { shiftSystem: ShiftSystem; attendance: number; dayFactor: number }
  shiftSystems: Record<ShiftSystem, ShiftSystemNorm>
  scope: { counted: Scope; directRoles: Role[]; overhead: number }
  workloadIndex: { healthyFrom: number; healthyTo: number }
  yields: StageYields
  twist: TwistNorm[]
  scaling: { ratioDecimals: number; wasteRatioMin: number; windingExponent: number; floorExponent: number }
  conventional: NormConstants
  measures: Record<Measure, MeasureNorm>
}
