import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { carryForward, type ReportedStep, stepFor } from './steps'

const MINUTE = 60_000
const report = (atMs: number, value: number): ReportedStep => ({
  atMs,
  mean: value,
  least: value - 1,
  most: value + 1,
  last: value,
})
const flat = (atMs: number, value: number) => ({ atMs, mean: value, least: value, most: value })
const own = (atMs: number, value: number) => ({ atMs, mean: value, least: value - 1, most: value + 1 })

describe('carryForward', () => {
  const range = { fromMs: 0, toMs: 10 * MINUTE }

  it('repeats the last value into steps without a report', () => {
    expect(
      carryForward([report(0, 5), report(2 * MINUTE, 7)], undefined, { fromMs: 0, toMs: 3 * MINUTE }, MINUTE, 150_000),
    ).toEqual([own(0, 5), flat(MINUTE, 5), own(2 * MINUTE, 7)])
  })

  it('stops repeating when the value no longer holds, and goes on with the next report', () => {
    expect(carryForward([report(0, 5), report(8 * MINUTE, 7)], undefined, range, MINUTE, 150_000)).toEqual([
      own(0, 5),
      flat(MINUTE, 5),
      flat(2 * MINUTE, 5),
      own(8 * MINUTE, 7),
      flat(9 * MINUTE, 7),
    ])
  })

  it('begins with the value from before the range', () => {
    const before = { atMs: -30_000, value: 3 }
    expect(carryForward([report(2 * MINUTE, 4)], before, { fromMs: 0, toMs: 3 * MINUTE }, MINUTE, 150_000)).toEqual([
      flat(0, 3),
      flat(MINUTE, 3),
      own(2 * MINUTE, 4),
    ])
  })

  it('joins the points of a fast clock, whose reports are an hour of mill time apart', () => {
    const hour = 60 * MINUTE
    const reports = [0, 1, 2, 3].map((index) => report(index * hour, index))
    const points = carryForward(reports, undefined, { fromMs: 0, toMs: 4 * hour }, 30 * MINUTE, 150_000)
    expect(points.map((point) => point.mean)).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
  })

  it('does not take two lonely reports for a rhythm', () => {
    const points = carryForward([report(0, 1), report(9 * MINUTE, 1)], undefined, range, MINUTE, 60_000)
    expect(points.map((point) => point.atMs)).toEqual([0, MINUTE, 9 * MINUTE])
  })

  it('passes a long gap without a step of work for each empty step', () => {
    const year = 365 * 86_400_000
    const started = performance.now()
    const points = carryForward([report(0, 1), report(year, 2)], undefined, { fromMs: 0, toMs: year + 1 }, 1000, 1000)
    expect(points.map((point) => point.mean)).toEqual([1, 1, 2])
    expect(performance.now() - started).toBeLessThan(100)
  })

  it('gives steps in order, aligned, inside the range', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 5000 }),
        (indexes, holdMs) => {
          const reports = indexes.sort((a, b) => a - b).map((index) => report(index * 1000, index))
          const times = carryForward(reports, undefined, { fromMs: 0, toMs: 101_000 }, 1000, holdMs).map((p) => p.atMs)
          expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
          expect(times.every((atMs) => atMs % 1000 === 0 && atMs < 101_000)).toBe(true)
          expect(reports.every(({ atMs }) => times.includes(atMs))).toBe(true)
        },
      ),
    )
  })
})

describe('stepFor', () => {
  it.each([
    [3_600_000, 600, 10_000],
    [86_400_000, 600, 300_000],
    [60_000, 600, 1000],
    [400 * 86_400_000, 600, 86_400_000],
    [400 * 86_400_000, 2, 200 * 86_400_000],
    [8 * 3_600_000, 480, 60_000],
  ])('%d ms in %d points', (lengthMs, points, stepMs) => {
    expect(stepFor({ fromMs: 0, toMs: lengthMs }, points)).toBe(stepMs)
  })
})
