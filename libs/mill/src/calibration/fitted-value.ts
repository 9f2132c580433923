/** A fitted value with its uncertainty. */
export interface FittedValue {
  value: number
  /** Standard error; null where the data cannot tell it. */
  error: number | null
  /** 95 % interval. */
  low: number | null
  high: number | null
}

const Z95 = 1.959964

/** FittedValue of which the logarithm, or another rising function, was fitted; `back` undoes it. The error is that of a logarithm. */
export function fromLog(fitted: number, error: number, back: (x: number) => number): FittedValue {
  const value = back(fitted)
  return { value, error: value * error, low: back(fitted - Z95 * error), high: back(fitted + Z95 * error) }
}

/** Value and interval of an estimate with a normal error, kept at or above `least`. */
export function withError(value: number, error: number, least = Number.NEGATIVE_INFINITY): FittedValue {
  return { value, error, low: Math.max(least, value - Z95 * error), high: value + Z95 * error }
}

/** A value that the data do not tell: held, not fitted. */
export function held(value: number): FittedValue {
  return { value, error: null, low: null, high: null }
}

/** A rate with its interval in another unit. */
export function scaled({ value, error, low, high }: FittedValue, factor: number): FittedValue {
  const times = (x: number | null) => (x === null ? null : x * factor)
  return { value: value * factor, error: times(error), low: times(low), high: times(high) }
}
