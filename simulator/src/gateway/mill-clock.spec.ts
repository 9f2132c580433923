import { describe, expect, it } from 'vitest'
import { MillClock } from './mill-clock'

describe('MillClock', () => {
  it.each([
    [1, 61_000],
    [60, 3_601_000],
    [0.1, 7_000],
  ])('at %s× one minute of real time is at %i ms of the mill', (speed, expected) => {
    expect(new MillClock(1000, 500_000, speed).at(560_000)).toBeCloseTo(expected, 6)
  })

  it('never goes back before its start when the real clock is set back', () => {
    expect(new MillClock(1000, 500_000, 60).at(400_000)).toBe(1000)
  })
})
