import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumber, formatPower, formatSigned, threeDigits } from './numbers'
import { formatClock, formatDuration, formatSeconds } from './times'

describe('formatNumber', () => {
  it.each([
    [1675.9, 0, 'en', '1,676'],
    [1675.9, 0, 'zh', '1,676'],
    [16.6312, 1, 'en', '16.6'],
    [0.1091, 2, 'zh', '0.11'],
    [-0.04, 1, 'en', '0.0'],
    [-0.06, 1, 'en', '−0.1'],
    [-1675.9, 0, 'en', '−1,676'],
    [-1675.9, 0, 'zh', '−1,676'],
    [0, 2, 'en', '0.00'],
    [null, 1, 'en', '–'],
    [undefined, 1, 'zh', '–'],
    [Number.NaN, 1, 'en', '–'],
    [Number.POSITIVE_INFINITY, 1, 'en', '–'],
  ] as const)('%o with %i decimals in %s is %s', (value, decimals, language, expected) => {
    expect(formatNumber(value, decimals, language)).toBe(expected)
  })
})

describe('formatSigned', () => {
  it.each([
    [0.31, 2, 'en', '+0.31'],
    [-0.31, 2, 'zh', '−0.31'],
    [1675.9, 0, 'en', '+1,676'],
    [0.004, 2, 'en', '0.00'],
    [-0.004, 2, 'en', '0.00'],
    [0, 0, 'zh', '0'],
    [null, 1, 'en', '–'],
    [Number.POSITIVE_INFINITY, 1, 'en', '–'],
  ] as const)('%o with %i decimals in %s is %s', (value, decimals, language, expected) => {
    expect(formatSigned(value, decimals, language)).toBe(expected)
  })
})

it.each([
  [-2.22e-16, '−2.2 × 10⁻¹⁶'],
  [0, '0.0 × 10⁰'],
  [1.04e12, '1.0 × 10¹²'],
] as const)('%d by a power of ten is %s', (value, expected) =>
  expect(formatPower(value, 'en').replaceAll('\u202f', ' ')).toBe(expected),
)

it('no screen is told a hyphen for a minus, whatever the number', () =>
  fc.assert(
    fc.property(fc.double(), fc.nat(6), fc.constantFrom('en' as const, 'zh' as const), (value, decimals, language) => {
      for (const text of [formatNumber(value, decimals, language), formatSigned(value, decimals, language)])
        expect(text).not.toContain('-')
    }),
  ))

it.each([
  [1675.9, 0],
  [16.63, 1],
  [4.392, 2],
  [0.11, 2],
  [-250, 0],
])('%f deserves %i decimals', (value, decimals) => expect(threeDigits(value)).toBe(decimals))

describe('formatClock', () => {
  const at = Date.UTC(2026, 0, 31, 16, 5, 9)
  it.each([
    [480, 'seconds', 'en', '00:05:09'],
    [480, 'minutes', 'zh', '00:05'],
    [0, 'minutes', 'en', '16:05'],
    [480, 'day-minutes', 'en', '1 Feb, 00:05'],
    [480, 'day-minutes', 'zh', '2月1日 00:05'],
  ] as const)('at %i minutes from UTC to the %s in %s is %s', (offset, detail, language, expected) => {
    expect(formatClock(at, offset, detail, language)).toBe(expected)
  })
})

it.each([
  [420, 'en', '0.4\u202fs'],
  [-3, 'zh', '0.0\u202f秒'],
  [9960, 'en', '10.0\u202fs'],
] as const)('%i ms in seconds in %s are %s', (ms, language, expected) =>
  expect(formatSeconds(ms, language)).toBe(expected),
)

describe('formatDuration', () => {
  it.each([
    [0, 'en', '0 s'],
    [-5, 'en', '0 s'],
    [42_400, 'en', '42 s'],
    [200_000, 'en', '3 min 20 s'],
    [180_000, 'en', '3 min'],
    [3_900_000, 'zh', '1 小时 5 分'],
    [183_600_000, 'en', '2 d 3 h'],
    [86_401_000, 'en', '1 d'],
  ] as const)('%i ms in %s is %s', (ms, language, expected) => {
    expect(formatDuration(ms, language).replaceAll('\u202f', ' ')).toBe(expected)
  })
})
