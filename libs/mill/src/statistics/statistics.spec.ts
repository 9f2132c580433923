import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confidenceAtMost, distributionOf, estimate, pairedDifference, quantile, studentShareBelow, studentT } from '.'

/** A seeded stream for the laws that are shown by simulation: mulberry32, and the sum of twelve as a normal. */
function normals(seed: number): () => number {
  let state = seed
  const unit = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return () => Array.from({ length: 12 }, unit).reduce((sum, u) => sum + u, -6)
}

describe('studentT', () => {
  it.each([
    [1, 12.706],
    [4, 2.776],
    [5, 2.571],
    [9, 2.262],
    [19, 2.093],
    [120, 1.98],
  ])('with %i degrees of freedom is %d', (degrees, t) =>
    expect(Math.abs(studentT(degrees) / t - 1)).toBeLessThan(0.002),
  )
})

describe('studentShareBelow', () => {
  // The table of every statistics book.
  it.each([
    [1, 6.3138, 0.95],
    [2, 2.92, 0.95],
    [3, 3.1824, 0.975],
    [4, 3.7469, 0.99],
    [5, 2.015, 0.95],
    [10, 1.8125, 0.95],
    [10, 2.7638, 0.99],
    [29, 1.6991, 0.95],
    [30, 2.75, 0.995],
    [120, 1.6577, 0.95],
  ])('with %i degrees of freedom, t = %d, is %d', (degrees, t, share) => {
    expect(studentShareBelow(t, degrees)).toBeCloseTo(share, 4)
  })

  /** The share is told to some units of the last place of 1, in the tails as in the middle. */
  const ROUNDING = 1e-15

  it('is symmetric, rises with t, and agrees with the quantile at 97.5 %', () => {
    const t = fc.double({ min: -40, max: 40, noNaN: true })
    fc.assert(
      fc.property(t, t, fc.integer({ min: 1, max: 400 }), (a, b, degrees) => {
        expect(studentShareBelow(a, degrees) + studentShareBelow(-a, degrees)).toBeCloseTo(1, 12)
        if (a < b) expect(studentShareBelow(a, degrees)).toBeLessThanOrEqual(studentShareBelow(b, degrees) + ROUNDING)
        expect(studentShareBelow(studentT(degrees), degrees)).toBeCloseTo(0.975, 3)
      }),
    )
  })
})

describe('estimate', () => {
  it('is the half width about the mean', () => {
    expect(estimate([1, 2, 3]).mean).toBe(2)
    expect(estimate([1, 2, 3]).ci95).toBeCloseTo(4.303 / Math.sqrt(3), 12)
    expect(estimate([5]).ci95).toBe(Number.POSITIVE_INFINITY)
  })

  it('covers the true mean in 95 of 100 samples', () => {
    const next = normals(11)
    let covered = 0
    for (let i = 0; i < 4000; i++) {
      const { mean, ci95 } = estimate(Array.from({ length: 8 }, () => 3 + next()))
      if (Math.abs(mean - 3) <= ci95) covered += 1
    }
    // Four standard errors of a share of 0.95 in 4,000 samples.
    expect(Math.abs(covered / 4000 - 0.95)).toBeLessThan(0.014)
  })
})

describe('confidenceAtMost', () => {
  it('is as often above 0.9 as it says, where the mean is exactly at the limit', () => {
    const next = normals(12)
    let sure = 0
    for (let i = 0; i < 4000; i++) {
      if (confidenceAtMost(Array.from({ length: 6 }, next), 0) > 0.9) sure += 1
    }
    expect(Math.abs(sure / 4000 - 0.1)).toBeLessThan(0.019)
  })

  it('is a half with too few values, and certain where nothing varies', () => {
    expect(confidenceAtMost([1], 5)).toBe(0.5)
    expect([confidenceAtMost([1, 1], 1), confidenceAtMost([1, 1], 0.9)]).toEqual([1, 0])
  })
})

describe('pairedDifference', () => {
  it('covers the true difference in 95 of 100, and is far narrower than two samples with the same tape', () => {
    const next = normals(13)
    let covered = 0
    let paired = 0
    let apart = 0
    for (let i = 0; i < 3000; i++) {
      const tape = Array.from({ length: 10 }, () => 5 * next())
      const first = tape.map((common) => common + next())
      const second = tape.map((common) => common + 0.5 + next())
      const { mean, ci95 } = pairedDifference(first, second)!
      if (Math.abs(mean - 0.5) <= ci95!) covered += 1
      paired += ci95!
      apart += Math.sqrt(estimate(first).ci95 ** 2 + estimate(second).ci95 ** 2)
    }
    expect(Math.abs(covered / 3000 - 0.95)).toBeLessThan(0.016)
    expect(paired).toBeLessThan(0.3 * apart)
  })

  it('says percent of the first, and whether the interval leaves zero out', () => {
    expect(pairedDifference([10, 10, 10], [9, 8, 7])).toMatchObject({ n: 3, mean: -2, percent: -20, clear: false })
    expect(pairedDifference([10, 10, 10], [8, 8, 8])).toMatchObject({ mean: -2, ci95: 0, clear: true })
    expect(pairedDifference([0], [1])).toEqual({ n: 1, mean: 1, ci95: null, percent: null, clear: false })
    expect(pairedDifference([], [])).toBeNull()
  })
})

describe('distributionOf', () => {
  it('has quantiles between neighbours, and bins that hold every value once', () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5)
    expect(quantile([1, 2, 3, 4, 5], 0.9)).toBeCloseTo(4.6, 12)
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(values, (of) => {
        const found = distributionOf(of)!
        expect(found.bins.counts.reduce((sum, count) => sum + count, 0)).toBe(of.length)
        expect([found.least, found.most]).toEqual([Math.min(...of) + 0, Math.max(...of) + 0])
        expect(found.p10).toBeLessThanOrEqual(found.p50)
        expect(found.p50).toBeLessThanOrEqual(found.p90)
      }),
    )
    expect(distributionOf([])).toBeNull()
  })
})
