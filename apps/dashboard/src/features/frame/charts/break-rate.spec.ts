import { describe, expect, it } from 'vitest'
import type { Sample } from '../../../shared/live/series-window'
import { breakRates } from './break-rate'

const MINUTE = 60_000
/** A counter that grows by `perMinute`, minutes `from` to `to`. */
const counter = (perMinute: number, to: number, from = 0, start = 0): Sample[] =>
  Array.from({ length: to - from + 1 }, (_, i) => [(from + i) * MINUTE, start + perMinute * i])

describe('break rate over time', () => {
  it('is breaks over spindle-hours of the hour before', () => {
    // 1,200 spindles run 20 spindle-hours a minute; 0.12 breaks a minute are 6 per 1,000.
    const rates = breakRates(counter(0.12, 180), counter(20, 180))
    expect(rates.at(-1)![0]).toBe(180 * MINUTE)
    for (const [, rate] of rates) expect(rate).toBeCloseTo(6, 9)
  })

  it('forgets what is more than an hour old', () => {
    const breaks = [...counter(10, 60), ...counter(0, 180, 61, 600)]
    const rates = new Map(breakRates(breaks, counter(20, 180)))
    expect(rates.get(60 * MINUTE)).toBeCloseTo(500, 6)
    expect(rates.get(180 * MINUTE)).toBe(0)
  })

  it('says nothing for the first five minutes, or while nothing runs', () => {
    expect(breakRates(counter(1, 4), counter(20, 4))).toEqual([])
    expect(breakRates(counter(0, 30), counter(0, 30))).toEqual([])
  })

  it('begins anew at a replaced counter, and is never negative', () => {
    const breaks = [...counter(1, 60), ...counter(1, 120, 61, 0)]
    const rates = breakRates(breaks, counter(20, 120))
    expect(rates.every(([, rate]) => rate >= 0)).toBe(true)
    expect(new Map(rates).get(120 * MINUTE)).toBeCloseTo(50, 6)
  })

  it('needs both counters at the same time', () => expect(breakRates(counter(1, 30), [])).toEqual([]))
})
