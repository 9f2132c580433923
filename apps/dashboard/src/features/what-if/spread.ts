import type { FigureDistribution } from '@wanding/contracts'

/** Where the marks of a distribution stand on a strip, as shares of its width. */
export interface SpreadMarks {
  from: number
  to: number
  low: number
  high: number
  mean: number
}

/** Marks of several distributions on one scale, which reaches over all their values; null where there is none. */
export function spreadMarks(all: readonly (FigureDistribution | null)[]): (SpreadMarks | null)[] {
  const known = all.filter((one) => one !== null)
  const least = Math.min(...known.map((one) => one.least))
  const most = Math.max(...known.map((one) => one.most))
  const at = (value: number) => (most > least ? (value - least) / (most - least) : 0.5)
  return all.map(
    (one) =>
      one && {
        from: at(one.p10),
        to: at(one.p90),
        low: at(Math.max(least, one.mean - (one.ci95 ?? 0))),
        high: at(Math.min(most, one.mean + (one.ci95 ?? 0))),
        mean: at(one.mean),
      },
  )
}

/** Shade of a cell of the cliff, 0 … 1, on a logarithmic scale: 0.02 % of the ends down is well, 20 % is over the cliff. */
export function cliffShade(endsDownPercent: number): number {
  const [well, over] = [0.02, 20]
  const share = Math.log(Math.max(well, endsDownPercent) / well) / Math.log(over / well)
  return Math.min(1, Math.max(0, share))
}
