import { MEASURES, type Measure } from '../codes'
import type { NormConstants, Norms } from './norms'

/** The norms of a mill with some automation measures in force; `measures` in the order of the ladder, each once. */
export interface NormsInForce {
  norms: Norms
  measures: readonly Measure[]
  constants: NormConstants
}

/**
 * The constants with any set of measures in force; neither order nor repetition of `measures` matters.
 *
 * The norms state values along the ladder: a measure's value holds when all measures before it are in force too. For another
 * set, a measure makes the same step in proportion to what it finds. Taking its value as it stands would, for example, let
 * central monitoring alone (S8) turn 14.2 minutes of trolley doffing into the 2.0 of an automatic doffer.
 */
export function normsFor(norms: Norms, measures: readonly Measure[]): NormsInForce {
  const inForce = MEASURES.filter((measure) => measures.includes(measure))
  const constants = { ...norms.conventional }
  const ladder = { ...norms.conventional }
  for (const measure of MEASURES) {
    for (const [key, value] of Object.entries(norms.measures[measure].changes)) {
      if (value === undefined) continue
      const constant = key as keyof NormConstants
      if (inForce.includes(measure)) constants[constant] = stepped(constants[constant], ladder[constant], value)
      ladder[constant] = value
    }
  }
  return { norms, measures: inForce, constants }
}

/** `found` after the step `before` → `after` of the ladder; exactly `after` when it stands on the ladder. */
function stepped(found: number, before: number, after: number): number {
  return found === before || before === 0 ? after : found * (after / before)
}
