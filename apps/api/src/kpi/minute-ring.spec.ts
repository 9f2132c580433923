import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MinuteRing, WINDOW_MINUTES, windowAt } from './minute-ring'

const MINUTE_MS = 60_000
const at = (minute: number) => 28_000_000 * MINUTE_MS + minute * MINUTE_MS

describe('MinuteRing', () => {
  it('gives each minute the part that fell into it', () => {
    const ring = new MinuteRing()
    ring.add(at(0) + 45_000, at(1) + 15_000, 30)
    const first = windowAt(at(0))
    expect(ring.sum({ first: first.last, last: first.last })).toBeCloseTo(15)
    expect(ring.sum({ first: first.last + 1, last: first.last + 1 })).toBeCloseTo(15)
  })

  it('forgets what is older than the window', () => {
    const ring = new MinuteRing()
    ring.add(at(0), at(0) + 1000, 7)
    expect(ring.sum(windowAt(at(WINDOW_MINUTES - 1)))).toBe(7)
    expect(ring.sum(windowAt(at(WINDOW_MINUTES)))).toBe(0)
  })

  it('does not take a minute that was pushed out already', () => {
    const ring = new MinuteRing()
    ring.add(at(60), at(60), 1)
    ring.add(at(0), at(0), 100)
    expect(ring.sum(windowAt(at(60)))).toBe(1)
  })

  it('answers for an earlier window than its newest, as a mill does whose clock another machine has overtaken', () => {
    const ring = new MinuteRing()
    ring.add(at(0), at(0), 1)
    ring.add(at(30), at(30), 2)
    ring.add(at(59), at(59), 4)
    expect(ring.sum(windowAt(at(58)))).toBe(3)
    expect(ring.sum(windowAt(at(59)))).toBe(7)
    expect(ring.sum(windowAt(at(60)))).toBe(6)
  })

  it('neither makes nor loses anything inside the window, however the time is cut', () => {
    const amounts = fc.array(fc.tuple(fc.integer({ min: 0, max: 59_000 }), fc.integer({ min: 0, max: 1000 })), {
      minLength: 1,
      maxLength: 55,
    })
    fc.assert(
      fc.property(amounts, (steps) => {
        const ring = new MinuteRing()
        let now = at(0)
        let total = 0
        for (const [ms, amount] of steps) {
          ring.add(now, now + ms, amount)
          now += ms
          total += amount
        }
        expect(ring.sum(windowAt(now))).toBeCloseTo(total, 6)
      }),
    )
  })
})
