import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exp, ln, lnOnePlus, pow } from './series'

function close(actual: number, expected: number, relative: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-300))
}

describe('series', () => {
  it('exp agrees with the platform to the last bits', () => {
    fc.assert(fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => close(exp(x), Math.exp(x), 4e-15)))
    expect(exp(0)).toBe(1)
    expect(exp(-800)).toBe(0)
    expect(exp(800)).toBe(Number.POSITIVE_INFINITY)
  })

  it('ln agrees with the platform to the last bits, near 1 and at the ends of the range', () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true }), (x) => {
        expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(4e-16 * Math.max(1, Math.abs(Math.log(x))))
      }),
    )
    fc.assert(fc.property(fc.double({ min: 0.9, max: 1.1, noNaN: true }), (x) => close(ln(x), Math.log(x), 1e-14)))
    expect(ln(1)).toBe(0)
    expect(ln(0)).toBe(Number.NEGATIVE_INFINITY)
    expect(ln(-1)).toBeNaN()
    expect(ln(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
  })

  it('lnOnePlus keeps the digits of a tiny x', () => {
    const size = fc.double({ min: -40, max: 300, noNaN: true }).map((power) => 10 ** power)
    fc.assert(fc.property(size, (x) => close(lnOnePlus(x), Math.log1p(x), 4e-15)))
    fc.assert(
      fc.property(fc.double({ min: -0.999, max: 1, noNaN: true }), (x) => close(lnOnePlus(x), Math.log1p(x), 1e-14)),
    )
    expect(lnOnePlus(-1)).toBe(Number.NEGATIVE_INFINITY)
    expect(lnOnePlus(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY)
  })

  it('pow agrees with the platform for whole and broken exponents', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 5, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true }), (x, y) =>
        close(pow(x, y), x ** y, 2e-14),
      ),
    )
    expect(pow(3, 7)).toBe(2187)
    expect(pow(0, 2)).toBe(0)
    expect(pow(2, 0)).toBe(1)
  })

  it('gives these very bits on every platform', () => {
    const bits = (x: number) => Buffer.from(new Float64Array([x]).buffer).toString('hex')
    expect([exp(1), exp(-0.3), ln(10), ln(0.7), pow(1.03, 2.4)].map(bits)).toMatchInlineSnapshot(`
      [
        "6a57148b0abf0540",
        "057cc369c8b4e73f",
        "1655b5bbb16b0240",
        "4f3fe124c3d3d6bf",
        "e6aa803b212df13f",
      ]
    `)
  })
})
