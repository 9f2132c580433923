import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RetryWait } from './retry-wait'

const SECOND_MS = 1000
const MINUTE_MS = 60_000
const aWait = () => new RetryWait(250, 5000)

describe('RetryWait', () => {
  it('doubles while nobody answers', () => {
    const wait = aWait()
    expect(Array.from({ length: 7 }, () => wait.after(null, false).waitMs)).toEqual([
      250, 500, 1000, 2000, 4000, 5000, 5000,
    ])
  })

  it('begins anew after a session, also on a network that is away every two seconds', () => {
    const wait = aWait()
    for (let i = 0; i < 5; i++) wait.after(null, false)
    wait.after(MINUTE_MS, false)
    for (let i = 0; i < 100; i++) expect(wait.after(2 * SECOND_MS, false)).toEqual({ waitMs: 250, rival: false })
  })

  it('makes two clients with one id, of which neither is told, come ever more seldom, and says so once', () => {
    const [one, other] = [aWait(), aWait()]
    const told: boolean[] = []
    // Each session ends when the wait of the other one is over.
    let stoodMs = MINUTE_MS
    const waits = Array.from({ length: 14 }, (_, i) => {
      const { waitMs, rival } = (i % 2 === 0 ? one : other).after(stoodMs, false)
      if (i % 2 === 0) told.push(rival)
      stoodMs = waitMs
      return waitMs
    })
    expect(waits.slice(-4)).toEqual([5000, 5000, 5000, 5000])
    expect(told.filter(Boolean)).toHaveLength(1)
  })

  it('waits up to a minute where the broker says that the session was taken over, and says so at once', () => {
    const wait = aWait()
    const told = [MINUTE_MS, 1, 2, 4, 8, 16, 32, 60, 60].map((stoodS) => wait.after(stoodS * SECOND_MS, true))
    expect(told.map(({ waitMs }) => waitMs / SECOND_MS)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
    expect(told.map(({ rival }) => rival)).toEqual([true, ...Array(8).fill(false)])
    expect(wait.after(4 * MINUTE_MS, true)).toEqual({ waitMs: SECOND_MS, rival: false })
    expect(wait.after(6 * MINUTE_MS, true)).toEqual({ waitMs: SECOND_MS, rival: true })
  })

  it('never waits less than the first time, nor more than a minute', () => {
    const end = fc.tuple(fc.option(fc.nat(600_000)), fc.boolean())
    fc.assert(
      fc.property(fc.array(end), (ends) => {
        const wait = aWait()
        for (const [stoodMs, isTakenOver] of ends) {
          const { waitMs } = wait.after(stoodMs, isTakenOver)
          expect(waitMs).toBeGreaterThanOrEqual(isTakenOver ? SECOND_MS : 250)
          expect(waitMs).toBeLessThanOrEqual(isTakenOver ? MINUTE_MS : 5000)
        }
      }),
    )
  })
})
