import type { DoffPower } from '@wanding/contracts'
import type { Sample } from '../../../shared/live/series-window'

/** Power over the progress of the doff, in the middle of each cell; cells of which nothing is known are left out. */
export interface PowerCurves {
  mean: readonly Sample[]
  least: readonly Sample[]
  most: readonly Sample[]
  inHand: readonly Sample[]
  /** Cells further apart than this have one between them of which nothing is known, percent. */
  gap: number
}

export function powerCurves(cells: readonly DoffPower[]): PowerCurves {
  const curve = (read: (cell: DoffPower) => number | null) =>
    cells.flatMap((cell): Sample[] => {
      const kw = read(cell)
      return kw === null ? [] : [[(cell.fromPercent + cell.toPercent) / 2, kw]]
    })
  const widest = Math.max(0, ...cells.map(({ fromPercent, toPercent }) => toPercent - fromPercent))
  return {
    mean: curve(({ meanKw }) => meanKw),
    least: curve(({ leastKw }) => leastKw),
    most: curve(({ mostKw }) => mostKw),
    inHand: curve(({ inHandKw }) => inHandKw),
    gap: 1.5 * widest,
  }
}
