import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { binomialReach, effectOf, rateChange } from './rate-change'

describe('binomialReach', () => {
  it.each([
    [8, 10, 0.5, 56 / 1024],
    [0, 10, 0.5, 1],
    [11, 10, 0.5, 0],
    [1, 20, 0.05, 1 - 0.95 ** 20],
    [1000, 2000, 0.5, 0.5089],
  ])('%d of %d at %d: %d', (least, trials, chance, expected) =>
    expect(binomialReach(least, trials, chance)).toBeCloseTo(expected, 4),
  )
})

describe('rateChange', () => {
  it('of twice as many in the same time has the interval of Clopper and Pearson', () => {
    // 40 of 60 events: 0.5331 … 0.7831 of them.
    const change = rateChange({ count: 20, exposure: 100 }, { count: 40, exposure: 100 })!
    expect(change.ratio).toBeCloseTo(2, 12)
    expect(change.low).toBeCloseTo(0.5331 / 0.4669, 2)
    expect(change.high).toBeCloseTo(0.7831 / 0.2169, 2)
    expect(change.p).toBeCloseTo(0.0135, 3)
  })

  it('is the inverse when before and after change places', () => {
    const counted = fc.record({ count: fc.integer({ min: 1, max: 400 }), exposure: fc.constantFrom(10, 50, 200) })
    fc.assert(
      fc.property(counted, counted, (a, b) => {
        const [there, back] = [rateChange(a, b)!, rateChange(b, a)!]
        expect(there.ratio! * back.ratio!).toBeCloseTo(1, 9)
        expect(there.low * back.high!).toBeCloseTo(1, 4)
        expect(there.p).toBeCloseTo(back.p, 6)
        expect(there.low).toBeLessThanOrEqual(there.ratio!)
        expect(there.high!).toBeGreaterThanOrEqual(there.ratio!)
      }),
      { numRuns: 60 },
    )
  })

  it('has no ratio where nothing came about before, and nothing to say where nothing came about at all', () => {
    expect(rateChange({ count: 0, exposure: 10 }, { count: 5, exposure: 10 })).toMatchObject({
      ratio: null,
      high: null,
    })
    expect(rateChange({ count: 0, exposure: 10 }, { count: 0, exposure: 10 })).toBeNull()
    expect(rateChange({ count: 5, exposure: 0 }, { count: 5, exposure: 10 })).toBeNull()
  })

  it('takes chance for a change in one of twenty', () => {
    // All outcomes of 100 events that come in two halves of the same time, with their chances.
    let chance = 0
    for (let count = 0; count <= 100; count++) {
      const own = binomialReach(count, 100, 0.5) - binomialReach(count + 1, 100, 0.5)
      if (rateChange({ count: 100 - count, exposure: 1 }, { count, exposure: 1 })!.p < 0.05) chance += own
    }
    expect(chance).toBeLessThan(0.05)
    expect(chance).toBeGreaterThan(0.02)
  })
})

describe('effectOf', () => {
  const healthy = { rate: 0.006, dispersion: 0.4 }
  const before = { count: 9, exposure: 24 }

  it.each([
    ['nothing for ten hours', { count: 0, exposure: 10 }, 'better'],
    ['nothing for an hour', { count: 0, exposure: 1 }, 'too-early'],
    ['one break in five hours', { count: 1, exposure: 5 }, 'too-early'],
    ['three breaks in eight hours', { count: 3, exposure: 8 }, 'not-better'],
    ['improved, and still nothing like the others', { count: 4, exposure: 48 }, 'not-better'],
    ['no running time yet', { count: 0, exposure: 0 }, 'too-early'],
  ] as const)('%s: %s', (_, since, expected) => expect(effectOf(since, before, healthy)).toBe(expected))
})
