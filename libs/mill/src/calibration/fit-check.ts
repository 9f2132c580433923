import { chiSquareTail, exp } from '../math'
import { type CountCell, gammaPoissonLog } from './gamma-poisson'

/** How well a law of chance describes what was counted. */
export interface FitCheck {
  /** Σ (count - mean)² / variance, its degrees of freedom, and the chance of as much or more. */
  pearson: number
  degrees: number
  p: number
  /** Variance over that of pure chance (Poisson); 1 where only chance is at work. */
  dispersion: number
  histogram: HistogramBin[]
}

/** Rows whose count lies in from … to, and how many the law expects there. */
export interface HistogramBin {
  from: number
  /** Null for the last bin: and more. */
  to: number | null
  observed: number
  expected: number
}

const MOST_BINS = 24
/** A shape that leaves nothing but chance. */
export const CHANCE_ALONE = 1e12
/** Share of the rows that may lie in the last bin: a few large counts do not squeeze the others together. */
const BEYOND = 0.005
/** The last bin begins where fewer than this share is expected beyond it. */
const TAIL = 1e-4

/** Compares counts with a law; `fitted` parameters are taken off the degrees of freedom. */
export function checkFit(
  cells: readonly CountCell[],
  law: { meanOf: (cell: CountCell) => number; logOf: (count: number, mean: number) => number; shape: number | null },
  fitted: number,
): FitCheck {
  let pearson = 0
  let chance = 0
  let rows = 0
  for (const cell of cells) {
    const mean = law.meanOf(cell)
    const off = (cell.count - mean) * (cell.count - mean) * cell.times
    pearson += off / (mean + (law.shape === null ? 0 : (mean * mean) / law.shape))
    chance += off / mean
    rows += cell.times
  }
  const degrees = Math.max(0, rows - fitted)
  return {
    pearson,
    degrees,
    p: chiSquareTail(pearson, degrees),
    dispersion: degrees > 0 ? chance / degrees : 1,
    histogram: histogramOf(cells, law),
  }
}

/** The law of a gamma-Poisson fit; of pure chance without a shape. */
export function lawOf(rate: number, shape: number | null) {
  return {
    shape,
    meanOf: ({ exposure }: CountCell) => rate * exposure,
    logOf: (count: number, mean: number) => gammaPoissonLog(count, mean, shape ?? CHANCE_ALONE),
  }
}

/** The least count that so large a share of the rows does not exceed. */
function countBelowWhich(cells: readonly CountCell[], share: number): number {
  const sorted = [...cells].sort((a, b) => a.count - b.count)
  const rows = cells.reduce((sum, { times }) => sum + times, 0)
  let seen = 0
  for (const { count, times } of sorted) {
    seen += times
    if (seen >= share * rows) return count
  }
  return 0
}

function histogramOf(
  cells: readonly CountCell[],
  { meanOf, logOf }: { meanOf: (cell: CountCell) => number; logOf: (count: number, mean: number) => number },
): HistogramBin[] {
  const most = countBelowWhich(cells, 1 - BEYOND)
  const least = cells.reduce((min, { count }) => Math.min(min, count), most)
  const width = Math.max(1, Math.ceil((most - least + 1) / (MOST_BINS - 1)))
  const first = Math.floor(least / width) * width
  const rows = cells.reduce((sum, { times }) => sum + times, 0)
  const bins: HistogramBin[] = []
  // Rows of like exposure share their law: the expected counts are summed once for each exposure of three digits.
  const groups = new Map<number, number>()
  for (const cell of cells) {
    const mean = Number(meanOf(cell).toPrecision(3))
    groups.set(mean, (groups.get(mean) ?? 0) + cell.times)
  }
  const expectedIn = (from: number, to: number) => {
    let sum = 0
    for (const [mean, times] of groups) for (let n = from; n <= to; n++) sum += times * exp(logOf(n, mean))
    return sum
  }
  const observedIn = (from: number, to: number) =>
    cells.reduce((sum, { count, times }) => (count >= from && count <= to ? sum + times : sum), 0)
  let expected = first > 0 ? expectedIn(0, first - 1) : 0
  for (let from = first; from <= most || rows - expected > TAIL * rows; from += width) {
    if (bins.length === MOST_BINS - 1 || (from > most && bins.length > 0)) break
    const here = expectedIn(from, from + width - 1)
    bins.push({ from, to: from + width - 1, observed: observedIn(from, from + width - 1), expected: here })
    expected += here
  }
  if (first > 0) {
    const below = bins.reduce((sum, bin) => sum + bin.expected, 0)
    const before = expected - below
    bins.unshift({ from: 0, to: first - 1, observed: 0, expected: before })
  }
  const end = bins.at(-1)!
  bins.push({
    from: end.to! + 1,
    to: null,
    observed: observedIn(end.to! + 1, Number.POSITIVE_INFINITY),
    expected: Math.max(0, rows - expected),
  })
  return bins
}
