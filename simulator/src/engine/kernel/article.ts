import type { SpinPlan } from '@wanding/mill'
import type { DoffProfile } from '../ring-room/doff-profile'

/** Constants of what a frame spins that events need again and again; derived, not saved. */
export interface ArticleConstants {
  tex: number
  twistPerMetre: number
  deliveryMPerMin: number
  fibreAndTwist: number
  /** Breaks an hour of a spindle of weight 1 in body, climate and traveller at their best, per ms. */
  breaksPerMs: number
  bobbinMetres: number
  metresPerHour: number
  /** Cuts of a cop, and exp(-cuts) for each grade of cop. */
  cutsPerCop: number
  noCutShares: Float64Array
  /** Time of a cop on a winding unit, ms. */
  copCycleMs: number
  spindleW: number
  startUpFactor: number
  /** Breaks in a shift that make a spindle conspicuous. */
  rogueBreaks: number
}

/** What a frame spins: yarn of one count, twist and speed under one lot. */
export interface Article extends ArticleConstants {
  id: string
  spinPlan: SpinPlan
  profile: DoffProfile
}
