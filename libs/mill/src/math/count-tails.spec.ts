import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gammaPoissonTail, poissonTail } from './count-tails'

describe('poissonTail', () => {
  it('is one for no events, zero for an impossible one, and halves near the mean', () => {
    expect(poissonTail(0, 3)).toBe(1)
    expect(poissonTail(1, 0)).toBe(0)
    expect(poissonTail(5000, 5000)).toBeGreaterThan(0.49)
    expect(poissonTail(5000, 5000)).toBeLessThan(0.52)
  })

  it('keeps the digits of a tiny chance', () => {
    // 0.048^10 / 10! e^-0.048, and hardly more.
    expect(poissonTail(10, 0.048) / 1.71278e-20).toBeCloseTo(1, 4)
  })
})

describe('gammaPoissonTail', () => {
  it('has a geometric tail at shape 1', () => {
    for (const least of [1, 3, 20]) expect(gammaPoissonTail(least, 0.5, 1) / (1 / 3) ** least).toBeCloseTo(1, 12)
    expect(gammaPoissonTail(2, 4, 1)).toBeCloseTo(0.64, 12)
  })

  it('nears Poisson as spindles become alike, and is above it in the tail when they differ', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0.001, max: 10, noNaN: true }), (least, mean) => {
        const poisson = poissonTail(least, mean)
        expect(Math.abs(gammaPoissonTail(least, mean, 1e9) - poisson)).toBeLessThan(1e-6)
        if (least > 2 * mean + 2) expect(gammaPoissonTail(least, mean, 2)).toBeGreaterThan(poisson)
      }),
    )
  })
})
