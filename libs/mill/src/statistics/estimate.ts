import { studentShareBelow, studentT } from './student-t'

/** Mean of independent replications, and half the width of its 95 % confidence interval. */
export interface Estimate {
  mean: number
  ci95: number
}

/** Estimate from one value of each replication; at least two are needed for an interval. */
export function estimate(values: readonly number[]): Estimate {
  return {
    mean: meanOf(values),
    ci95: values.length > 1 ? studentT(values.length - 1) * standardError(values) : Number.POSITIVE_INFINITY,
  }
}

/** One-sided confidence that the mean of what was drawn from is at or below a limit: 0 … 1; a half with too few values to say. */
export function confidenceAtMost(values: readonly number[], limit: number): number {
  if (values.length < 2) return 0.5
  const error = standardError(values)
  const mean = meanOf(values)
  if (error === 0) return mean <= limit ? 1 : 0
  return studentShareBelow((limit - mean) / error, values.length - 1)
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Standard error of the mean; exactly 0 of equal values, whose mean may be off by a last bit. */
function standardError(values: readonly number[]): number {
  if (values.every((value) => value === values[0])) return 0
  const mean = meanOf(values)
  const square = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  return Math.sqrt(square / (values.length - 1) / values.length)
}
