import type { StaffingWaterfall } from '@wanding/contracts'
import { type AttributionOrder, type Bar, type ChosenRules, measureWaterfall, type Norms } from '@wanding/mill'
import type { MeasuredMill } from '../kpi'
import { basisOf } from './staffing-basis'
import { toldCase } from './staffing-case'
import { sourceInputs } from './staffing-how'

const FORMULAS = {
  ladder: 'each bar = roll with the measures up to it - roll with those before it, in the order of the norms',
  shapley: 'each bar = mean over all orders of the measures of what it changes when it joins (exact, all 2^n sets)',
}

/** Why staffing is what it is; null while there is no figure. */
export function waterfallOf(
  norms: Norms,
  said: MeasuredMill,
  chosen: ChosenRules,
  order: AttributionOrder,
): StaffingWaterfall | null {
  const told = toldCase(norms, said, chosen)
  if (!told) return null
  const basis = basisOf(told, said)
  const { bars, ...ends } = measureWaterfall(told.of, order)
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
