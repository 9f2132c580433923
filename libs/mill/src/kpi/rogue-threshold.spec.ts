import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectedReaching, rogueThreshold } from './rogue-threshold'

const SPINDLES = 100_800
const breaksAt = (per1000SpindleHours: number, hours: number) => (SPINDLES * per1000SpindleHours * hours) / 1000

// domain 6.3, printed to two figures: Poisson, and Gamma-Poisson of shape 2.
describe('expectedReaching', () => {
  it.each([
    [6, 8, 2, 112, 164],
    [6, 8, 3, 1.8, 5.1],
    [6, 8, 4, 0.02, 0.15],
    [6, 24, 3, 45, 116],
    [6, 24, 4, 1.6, 9.7],
    [6, 24, 5, 0.05, 0.8],
    [20, 8, 4, 2.4, 14],
    [20, 8, 5, 0.08, 1.3],
  ])(
    'at %d per 1,000 spindle-hours over %d h, %d breaks and more: %d spindles (%d)',
    (rate, hours, breaks, alike, differing) => {
      const mean = (rate * hours) / 1000
      asPrinted(expectedReaching(breaks, mean, SPINDLES), alike)
      asPrinted(expectedReaching(breaks, mean, SPINDLES, 2), differing)
    },
  )
})

function asPrinted(expected: number, printed: number): void {
  const unit = printed < 0.2 ? 0.01 : printed < 10 ? 0.1 : 1
  expect(Math.abs(expected - printed)).toBeLessThanOrEqual(unit / 2 + 1e-9)
}

describe('rogueThreshold', () => {
  // Thresholds that follow from the printed table of domain 6.3.
  it.each([
    { rate: 6, hours: 8, breaks: 4 },
    { rate: 6, hours: 24, breaks: 5 },
    { rate: 20, hours: 8, breaks: 5 },
  ])('is $breaks at $rate per 1,000 spindle-hours over $hours h', ({ rate, hours, breaks }) => {
    const threshold = rogueThreshold(breaksAt(rate, hours), SPINDLES)
    expect(threshold.breaks).toBe(breaks)
    const mean = (rate * hours) / 1000
    expect(threshold.expectedFalseAlarms).toBe(expectedReaching(breaks, mean, SPINDLES))
    expect(expectedReaching(breaks - 1, mean, SPINDLES)).toBeGreaterThanOrEqual(1)
  })

  it('rises with the mean', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 200_000 }), (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        expect(rogueThreshold(low, SPINDLES).breaks).toBeLessThanOrEqual(rogueThreshold(high, SPINDLES).breaks)
      }),
    )
  })

  it('needs two breaks at least, also where there are none or no spindles', () => {
    expect(rogueThreshold(0, SPINDLES)).toEqual({ breaks: 2, expectedFalseAlarms: 0 })
    expect(rogueThreshold(0, 0)).toEqual({ breaks: 2, expectedFalseAlarms: 0 })
    expect(rogueThreshold(3, SPINDLES).breaks).toBe(2)
  })
})
