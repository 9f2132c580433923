import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RealClock } from './real-clock'

const T0 = Date.UTC(2026, 9, 25, 0, 59, 58)
const HOUR_MS = 3_600_000

function aClock() {
  const time = { wallMs: T0, steadyMs: 17 }
  const clock = new RealClock(
    () => time.wallMs,
    () => time.steadyMs,
  )
  const pass = (ms: number, setByMs = 0) => {
    time.steadyMs += ms
    time.wallMs += ms + setByMs
    return clock.nowMs() - T0
  }
  return { pass }
}

describe('RealClock', () => {
  it('is the computer’s clock', () => {
    const { pass } = aClock()
    expect([pass(1000), pass(1000), pass(60_000)]).toEqual([1000, 2000, 62_000])
  })

  it('goes on when the clock is set back, and follows it forward', () => {
    const { pass } = aClock()
    expect([pass(1000), pass(1000, -HOUR_MS), pass(1000)]).toEqual([1000, 2000, 3000])
    expect([pass(1000, HOUR_MS), pass(1000)]).toEqual([HOUR_MS + 4000, HOUR_MS + 5000])
    expect([pass(1000, -HOUR_MS), pass(1000)]).toEqual([HOUR_MS + 6000, HOUR_MS + 7000])
  })

  it('waits for a clock that is slewed back', () => {
    const { pass } = aClock()
    expect([pass(1000), pass(100, -200), pass(1000)]).toEqual([1000, 1000, 1900])
  })

  it('never goes back, and never stands still for longer than a clock is slewed', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 300, max: 5000 }), fc.integer({ min: -HOUR_MS, max: HOUR_MS })))
    fc.assert(
      fc.property(steps, (all) => {
        const { pass } = aClock()
        let before = 0
        for (const [ms, setByMs] of all) {
          const now = pass(ms, setByMs)
          expect(now - before).toBeGreaterThanOrEqual(ms - 250)
          before = now
        }
      }),
    )
  })
})
