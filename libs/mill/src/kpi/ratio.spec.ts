import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addRatio, EMPTY_RATIO, type Ratio, ratioValue, sumRatios } from './ratio'

const anyNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, Number.MIN_VALUE, Number.MAX_VALUE),
)
const whole: fc.Arbitrary<Ratio> = fc.record({ numerator: fc.nat(1e6), denominator: fc.nat(1e6) })

describe('Ratio', () => {
  it.each([
    [{ numerator: 3, denominator: 4 }, 0.75],
    [{ numerator: 0, denominator: 4 }, 0],
    [{ numerator: 3, denominator: 0 }, null],
    [{ numerator: 0, denominator: 0 }, null],
    [{ numerator: 1, denominator: -1 }, null],
    [{ numerator: NaN, denominator: 1 }, null],
    [{ numerator: 1, denominator: NaN }, null],
    [{ numerator: Infinity, denominator: 1 }, null],
    [{ numerator: 1, denominator: Number.MIN_VALUE }, null],
  ])('%o is %o', (ratio, value) => expect(ratioValue(ratio)).toBe(value))

  it('weighs parts by their denominators', () => {
    const frames = [
      { numerator: 6, denominator: 1000 },
      { numerator: 0, denominator: 1 },
    ]
    expect(ratioValue(sumRatios(frames))).toBeCloseTo(6 / 1001, 12)
  })

  it('is never NaN or infinite', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (numerator, denominator) => {
        const value = ratioValue({ numerator, denominator })
        expect(value === null || Number.isFinite(value)).toBe(true)
      }),
    )
  })

  it('adds up to the same in any order and any grouping', () => {
    fc.assert(
      fc.property(fc.array(whole), fc.nat(), (parts, at) => {
        const cut = parts.length === 0 ? 0 : at % parts.length
        const grouped = addRatio(sumRatios(parts.slice(cut)), sumRatios(parts.slice(0, cut)))
        expect(grouped).toEqual(sumRatios(parts))
        expect(addRatio(grouped, EMPTY_RATIO)).toEqual(grouped)
      }),
    )
  })
})
