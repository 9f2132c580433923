/** A quantity at a time, in whatever units. */
export type Reading = readonly [at: number, value: number]

/**
 * How much a quantity grows in a unit of time, by Theil and Sen: the median of the slopes between all pairs. A third of the
 * readings may be off without moving it far. Wilcox, Introduction to Robust Estimation, section 10.2.
 */
export function growth(readings: readonly Reading[]): number {
  const slopes = readings.flatMap(([at, value], i) =>
    readings.slice(i + 1).map(([later, then]) => (then - value) / (later - at)),
  )
  if (slopes.length === 0) throw new Error('growth needs two readings')
  return median(slopes)
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
