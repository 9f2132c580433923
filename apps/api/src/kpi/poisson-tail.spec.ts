import { describe, expect, it } from 'vitest'
import { poissonTail } from './poisson-tail'

describe('poissonTail', () => {
  // Domain 6.3: of 100,800 spindles at 6 breaks per 1,000 spindle-hours, so many reach the count by chance.
  it.each([
    [8, 2, 112],
    [8, 3, 1.8],
    [8, 4, 0.02],
    [24, 3, 45],
    [24, 4, 1.6],
    [24, 5, 0.05],
  ])('over %i h, %i breaks or more: %d spindles', (hours, breaks, spindles) => {
    const expected = 100_800 * poissonTail(breaks, 0.006 * hours)
    expect(Math.abs(expected - spindles) / spindles).toBeLessThan(0.15)
  })

  it('is one for no events, zero for an impossible one, and halves near the mean', () => {
    expect(poissonTail(0, 3)).toBe(1)
    expect(poissonTail(1, 0)).toBe(0)
    expect(poissonTail(5000, 5000)).toBeGreaterThan(0.49)
    expect(poissonTail(5000, 5000)).toBeLessThan(0.52)
  })
})
