import { exp, pow } from '@wanding/mill'

const GRID = 2048
const CELLS = 512
/** The last of the distribution has a table of its own, so that its long tail is not cut. */
const TAIL = 1 / 64

/** Quantiles of the gamma distribution with mean 1; spindles are drawn from it by the hundred thousand. */
export interface GammaQuantiles {
  body: Float64Array
  tail: Float64Array
}

/** Tabulates the gamma distribution of a shape (0.3 to 100) by summing its density. */
export function gammaQuantiles(shape: number): GammaQuantiles {
  // For shapes below 1 the density is infinite at 0; in y = x^shape it is not.
  const power = shape < 1 ? 1 / shape : 1
  const most = pow(1 + (6 * Math.sqrt(shape) + 22) / shape, 1 / power)
  const sums = new Float64Array(GRID + 1)
  for (let i = 0; i < GRID; i++) {
    const y = ((i + 0.5) * most) / GRID
    const density = (shape < 1 ? 1 : pow(y, shape - 1)) * exp(-shape * (power === 1 ? y : pow(y, power)))
    sums[i + 1] = sums[i]! + density
  }
  const quantile = (share: number): number => {
    const sum = share * sums[GRID]!
    let low = 0
    let high = GRID
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (sums[middle]! <= sum) low = middle
      else high = middle
    }
    const y = ((low + (sum - sums[low]!) / (sums[high]! - sums[low]!)) * most) / GRID
    return power === 1 ? y : pow(y, power)
  }
  const body = new Float64Array(CELLS + 1)
  const tail = new Float64Array(CELLS + 1)
  for (let cell = 0; cell <= CELLS; cell++) {
    body[cell] = quantile(((1 - TAIL) * cell) / CELLS)
    tail[cell] = quantile(1 - TAIL + (TAIL * cell) / (CELLS + 1))
  }
  return { body, tail }
}

/** The value that a share of the distribution lies below; `share` in 0 … 1. */
export function gammaAt({ body, tail }: GammaQuantiles, share: number): number {
  if (share < 1 - TAIL) return along(body, (share * CELLS) / (1 - TAIL))
  return along(tail, ((share - 1 + TAIL) * CELLS) / TAIL)
}

function along(table: Float64Array, cells: number): number {
  const cell = Math.floor(cells)
  if (cell >= CELLS) return table[CELLS]!
  const low = table[cell]!
  return low + (cells - cell) * (table[cell + 1]! - low)
}
