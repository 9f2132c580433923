import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { powerProfile } from './doff-power'
import { doffRecord, type FrameStep } from './doffs'

const STEP_MS = 60_000
const DOFF_MINUTES = 100

/** Doffs of a hundred minutes, a per cent each, whose power is told by the doff and the progress. */
function minutes(count: number, kwAt: (doff: number, progressPercent: number) => number): FrameStep[] {
  let kwh = 500
  return Array.from({ length: count }, (_, i) => {
    const doff = Math.floor(i / DOFF_MINUTES)
    const progressPercent = (i % DOFF_MINUTES) + 0.5
    kwh += kwAt(doff, progressPercent - 0.5) / 60
    const counters = { breaksRunning: 0, breaksStartUp: 0, runSpindleHours: 20 * i, kg: 0.3 * i }
    return { atMs: i * STEP_MS, progressPercent, doffs: 40 + doff, kwh, ...counters }
  })
}
const profileOf = (steps: readonly FrameStep[], most = 8) => powerProfile(doffRecord(steps, STEP_MS).doffs, most)

describe('the power of a frame along the doff', () => {
  it('is a saw-tooth where the drag grows with the cop', () => {
    const profile = profileOf(minutes(450, (_, x) => 40 + 0.1 * x))
    expect(profile).toHaveLength(20)
    for (const { fromPercent, meanKw, leastKw, mostKw, doffs } of profile) {
      // The minute in which a doff is counted belongs to no cell: in the first one, of five minutes, four are left.
      expect(meanKw).toBeCloseTo(40 + 0.1 * (fromPercent + (fromPercent === 0 ? 3 : 2.5) - 0.5), 6)
      expect(mostKw! - leastKw!).toBeCloseTo(0, 6)
      expect(doffs).toBe(3)
    }
  })

  it('counts each doff alike, and says how far they lie apart', () => {
    const [first] = profileOf(minutes(401, (doff) => [50, 40, 42, 47][doff] ?? 60))
    expect(first!.meanKw).toBeCloseTo(43, 6)
    expect([first!.leastKw, first!.mostKw]).toEqual([expect.closeTo(40, 6), expect.closeTo(47, 6)])
  })

  it('tells the last doffs only, and the one in hand as far as it has come', () => {
    const profile = profileOf(
      minutes(450, (doff) => 40 + doff),
      2,
    )
    expect(profile[3]).toMatchObject({ doffs: 2, leastKw: expect.closeTo(42, 6), mostKw: expect.closeTo(43, 6) })
    expect(profile[3]!.inHandKw).toBeCloseTo(44, 6)
    expect(profile[19]!.inHandKw).toBeNull()
  })

  it('leaves out the time in which the frame stood: it has no place in the doff', () => {
    const running = minutes(250, () => 48)
    const stoodFrom = 150
    const standing = Array.from({ length: 30 }, (_, i): FrameStep => {
      const at = running[stoodFrom]!
      return { ...at, atMs: at.atMs + (i + 1) * STEP_MS, kwh: at.kwh + ((i + 1) * 3) / 60 }
    })
    const later = running
      .slice(stoodFrom + 1)
      .map((step) => ({ ...step, atMs: step.atMs + 30 * STEP_MS, kwh: step.kwh + 30 * (3 / 60) }))
    const profile = profileOf([...running.slice(0, stoodFrom + 1), ...standing, ...later])
    for (const { meanKw } of profile) expect(meanKw).toBeCloseTo(48, 6)
  })

  it('knows nothing without a whole doff, and never a mean beyond its bounds', () => {
    expect(profileOf(minutes(60, () => 40))[0]).toMatchObject({ doffs: 0, meanKw: null, leastKw: null, mostKw: null })
    expect(powerProfile([], 8)).toEqual([])
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 90, noNaN: true }), { minLength: 5, maxLength: 8 }), (kw) => {
        for (const { meanKw, leastKw, mostKw } of profileOf(minutes(100 * kw.length, (doff) => kw[doff]!))) {
          expect(meanKw!).toBeGreaterThanOrEqual(leastKw! - 1e-9)
          expect(meanKw!).toBeLessThanOrEqual(mostKw! + 1e-9)
        }
      }),
    )
  })
})
