import { estimate } from './estimate'

/** How a figure came out over the replications: its mean with interval, its quantiles, and a histogram of equal bins. */
export interface Distribution {
  n: number
  mean: number
  /** Half the width of the 95 % interval of the mean; null for a single replication. */
  ci95: number | null
  least: number
  p10: number
  p50: number
  p90: number
  most: number
  bins: Bins
}

/** Counts of equal bins from `from` to `to`; a value on an edge belongs to the bin above it, the last edge to the last bin. */
export interface Bins {
  from: number
  to: number
  counts: number[]
}

const MOST_BINS = 24

/** The distribution of one value a replication. Null without values. */
export function distributionOf(values: readonly number[]): Distribution | null {
  if (values.length === 0) return null
  // A zero is printed without its sign.
  const sorted = Float64Array.from(values, (value) => value + 0).sort()
  const { mean, ci95 } = estimate(values)
  return {
    n: values.length,
    mean,
    ci95: values.length > 1 ? ci95 : null,
    least: sorted[0]!,
    p10: quantile(sorted, 0.1),
    p50: quantile(sorted, 0.5),
    p90: quantile(sorted, 0.9),
    most: sorted[sorted.length - 1]!,
    bins: binned(sorted),
  }
}

/** Quantile of sorted values, straight between neighbours (Hyndman and Fan's definition 7, as spreadsheets have it). */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = share * (sorted.length - 1)
  const below = Math.floor(at)
  const low = sorted[below]!
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!
  // Rounding must not lift it above its upper neighbour.
  return Math.min(high, low + (high - low) * (at - below))
}

/** About √n bins, as many as the values can fill. */
function binned(sorted: Float64Array): Bins {
  const from = sorted[0]!
  const to = sorted[sorted.length - 1]!
  const bins = to > from ? Math.min(MOST_BINS, Math.max(1, Math.ceil(Math.sqrt(sorted.length)))) : 1
  const counts = new Array<number>(bins).fill(0)
  const width = (to - from) / bins
  for (const value of sorted) counts[width > 0 ? Math.min(bins - 1, Math.floor((value - from) / width)) : 0]! += 1
  return { from, to, counts }
}
