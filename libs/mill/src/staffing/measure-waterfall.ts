import { MEASURES, type Measure } from '../codes'
import { plannedCase, type StaffCase, staffOf } from './staff-case'
import { type Bar, barOf, stepBar } from './staff-change'
import { termShares } from './term-shares'

/** In which order measures are counted: that of the norms, or the average over all orders (staffing-norms, last line). */
export const ATTRIBUTIONS = ['ladder', 'shapley'] as const
export type AttributionOrder = (typeof ATTRIBUTIONS)[number]

/** The step from what the norms plan for the measures of a mill to what was counted in it. */
export const MEASURED_HERE = 'measured'

export interface WaterfallEnd {
  roll: number
  per10k: number
}

/** From the conventional mill to this one; from + all bars = to. */
export interface MeasureWaterfall {
  order: AttributionOrder
  /** The conventional mill at this count, size, shift system and scope. */
  from: WaterfallEnd
  /** What the norms plan for this mill's measures. */
  planned: WaterfallEnd
  /** This mill as it was counted. */
  to: WaterfallEnd
  /** A bar for each measure in force, in the order of the norms, then what was measured here. */
  bars: readonly Bar<Measure | typeof MEASURED_HERE>[]
}

/** The part of a waterfall that the norms alone decide: nothing that is counted changes it. */
export type PlannedFall = Pick<MeasureWaterfall, 'order' | 'from' | 'planned'> & { bars: readonly Bar<Measure>[] }

/** From the conventional mill to what the norms plan for the measures of this one. */
export function plannedFall(of: StaffCase, order: AttributionOrder): PlannedFall {
  const inForce = MEASURES.filter((measure) => of.measures.includes(measure))
  const planned = plannedCase(of)
  const withBits = (coalition: number) =>
    staffOf({ ...planned, measures: inForce.filter((_, player) => ((coalition >> player) & 1) === 1) })
  const from = withBits(0)
  const bars =
    order === 'ladder'
      ? inForce.map((measure, i) => stepBar(measure, withBits((1 << i) - 1), withBits((2 << i) - 1)))
      : termShares(inForce.length, withBits).map((share, i) => barOf(inForce[i]!, from.terms, share))
  return { order, from: endOf(from.staff), planned: endOf(withBits((1 << inForce.length) - 1).staff), bars }
}

/** Why staffing is what it is: what each measure in force takes off, and what is different here from the norms. */
export function measureWaterfall(
  of: StaffCase,
  order: AttributionOrder,
  fall = plannedFall(of, order),
): MeasureWaterfall {
  const here = staffOf(of)
  const measured = stepBar(MEASURED_HERE, staffOf(plannedCase(of)), here)
  return { ...fall, to: endOf(here.staff), bars: [...fall.bars, measured] }
}

export const endOf = ({ roll, per10k }: { roll: number; per10k: number | null }): WaterfallEnd => ({
  roll,
  per10k: per10k ?? 0,
})
