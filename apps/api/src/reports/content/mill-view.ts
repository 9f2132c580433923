import type { Period } from '../calendar/periods'
import type { PeriodTotals } from '../sums/period-totals'

/** A period of a mill as its report sees it. */
export interface MillView {
  period: Period
  totals: PeriodTotals
  /** Hours that have gone by of it. */
  goneHours: number
  kindOf: (machine: string) => string | undefined
  spindlesOf: (frame: string) => number
  /** Every machine known now, also one that said nothing in the period. */
  machines: readonly string[]
}

export const ofKind = ({ machines, kindOf }: MillView, kind: string): string[] =>
  machines.filter((machine) => kindOf(machine) === kind)

/** Part of the cops that the winders threw out. */
export function rejectedPart(view: MillView): number {
  const winders = ofKind(view, 'winder')
  const cops = view.totals.sum(winders, 'cops')
  return cops > 0 ? Math.min(1, view.totals.sum(winders, 'copsRejected') / cops) : 0
}

/** The whole mill's energy: feeders may serve a part of it, and machines leave out lighting: the larger sum is nearer. */
export function energyKwh(view: MillView): number {
  const feeders = ofKind(view, 'electricity')
  const others = view.machines.filter((machine) => view.kindOf(machine) !== 'electricity')
  return Math.max(view.totals.sum(feeders, 'kwh'), view.totals.sum(others, 'kwh'))
}
