import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BreakHour } from './break-hour'

const HOUR_MS = 3_600_000

describe('breaks of the last hour', () => {
  it('are at any time those that a count from scratch finds', () => {
    const steps = fc.array(fc.record({ index: fc.nat(5), afterMs: fc.nat(900_000) }), { maxLength: 200 })
    fc.assert(
      fc.property(steps, (all) => {
        const hour = new BreakHour()
        const counts = new Uint8Array(6)
        const seen: { index: number; atMs: number }[] = []
        let atMs = 0
        for (const { index, afterMs } of all) {
          atMs += afterMs
          hour.add(counts, index, atMs)
          seen.push({ index, atMs })
          hour.expire(atMs)
          const recent = seen.filter((each) => each.atMs > atMs - HOUR_MS)
          expect([...counts]).toEqual([0, 1, 2, 3, 4, 5].map((i) => recent.filter((each) => each.index === i).length))
        }
      }),
    )
  })

  it('stop at what a byte holds, and come back to nothing', () => {
    const hour = new BreakHour()
    const counts = new Uint8Array(1)
    for (let i = 0; i < 300; i++) hour.add(counts, 0, i)
    expect(counts[0]).toBe(255)
    hour.expire(HOUR_MS + 300)
    expect(counts[0]).toBe(0)
  })

  it('say since when they are counted, and begin again with another run', () => {
    const hour = new BreakHour()
    const counts = new Uint8Array(1)
    expect(hour.sinceMs(5)).toBeNull()
    hour.heard(1000)
    hour.add(counts, 0, 1000)
    expect(hour.sinceMs(2000)).toBe(1000)
    expect(hour.sinceMs(1000 + 2 * HOUR_MS)).toBe(1000 + HOUR_MS)
    hour.clear()
    expect([hour.sinceMs(2000), counts[0]]).toEqual([null, 0])
  })
})
