import { MEASURES, type Measure } from '../codes'
import { type NormConstants, type Norms, normsWith } from '../staffing'

/**
 * The norms with a constant multiplied at the rung where a mill stands and above. What measures that are not in force would do
 * stays in proportion; of the rungs below, this mill tells nothing.
 */
export function withConstantScaled(
  norms: Norms,
  measures: readonly Measure[],
  constant: keyof NormConstants,
  ratio: number,
): Norms {
  const changing = MEASURES.filter((measure) => norms.measures[measure].changes[constant] !== undefined)
  const standing = changing.filter((measure) => measures.includes(measure)).at(-1)
  const paths = [
    ...(standing === undefined ? [`conventional.${constant}`] : []),
    ...changing
      .filter((measure) => standing === undefined || MEASURES.indexOf(measure) >= MEASURES.indexOf(standing))
      .map((measure) => `measures.${measure}.changes.${constant}`),
  ]
  return paths.reduce((changed, path) => normsWith(changed, path, rounded(numberAt(norms, path) * ratio)), norms)
}

/** Four digits are more than any time study gives. */
function rounded(value: number): number {
  return Number(value.toPrecision(4))
}

function numberAt(norms: Norms, path: string): number {
  let node: unknown = norms
  for (const key of path.split('.')) node = (node as Record<string, unknown>)[key]
  return node as number
}
