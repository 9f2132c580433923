import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emptyHistogram,
  mergeHistograms,
  type ResponseHistogram,
  recordResponse,
  responsePercentile,
  responsesIn,
} from './response-histogram'

const BIN_WIDTH = 10 ** (1 / 32)
const seconds = fc.double({ min: 0, max: 90_000, noNaN: true })

function histogramOf(times: readonly number[]): ResponseHistogram {
  const histogram = emptyHistogram()
  for (const time of times) recordResponse(histogram, time)
  return histogram
}

/** The smallest of the times within which `percent` of them lie. */
function exactPercentile(times: readonly number[], percent: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]!
}

describe('response histogram', () => {
  it('has no percentile when empty', () => expect(responsePercentile(emptyHistogram(), 90)).toBeNull())

  it.each([
    [50, 500],
    [90, 900],
    [99, 990],
    [100, 1000],
  ])('p%i of 1, 2, … 1,000 s is %i s within a bin', (percent, expected) => {
    const value = responsePercentile(histogramOf(Array.from({ length: 1000 }, (_, i) => i + 1)), percent)!
    expect(value / expected).toBeGreaterThan(1 / BIN_WIDTH)
    expect(value / expected).toBeLessThan(BIN_WIDTH)
  })

  it.each([
    [-5, 0, 1],
    [0, 0, 1],
    [0.5, 0, 1],
    [100_000, 90_000, 100_000],
    [1e9, 100_000, 100_000],
    [Infinity, 100_000, 100_000],
  ])('counts %f s, and reads it between %f and %f', (time, from, to) => {
    const histogram = histogramOf([time])
    expect(responsesIn(histogram)).toBe(1)
    expect(responsePercentile(histogram, 100)).toBeGreaterThanOrEqual(from)
    expect(responsePercentile(histogram, 100)).toBeLessThanOrEqual(to)
  })

  it('does not count what is not a number', () => expect(responsesIn(histogramOf([NaN]))).toBe(0))

  it('survives being stored: it is plain data', () => {
    const histogram = histogramOf([3, 40, 500])
    expect(JSON.parse(JSON.stringify(histogram))).toEqual(histogram)
  })

  it('merged is the histogram of all times, in any order', () => {
    fc.assert(
      fc.property(fc.array(seconds), fc.array(seconds), (a, b) => {
        const merged = mergeHistograms(histogramOf(a), histogramOf(b))
        expect(merged).toEqual(histogramOf([...b, ...a]))
        expect(merged).toEqual(mergeHistograms(histogramOf(b), histogramOf(a)))
        expect(responsesIn(merged)).toBe(a.length + b.length)
      }),
    )
  })

  it('is within one bin of the exact percentile', () => {
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 1 }), fc.integer({ min: 1, max: 100 }), (times, percent) => {
        const exact = Math.max(1, exactPercentile(times, percent))
        const value = responsePercentile(histogramOf(times), percent)!
        expect(Math.max(1, value) / exact).toBeGreaterThan(1 / BIN_WIDTH - 1e-9)
        expect(Math.max(1, value) / exact).toBeLessThan(BIN_WIDTH + 1e-9)
      }),
    )
  })

  it('never falls with the percentage', () => {
    const percent = fc.double({ min: 0, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 1 }), percent, percent, (times, a, b) => {
        const histogram = histogramOf(times)
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((p) => responsePercentile(histogram, p)!)
        expect(low!).toBeLessThanOrEqual(high!)
      }),
    )
  })
})
