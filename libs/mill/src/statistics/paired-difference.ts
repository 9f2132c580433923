import { estimate } from './estimate'

/** By how much a second variant differs from the first on the same seeds. */
export interface PairedDifference {
  n: number
  mean: number
  /** Half the width of the 95 % interval of the mean difference; null for a single pair. */
  ci95: number | null
  /** Mean difference over the mean of the first, %; null where that is 0. */
  percent: number | null
  /** Whether the interval leaves no difference out. */
  clear: boolean
}

/**
 * Paired t interval of `second − first`, replication by replication. What the two have in common — the same ends break on the same
 * seed — cancels out of each pair, so fewer replications tell them apart. Null without pairs.
 */
export function pairedDifference(first: readonly number[], second: readonly number[]): PairedDifference | null {
  const n = Math.min(first.length, second.length)
  if (n === 0) return null
  const differences = Array.from({ length: n }, (_, i) => second[i]! - first[i]!)
  const { mean, ci95 } = estimate(differences)
  const base = estimate(first.slice(0, n)).mean
  return {
    n,
    mean,
    ci95: n > 1 ? ci95 : null,
    percent: base === 0 ? null : (100 * mean) / base,
    clear: n > 1 && Math.abs(mean) > ci95,
  }
}
