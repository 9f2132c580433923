import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chiSquareTail, lnGamma, upperGamma } from './gamma'

describe('the gamma function', () => {
  it('is the factorial at whole numbers, and √π at a half', () => {
    let factorial = 0
    for (let n = 1; n <= 60; n++) {
      expect(lnGamma(n)).toBeCloseTo(factorial, 10)
      factorial += Math.log(n)
    }
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12)
  })

  it('obeys its recurrence', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), (x) => {
        expect(Math.abs(lnGamma(x + 1) - lnGamma(x) - Math.log(x))).toBeLessThan(1e-9 * Math.max(1, lnGamma(x + 1)))
      }),
    )
  })
})

describe('chiSquareTail', () => {
  // Any statistics book, table of chi-square.
  it.each([
    [3.841, 1, 0.05],
    [6.635, 1, 0.01],
    [18.307, 10, 0.05],
    [124.342, 100, 0.05],
    [77.929, 100, 0.95],
  ])('%s with %s degrees of freedom: %s', (x, degrees, p) => expect(chiSquareTail(x, degrees)).toBeCloseTo(p, 4))

  it('is e^(-x/2) with two degrees of freedom', () => {
    for (const x of [0.1, 1, 3, 20, 200]) expect(chiSquareTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 10)
    expect(upperGamma(5000, 5000)).toBeCloseTo(0.498, 3)
  })
})
