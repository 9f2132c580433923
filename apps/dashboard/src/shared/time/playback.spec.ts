import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beside, moved, SPEEDS } from './playback'
import { FINEST, grainOf } from './tape-shelf'

const bounds = { fromMs: 1000, toMs: 100_000 }

describe('the past as it is played', () => {
  it('moves as fast as it was told, either way', () => {
    const at = (sign: -1 | 0 | 1, speed: (typeof SPEEDS)[number]) =>
      moved({ atMs: 50_000, sign, speed }, 200, bounds).playback.atMs
    expect([at(1, 0.25), at(1, 1), at(1, 60), at(-1, 4), at(0, 60)]).toEqual([50_050, 50_200, 62_000, 49_200, 50_000])
  })

  it('stops at the first moment, and arrives at the present', () => {
    expect(moved({ atMs: 1500, sign: -1, speed: 16 }, 200, bounds)).toEqual({
      playback: { atMs: 1000, sign: 0, speed: 16 },
      arrived: 'begin',
    })
    expect(moved({ atMs: 99_000, sign: 1, speed: 3600 }, 200, bounds)).toMatchObject({
      playback: { atMs: 100_000, sign: 0 },
      arrived: 'present',
    })
  })

  it('never leaves what is kept', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 100_000 }),
        fc.constantFrom(-1 as const, 0 as const, 1 as const),
        fc.constantFrom(...SPEEDS),
        fc.integer({ min: 0, max: 10_000 }),
        (atMs, sign, speed, elapsedMs) => {
          const { playback } = moved({ atMs, sign, speed }, elapsedMs, bounds)
          expect(playback.atMs).toBeGreaterThanOrEqual(bounds.fromMs)
          expect(playback.atMs).toBeLessThanOrEqual(bounds.toMs)
        },
      ),
    )
  })

  it('finds the anomaly before and after, never the one it stands on', () => {
    const times = [10, 20, 20, 30]
    expect([beside(times, 20, -1), beside(times, 20, 1), beside(times, 10, -1), beside(times, 30, 1)]).toEqual([
      10,
      30,
      null,
      null,
    ])
  })

  it('asks for every step up to 60×, and for pictures a tenth of a second apart above', () => {
    for (const speed of SPEEDS.filter((each) => each <= 60)) expect(grainOf(speed)).toBe(FINEST)
    expect([grainOf(600).everySeconds, grainOf(3600).everySeconds]).toEqual([60, 300])
    for (const speed of [600, 3600]) expect(grainOf(speed).everySeconds! / speed).toBeLessThanOrEqual(0.1)
  })
})
