import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calendarOver, nextSlot, schedule } from './calendar'

const time = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(Number.POSITIVE_INFINITY))

describe('calendar', () => {
  it('always gives the earliest slot, the lower one at equal times', () => {
    fc.assert(
      fc.property(
        fc.array(time, { minLength: 1, maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(), time), { maxLength: 200 }),
        (start, changes) => {
          const times = Float64Array.from(start)
          const calendar = calendarOver(times)
          for (const [at, to] of [[0, start[0]!] as const, ...changes]) {
            schedule(calendar, at % times.length, to)
            const least = Math.min(...times)
            expect(nextSlot(calendar)).toBe(times.indexOf(least))
          }
        },
      ),
    )
  })

  it('does not depend on how its heap came about', () => {
    const times = Float64Array.from([5, 1, 1, 9])
    const grown = calendarOver(Float64Array.from([9, 9, 9, 9]))
    for (const slot of [3, 2, 1, 0]) schedule(grown, slot, times[slot]!)
    expect(nextSlot(grown)).toBe(nextSlot(calendarOver(times)))
  })
})
