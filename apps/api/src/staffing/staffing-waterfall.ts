import type { StaffingWaterfall } from '@wanding/contracts'
import {
  type AttributionOrder,
  type Bar,
  type ChosenRules,
  measureWaterfall,
  type Norms,
  type PlannedFall,
  plannedCase,
  plannedFall,
  type StaffCase,
} from '@wanding/mill'
import type { MeasuredMill } from '../kpi'
import { basisOf } from './staffing-basis'
import { toldCase } from './staffing-case'
import { sourceInputs } from './staffing-how'

const FORMULAS = {
  ladder: 'each bar = roll with the measures up to it - roll with those before it, in the order of the norms',
  shapley: 'each bar = mean over all orders of the measures of what it changes when it joins (exact, all 2^n sets)',
}

const MOST_KEPT = 16

/** All 2^9 sets of measures are worked out once for each mill and rule, not at each question: they move with the norms only. */
export class PlannedFalls {
  private readonly known = new Map<string, PlannedFall>()

  of(each: StaffCase, order: AttributionOrder): PlannedFall {
    const key = JSON.stringify([plannedCase(each), order])
    const fall = this.known.get(key) ?? plannedFall(each, order)
    this.known.delete(key)
    this.known.set(key, fall)
    const [oldest] = this.known.keys()
    if (this.known.size > MOST_KEPT && oldest !== undefined) this.known.delete(oldest)
    return fall
  }
}

/** Why staffing is what it is; null while there is no figure. */
export function waterfallOf(
  norms: Norms,
  said: MeasuredMill,
  chosen: ChosenRules,
  order: AttributionOrder,
  falls = new PlannedFalls(),
): StaffingWaterfall | null {
  const told = toldCase(norms, said, chosen)
  if (!told) return null
  const basis = basisOf(told, said)
  const { bars, ...ends } = measureWaterfall(told.of, order, falls.of(told.of, order))
  const inputs = {
    conventional: ends.from.per10k,
    planned: ends.planned.per10k,
    here: ends.to.per10k,
    ...sourceInputs(basis),
  }
  return {
    mill: said.mill,
    atMs: said.atMs,
    ...ends,
    bars: bars.map(plainBar),
    basis,
    how: [
      { figure: 'bars.measures', formula: FORMULAS[order], inputs },
      {
        figure: 'bars.measured',
        formula: 'counted here - planned by the norms for these measures, term by term',
        inputs,
      },
    ],
  }
}

/** A bar with arrays that may be sent. */
export const plainBar = <K extends string>(bar: Bar<K>) => ({
  ...bar,
  roles: bar.roles.map((role) => ({ ...role, terms: [...role.terms] })),
})
