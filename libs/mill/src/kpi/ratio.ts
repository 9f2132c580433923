/**
 * A figure as the pair it is computed from. Ratios of parts (frames, minutes) aggregate by adding numerators and denominators;
 * averaging their values would weigh a frame that stood all day like one that ran.
 */
export interface Ratio {
  numerator: number
  denominator: number
}

/** The ratio of nothing: neutral for `addRatio`. */
export const EMPTY_RATIO: Readonly<Ratio> = Object.freeze({ numerator: 0, denominator: 0 })

/** The ratio over both parts together. */
export function addRatio(a: Ratio, b: Ratio): Ratio {
  return { numerator: a.numerator + b.numerator, denominator: a.denominator + b.denominator }
}

/** The ratio over all parts; of no parts, the empty one. */
export function sumRatios(parts: Iterable<Ratio>): Ratio {
  let total: Ratio = EMPTY_RATIO
  for (const part of parts) total = addRatio(total, part)
  return total
}

/** numerator / denominator; null where there is nothing to divide by or a part is not a number: never NaN or infinite. */
export function ratioValue({ numerator, denominator }: Ratio): number | null {
  if (!(denominator > 0)) return null
  const value = numerator / denominator
  return Number.isFinite(value) ? value : null
}
