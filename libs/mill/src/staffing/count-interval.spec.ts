import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countInterval, differenceInterval, sumInterval } from './count-interval'
import { staffOf } from './staff-case'
import { aStaffCase } from './staff-case.builder'
import { staffCases } from './staff-cases.suite'
import { dataState, eventInterval, rollInterval } from './staff-interval'

describe('interval of a count', () => {
  // Exact 95 % bounds of a Poisson mean, Garwood 1936.
  it.each`
    count  | low      | high
    ${5}   | ${1.62}  | ${11.67}
    ${10}  | ${4.8}   | ${18.39}
    ${20}  | ${12.22} | ${30.89}
    ${50}  | ${37.11} | ${65.92}
    ${100} | ${81.36} | ${121.63}
  `('$count events: $low to $high', ({ count, low, high }) => {
    const found = countInterval(count)
    expect(Math.abs(found.low - low)).toBeLessThan(0.01 * low)
    expect(Math.abs(found.high - high)).toBeLessThan(0.01 * high)
  })

  it('of nothing seen ends near 3.7, and is as wide as the normal one for many', () => {
    expect(countInterval(0).low).toBe(0)
    expect(countInterval(0).high).toBeCloseTo(3.69, 1)
    const many = countInterval(1_000_000)
    expect((many.high - many.low) / 2).toBeCloseTo(1.96 * 1000, -1)
  })

  it('covers the true mean in at least 95 of 100 draws, for small counts and sums of them', () => {
    // Poisson draws by waiting times, from a fixed congruential stream.
    let state = 12345
    const uniform = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return (state + 0.5) / 2 ** 32
    }
    const poisson = (mean: number) => {
      let count = -1
      for (let time = 0; time < mean; count++) time -= Math.log(uniform())
      return count
    }
    const parts = [
      { mean: 4, minutes: 20 },
      { mean: 30, minutes: 2 },
      { mean: 200, minutes: 0.36 },
    ]
    const truth = parts.reduce((sum, { mean, minutes }) => sum + mean * minutes, 0)
    const draws = 4000
    let covered = 0
    for (let draw = 0; draw < draws; draw++) {
      const sum = sumInterval(
        parts.map(({ mean, minutes }) => {
          const count = poisson(mean)
          const { low, high } = countInterval(count)
          return { value: count * minutes, low: low * minutes, high: high * minutes }
        }),
      )
      if (sum.low <= truth && truth <= sum.high) covered += 1
    }
    // Three standard errors of 4,000 draws at 95 % are 1 %.
    expect(covered / draws).toBeGreaterThan(0.94)
    expect(covered / draws).toBeLessThan(0.99)
  })

  it('of a difference is the wider, the wider either is', () => {
    const narrow = { value: 10, low: 9, high: 11 }
    const wide = { value: 12, low: 8, high: 17 }
    expect(differenceInterval(narrow, narrow)).toEqual({ low: -Math.SQRT2, high: Math.SQRT2 })
    expect(differenceInterval(narrow, wide).high).toBeCloseTo(2 + Math.sqrt(25 + 1), 9)
    expect(differenceInterval(wide, narrow).low).toBeCloseTo(-2 - Math.sqrt(25 + 1), 9)
  })
})

describe('interval of the roll', () => {
  it('holds the figure, and narrows with the root of the time watched', () => {
    fc.assert(
      fc.property(staffCases, (of) => {
        const result = staffOf(of)
        const interval = rollInterval(of, result)
        if (!interval) {
          expect(result.terms.every(({ source }) => source !== 'measured')).toBe(true)
          return
        }
        expect(interval.low).toBeLessThanOrEqual(result.staff.roll * (1 + 1e-12))
        expect(interval.high).toBeGreaterThanOrEqual(result.staff.roll)
      }),
    )
    const width = (hours: number) => {
      const of = aStaffCase({ measured: { endsPiecedByPeople: { count: 100_000 * hours, hours } } })
      const { low, high } = rollInterval(of, staffOf(of))!
      return high - low
    }
    expect(width(1) / width(16)).toBeCloseTo(4, 1)
  })

  it('moves terms of one event together: doffing and cop transport add up, unlike two events', () => {
    const of = aStaffCase({ measured: { frameDoffs: { count: 40, hours: 1 } } })
    const result = staffOf(of)
    const width = (...roles: ('ring-doffing' | 'cop-transport')[]) => {
      const { low, high } = rollInterval(of, result, roles)!
      return high - low
    }
    expect(width('ring-doffing', 'cop-transport')).toBeCloseTo(width('ring-doffing') + width('cop-transport'), 9)
  })

  it('is the interval of the count × its minutes, in persons', () => {
    const of = aStaffCase({ measured: { endsPiecedByPeople: { count: 100, hours: 1 } } })
    const interval = rollInterval(of, staffOf(of), ['ring-piecing'])!
    const persons = ((8 * 0.36) / 240) * 5
    expect(interval.low).toBeCloseTo(countInterval(100).low * persons, 9)
    expect(interval.high).toBeCloseTo(countInterval(100).high * persons, 9)
    expect(eventInterval(of, 'endsPiecedByPeople')!.value).toBe(800)
    expect(eventInterval(of, 'laps')).toBeNull()
    expect(rollInterval(of, staffOf(of), ['winding'])).toBeNull()
  })

  it('says how long must be watched until it is narrow enough', () => {
    expect(dataState(100, { low: 90, high: 110 }, 0.5)).toEqual({
      relativeHalfWidth: 0.1,
      enough: false,
      neededHours: 2,
    })
    expect(dataState(100, { low: 97, high: 103 }, 0.5).enough).toBe(true)
    expect(dataState(100, null, 0.5)).toEqual({ relativeHalfWidth: null, enough: false, neededHours: null })
  })
})
