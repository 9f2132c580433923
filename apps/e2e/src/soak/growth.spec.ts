import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { growth, median, type Reading } from './growth'

const line = (slope: number, count: number, offAt: (i: number) => number = () => 0): Reading[] =>
  Array.from({ length: count }, (_, i) => [i, 100 + slope * i + offAt(i)] as const)

describe('growth', () => {
  it('is the slope of a line, whatever its readings begin with', () =>
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 2, max: 40 }), (slope, count) => {
        expect(growth(line(slope, count))).toBeCloseTo(slope, 9)
      }),
    ))

  it('is hardly moved by a quarter of readings that are far off', () => {
    const off = growth(line(1, 24, (i) => (i % 4 === 0 ? 500 : 0)))
    expect(off).toBeGreaterThan(0.5)
    expect(off).toBeLessThan(1.5)
  })

  it('finds a small leak in ups and downs that are ten times as large', () => {
    const wave = (i: number) => 10 * Math.sin(i * 2.4)
    expect(Math.abs(growth(line(0, 24, wave)))).toBeLessThan(0.3)
    expect(growth(line(1, 24, wave))).toBeGreaterThan(0.7)
  })

  it('needs two readings', () => expect(() => growth([[1, 2]])).toThrow('growth needs two readings'))
})

it.each([
  [[3], 3],
  [[3, 1], 2],
  [[9, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected))
