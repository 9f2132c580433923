import { describe, expect, it } from 'vitest'
import type { Sample } from '../../shared/live/series-window'
import { ratePerHour } from './rate-per-hour'

const MINUTE_MS = 60_000
const counter = (...values: number[]): Sample[] => values.map((value, minute) => [minute * MINUTE_MS, value])

describe('rate of a counter', () => {
  it('is what it gains in an hour', () => {
    const rates = ratePerHour(counter(...Array.from({ length: 21 }, (_, minute) => 100 + 2 * minute)), 5 * MINUTE_MS)
    expect(rates.length).toBeGreaterThan(10)
    for (const [, rate] of rates) expect(rate).toBeCloseTo(120, 9)
  })

  it('says nothing of too short a time, and is never negative', () => {
    expect(ratePerHour(counter(1, 2), 5 * MINUTE_MS)).toEqual([])
    const rates = ratePerHour(counter(10, 20, 30, 0, 1, 2, 3, 4, 5, 6), 4 * MINUTE_MS)
    expect(rates.length).toBeGreaterThan(0)
    for (const [, rate] of rates) expect(rate).toBeGreaterThanOrEqual(0)
  })
})
