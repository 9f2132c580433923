import {
  type ChosenRules,
  type CountingRules,
  caseUnder,
  defaultRules,
  type Norms,
  perSpindle,
  rulesWith,
  type StaffCase,
} from '@wanding/mill'
import type { MeasuredMill } from '../kpi'
import { telemetryBasis, watchedEvents } from './telemetry-basis'

/** A mill as its telemetry tells it, ready to be counted. */
export interface ToldCase {
  /** Under the mill's own rules. */
  usual: StaffCase
  usualRules: CountingRules
  /** Under the rules asked for. */
  of: StaffCase
  rules: CountingRules
  /** What the mill said and we could not use. */
  problems: string[]
}

/**
 * Null until the mill has said its spindles, its count and its measures: no figure without them (domain 4.1, 4.6). A mill whose
 * office is not heard yet is not a conventional one.
 */
export function toldCase(norms: Norms, said: MeasuredMill, chosen: ChosenRules = {}): ToldCase | null {
  const { spindles, countNe, installed } = said
  if (!(spindles > 0) || countNe === null || !(countNe > 0) || said.measures === null) return null
  const { roster, measures, problems } = telemetryBasis(norms, said)
  const measured = perSpindle(watchedEvents(said.events, spindles), spindles)
  const usual = { norms, measures, countNe, spindles, installed, measured, roster, scope: norms.scope.counted }
  const usualRules = defaultRules(norms, roster)
  const rules = rulesWith(norms, usualRules, chosen)
  return { usual: caseUnder(usual, usualRules), usualRules, of: caseUnder(usual, rules), rules, problems }
}
