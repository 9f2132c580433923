import { describe, expect, it } from 'vitest'
import { fitGammaPoisson, gammaPoissonLog } from './gamma-poisson'
import { nonNegativeLeastSquares, solve } from './linear'
import { maximise } from './newton'

describe('solve', () => {
  it('solves, and says when it cannot', () => {
    expect(
      solve(
        [
          [0, 2],
          [3, 1],
        ],
        [4, 5],
      ),
    ).toEqual([1, 2])
    expect(
      solve(
        [
          [1, 2],
          [2, 4],
        ],
        [1, 2],
      ),
    ).toBeNull()
  })
})

describe('maximise', () => {
  it('finds the top of a quadratic with the errors of its curvature', () => {
    const found = maximise(([x, y]) => -2 * (x! - 1) ** 2 - 0.5 * (y! + 3) ** 2 + 7, [10, 10])
    expect(found.point[0]).toBeCloseTo(1, 5)
    expect(found.point[1]).toBeCloseTo(-3, 5)
    expect(found.value).toBeCloseTo(7, 9)
    expect(found.errors[0]).toBeCloseTo(0.5, 4)
    expect(found.errors[1]).toBeCloseTo(1, 4)
  })

  it('finds its way along a bent valley (Rosenbrock)', () => {
    const { point } = maximise(([x, y]) => -((1 - x!) ** 2) - 100 * (y! - x! * x!) ** 2, [-1.2, 1])
    expect(point[0]).toBeCloseTo(1, 3)
    expect(point[1]).toBeCloseTo(1, 3)
  })
})

describe('gammaPoissonLog', () => {
  it('is geometric at shape 1, and Poisson where places are alike', () => {
    for (const n of [0, 1, 5, 40])
      expect(gammaPoissonLog(n, 2, 1)).toBeCloseTo(n * Math.log(2 / 3) + Math.log(1 / 3), 10)
    expect(gammaPoissonLog(3, 2, 1e9)).toBeCloseTo(3 * Math.log(2) - 2 - Math.log(6), 7)
    expect(gammaPoissonLog(500, 480, 99_999)).toBeCloseTo(gammaPoissonLog(500, 480, 100_001), 6)
  })

  it('sums to one', () => {
    let sum = 0
    for (let n = 0; n < 400; n++) sum += Math.exp(gammaPoissonLog(n, 3.3, 0.7))
    expect(sum).toBeCloseTo(1, 10)
  })
})

describe('fitGammaPoisson', () => {
  it('gives the published fit of mites on apple leaves (Bliss and Fisher 1953: mean 1.1467, k 1.0246)', () => {
    const leaves = [70, 38, 17, 10, 9, 3, 2, 1]
    const fit = fitGammaPoisson(leaves.map((times, count) => ({ count, exposure: 1, times })))!
    expect(fit.rate.value).toBeCloseTo(1.1467, 4)
    expect(fit.shape!.value).toBeCloseTo(1.0246, 3)
    // Their variance of k is 0.0738 × … : standard error 0.27 to 0.28 by curvature.
    expect(fit.shape!.error).toBeGreaterThan(0.25)
    expect(fit.shape!.error).toBeLessThan(0.3)
  })

  it('is the plain rate with a Poisson error where places do not differ', () => {
    const fit = fitGammaPoisson([
      { count: 50, exposure: 5000, times: 1 },
      { count: 51, exposure: 5000, times: 1 },
    ])!
    expect(fit.shape).toBeNull()
    expect(fit.rate.value).toBeCloseTo(0.0101, 10)
    expect(fit.rate.error).toBeCloseTo(0.0101 / Math.sqrt(101), 10)
  })

  it('has no rate without an event', () => expect(fitGammaPoisson([{ count: 0, exposure: 5, times: 3 }])).toBeNull())
})

describe('nonNegativeLeastSquares', () => {
  const x = [1, 2, 3, 4, 5]
  const one = [1, 1, 1, 1, 1]

  it('is the common least squares where no weight is negative', () => {
    // y = 2 + 3x with residuals that are orthogonal to both: the answer is exact, the error by hand.
    const rest = [1, -2, 0, 2, -1].map((r) => r * 0.1)
    const fit = nonNegativeLeastSquares(
      [one, x],
      x.map((at, i) => 2 + 3 * at + rest[i]!),
    )
    expect(fit.weights[0]).toBeCloseTo(2 + 0, 6)
    expect(fit.weights[1]).toBeCloseTo(3, 6)
    expect(fit.rest).toBeCloseTo(0.1, 6)
    expect(fit.errors[1]).toBeCloseTo(Math.sqrt(0.1 / 3 / 10), 6)
  })

  it('holds at zero what would be negative', () => {
    const fit = nonNegativeLeastSquares(
      [one, x],
      x.map((at) => -2 + 3 * at),
    )
    expect(fit.weights[0]).toBe(0)
    expect(fit.errors[0]).toBeNull()
    expect(fit.weights[1]).toBeCloseTo((3 * 55 - 2 * 15) / 55, 9)
  })

  it('tells columns that say the same', () => {
    expect(nonNegativeLeastSquares([x, x.map((at) => 2 * at)], x).likeness).toBe(Number.POSITIVE_INFINITY)
    expect(nonNegativeLeastSquares([x], x).likeness).toBe(1)
  })
})
