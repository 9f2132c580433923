import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CountCell } from '../calibration/gamma-poisson'
import { FRAME_PRIOR, healthyPopulation, SPINDLE_PRIOR } from './healthy-population'
import { type RankRule, RankTest } from './rank-test'
import { simulatedCells } from './simulated-units.builder'

const SPINDLES = 100_800
const LONG: RankRule = { allowed: 1, prior: SPINDLE_PRIOR, leastCount: 2 }
const SHORT: RankRule = { allowed: 0.1, prior: FRAME_PRIOR, leastCount: 2 }
const cell = (count: number, exposure: number, times = 1): CountCell => ({ count, exposure, times })
const known = (rate: number, dispersion: number, over: Partial<RankRule> = {}): RankRule => ({
  ...LONG,
  healthy: { rate, dispersion },
  ...over,
})

// domain 6.3, printed to two figures: alike spindles, and such of a gamma law of shape 2.
describe('evidence of a count', () => {
  it.each([
    [6, 8, 2, 112, 164],
    [6, 8, 3, 1.8, 5.1],
    [6, 8, 4, 0.02, 0.15],
    [6, 24, 3, 45, 116],
    [6, 24, 4, 1.6, 9.7],
    [6, 24, 5, 0.05, 0.8],
    [20, 8, 4, 2.4, 14],
    [20, 8, 5, 0.08, 1.3],
  ])('at %d per 1,000 spindle-hours over %d h, %d breaks: %d spindles (%d)', (rate, hours, count, alike, differing) => {
    const cells = [cell(0, hours, SPINDLES - 1), cell(count, hours)]
    const evidence = (dispersion: number) =>
      RankTest.of(cells, known(rate / 1000, dispersion))!.judge({ count, exposure: hours })!.evidence
    for (const [found, printed] of [
      [evidence(0), alike],
      [evidence(0.5), differing],
    ] as const) {
      const unit = printed < 0.2 ? 0.01 : printed < 10 ? 0.1 : 1
      expect(Math.abs(found - printed)).toBeLessThanOrEqual(unit / 2 + 1e-9)
    }
  })

  it('sums over the times that each unit ran, where these differ', () => {
    const cells = [cell(0, 8, 50_000), cell(0, 4, 50_000), cell(3, 8), cell(3, 4)]
    const test = RankTest.of(cells, known(0.006, 0))!
    const [long, short] = [8, 4].map((exposure) => test.judge({ count: 3, exposure })!)
    // Three in half the time are rarer: 2 e-6 against 2 e-5, and only those count as conspicuous that are as rare.
    expect(short!.evidence).toBeLessThan(long!.evidence)
    expect(long!.evidence).toBeCloseTo(50_001 * 1.778e-5 + 50_001 * 2.263e-6, 2)
  })
})

describe('false alarms', () => {
  const REPEATS = 60

  it.each([
    ['alike', 0.006, 24, 0],
    ['of shape 2.5', 0.006, 24, 0.4],
    ['of shape 1, critical', 0.02, 8, 1],
  ])('among healthy spindles %s are as many as stated', (_, rate, hours, dispersion) => {
    let called = 0
    let stated = 0
    for (let seed = 1; seed <= REPEATS; seed++) {
      const cells = simulatedCells(seed, { units: 20_000, rate, dispersion, exposure: hours })
      const test = RankTest.of(cells, known(rate, dispersion))!
      stated += test.basis.expectedFalseAlarms
      for (const each of cells) if (test.judge(each)!.verdict === 'proven') called += each.times
      expect(test.basis.expectedFalseAlarms).toBeLessThan(1)
    }
    // A Poisson number: four standard deviations.
    expect(Math.abs(called - stated)).toBeLessThan(4 * Math.sqrt(stated) + 1)
  })

  it.each([
    ['in a shift', 8, 0.4],
    ['in a day', 24, 0.4],
    ['in a day, all alike', 24, 0],
    ['in an hour', 1, 0.4],
  ])('stay few where the population has to be learned from the same counts, %s', (_, hours, dispersion) => {
    let called = 0
    for (let seed = 1; seed <= 20; seed++) {
      const cells = simulatedCells(seed, { units: SPINDLES, rate: 0.006, dispersion, exposure: hours })
      const test = RankTest.of(cells, LONG)!
      for (const each of cells) if (test.judge(each)!.verdict === 'proven') called += each.times
    }
    // Less than one is allowed in each of 20 looks.
    expect(called).toBeLessThan(20)
  })

  it('among healthy frames are rarer than one list in ten', () => {
    let lists = 0
    for (let seed = 1; seed <= 40; seed++) {
      const cells = simulatedCells(seed, { units: 84, rate: 6, dispersion: 0.02, exposure: 28 })
      const test = RankTest.of(cells, SHORT)!
      if (cells.some((each) => test.judge(each)!.verdict === 'proven')) lists += 1
    }
    expect(lists).toBeLessThanOrEqual(8)
  })
})

describe('rogues', () => {
  const healthy = { units: 98_000, rate: 0.0055, dispersion: 0.4, exposure: 24 }

  it('do not inflate what is thought of the healthy ones', () => {
    const rogues = simulatedCells(5, { ...healthy, units: 1500, rate: 12 * healthy.rate })
    const found = healthyPopulation([...simulatedCells(4, healthy), ...rogues], SPINDLE_PRIOR)!
    expect(found.rate / healthy.rate).toBeGreaterThan(0.97)
    expect(found.rate / healthy.rate).toBeLessThan(1.12)
    expect(found.dispersion).toBeGreaterThan(0.3)
    expect(found.dispersion).toBeLessThan(1.3)
    // With all of them in the moments it would be twice that.
    expect(RankTest.of([...simulatedCells(4, healthy), ...rogues], LONG)!.basis.thresholds[0]).toBeLessThanOrEqual(6)
  })

  it('that break 40 times as often are found in a day, nearly all of them', () => {
    const rogues = simulatedCells(6, { units: 30, rate: 40 * healthy.rate, dispersion: 0, exposure: 24 })
    const test = RankTest.of([...simulatedCells(7, healthy), ...rogues], LONG)!
    const found = rogues.reduce((sum, each) => sum + (test.judge(each)!.verdict === 'proven' ? each.times : 0), 0)
    expect(found).toBeGreaterThanOrEqual(15)
  })

  it('a frame at twice the rate of the others stands out, and does not hide behind the dispersion it makes', () => {
    const others = simulatedCells(3, { units: 83, rate: 6, dispersion: 0.01, exposure: 28 })
    const test = RankTest.of([...others, cell(336, 28)], SHORT)!
    expect(test.judge({ count: 336, exposure: 28 })).toMatchObject({ verdict: 'proven' })
  })
})

describe('a verdict', () => {
  const someCells = fc.array(
    fc.record({
      count: fc.integer({ min: 0, max: 12 }),
      exposure: fc.constantFrom(4, 8, 8.5, 24),
      times: fc.integer({ min: 1, max: 5000 }),
    }),
    { minLength: 2, maxLength: 12 },
  )

  it('does not depend on the order or the names of the units', () => {
    fc.assert(
      fc.property(someCells, (cells) => {
        const [a, b] = [RankTest.of(cells, LONG), RankTest.of([...cells].reverse(), LONG)]
        expect(a === null).toBe(b === null)
        for (const each of cells) {
          expect(b?.judge(each)?.verdict).toBe(a?.judge(each)?.verdict)
        }
      }),
      {
        numRuns: 40,
        // A share of chance of a half to the last bit: the order of a sum must not decide.
        examples: [
          [
            [
              { count: 1, exposure: 8, times: 1 },
              { count: 3, exposure: 24, times: 113 },
              { count: 3, exposure: 4, times: 104 },
              { count: 6, exposure: 24, times: 10 },
            ],
          ],
        ],
      },
    )
  })

  it('never gets milder with one event more', () => {
    const severity = { proven: 2, watch: 1, chance: 0 }
    fc.assert(
      fc.property(someCells, fc.integer({ min: 0, max: 12 }), (cells, count) => {
        const test = RankTest.of(cells, LONG)
        const [fewer, more] = [count, count + 1].map((each) => test?.judge({ count: each, exposure: 8 }))
        if (!fewer || !more) return
        expect(more.evidence).toBeLessThanOrEqual(fewer.evidence * (1 + 1e-9))
        if (count > 1) expect(severity[more.verdict]).toBeGreaterThanOrEqual(severity[fewer.verdict])
        expect(more.shrunk.value).toBeGreaterThan(fewer.shrunk.value)
      }),
      { numRuns: 40 },
    )
  })

  it('scales with nothing: the same mill in minutes instead of hours', () => {
    const cells = [cell(0, 8, 90_000), cell(1, 8, 4000), cell(2, 8, 120), cell(5, 8, 2)]
    const minutes = cells.map((each) => ({ ...each, exposure: each.exposure * 60 }))
    const [a, b] = [RankTest.of(cells, LONG)!, RankTest.of(minutes, LONG)!]
    expect(b.basis.thresholds).toEqual(a.basis.thresholds)
    expect(b.judge({ count: 5, exposure: 480 })!.evidence).toBeCloseTo(a.judge({ count: 5, exposure: 8 })!.evidence, 3)
  })

  it('keeps away from noise: a single break proves nothing in a quiet mill', () => {
    const test = RankTest.of([cell(0, 1, SPINDLES), cell(1, 1, 3)], LONG)!
    expect(test.judge({ count: 1, exposure: 1 })!.verdict).toBe('chance')
  })

  it('is none for a unit that did not run, and none for a list in which nothing was counted', () => {
    expect(RankTest.of([cell(0, 8, 100)], LONG)).toBeNull()
    expect(RankTest.of([], LONG)).toBeNull()
    expect(RankTest.of([cell(3, 0)], LONG)).toBeNull()
    expect(RankTest.of([cell(0, 8, 100), cell(2, 8)], LONG)!.judge({ count: 0, exposure: 0 })).toBeNull()
  })
})

describe('the threshold', () => {
  // The rule of domain 6.3 at less than one false alarm, for spindles that are alike.
  it.each([
    [6, 8, 4],
    [6, 24, 5],
    [20, 8, 5],
  ])('at %d per 1,000 spindle-hours over %d h is %d', (rate, hours, breaks) => {
    const test = RankTest.of([cell(0, hours, SPINDLES - 1), cell(2, hours)], known(rate / 1000, 0))!
    expect(test.thresholdFor(hours)).toBe(breaks)
    expect(test.basis.thresholds).toEqual([breaks, breaks])
  })
})
