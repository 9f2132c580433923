const BINS_PER_DECADE = 32
const DECADES = 5
const FIRST_EDGE_S = 1

/**
 * Upper edges of the bins, seconds: 1 s to 100,000 s in steps of 10^(1/32), 7.5 %. Fixed for all time, so that histograms of any
 * frame, minute or version can be added. Built with square roots only, which are the same bit for bit on every platform.
 */
const EDGES_S: readonly number[] = edges()

/** Times from break to piecing, counted in bins: a last bin holds all above 100,000 s. Plain data; histograms add up. */
export interface ResponseHistogram {
  counts: number[]
}

/** A histogram of nothing. */
export function emptyHistogram(): ResponseHistogram {
  return { counts: new Array<number>(EDGES_S.length + 1).fill(0) }
}

/** Counts one response time, s, in place; a negative one counts as zero, one that is not a number is not counted. */
export function recordResponse(histogram: ResponseHistogram, seconds: number): void {
  if (Number.isNaN(seconds)) return
  histogram.counts[binOf(seconds)]! += 1
}

/** The histogram of both together. */
export function mergeHistograms(a: ResponseHistogram, b: ResponseHistogram): ResponseHistogram {
  return { counts: a.counts.map((count, bin) => count + b.counts[bin]!) }
}

/** How many response times are counted. */
export function responsesIn(histogram: ResponseHistogram): number {
  return histogram.counts.reduce((sum, count) => sum + count, 0)
}

/**
 * The time, s, within which `percent` of the responses came, exact to the width of a bin (7.5 %); null for an empty histogram.
 * Above 100,000 s it says 100,000: "at least".
 */
export function responsePercentile(histogram: ResponseHistogram, percent: number): number | null {
  const total = responsesIn(histogram)
  if (total === 0) return null
  const wanted = (Math.min(100, Math.max(0, percent)) / 100) * total
  let below = 0
  for (const [bin, count] of histogram.counts.entries()) {
    if (count > 0 && below + count >= wanted) {
      const lower = bin === 0 ? 0 : EDGES_S[bin - 1]!
      const upper = EDGES_S[bin] ?? lower
      return lower + ((upper - lower) * (wanted - below)) / count
    }
    below += count
  }
  // Unreachable: the counts of a histogram add up to its total, and `wanted` is at most that.
  return EDGES_S.at(-1)!
}

function binOf(seconds: number): number {
  let low = 0
  let high = EDGES_S.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (seconds <= EDGES_S[middle]!) high = middle
    else low = middle + 1
  }
  return low
}

function edges(): number[] {
  let step = 10
  for (let halvings = 1; halvings < BINS_PER_DECADE; halvings *= 2) step = Math.sqrt(step)
  const result: number[] = []
  // Each decade starts anew from its power of ten, so that rounding does not add up over five of them.
  let start = FIRST_EDGE_S
  for (let decade = 0; decade < DECADES; decade++, start *= 10) {
    for (let bin = 0, edge = start; bin < BINS_PER_DECADE; bin++, edge *= step) result.push(edge)
  }
  return [...result, start]
}
