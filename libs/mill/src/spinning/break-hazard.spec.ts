import { describe, expect, it } from 'vitest'
import {
  buildFactor,
  CAUSE_SHARES,
  cleaningFactor,
  fibreFactor,
  humidityFactor,
  lappingShare,
  speedFactor,
  temperatureFactor,
  travellerFactor,
  twistFactor,
} from './break-hazard'
import { DEFAULT_SPEED_CURVE, meanSpeedShare, speedShareAt } from './speed-curve'

describe('break hazard (domain 2.4)', () => {
  it.each([
    [16_000, 0.36],
    [17_000, 0.55],
    [18_000, 0.83],
    [18_500, 1],
    [19_000, 1.21],
    [20_000, 1.73],
    [21_000, 2.43],
    [22_000, 3.36],
  ])('f_speed at %s rpm is %s', (rpm, factor) => expect(speedFactor(rpm)).toBeCloseTo(factor, 1.9))

  it('f_speed takes a mill’s own exponent, whole or not, and is 1 at 18,500 rpm with any', () => {
    for (const exponent of [0, 2.4, 5, 6.9, 7, 12]) {
      expect(speedFactor(18_500, exponent)).toBe(1)
      expect(speedFactor(20_000, exponent)).toBeCloseTo((20_000 / 18_500) ** exponent, 12)
    }
    expect(speedFactor(17_000, 7)).toBe(speedFactor(17_000))
  })

  it.each([
    [3.4, 1.95],
    [3.6, 1.38],
    [3.8, 1],
    [4.0, 0.74],
    [4.2, 0.55],
  ])('f_twist at %s is %s', (multiplier, factor) => expect(twistFactor(multiplier)).toBeCloseTo(factor, 1.9))

  it.each([
    [45, 2.8],
    [50, 1.6],
    [52, 1.3],
    [55, 1.05],
    [57, 1],
    [60, 1.14],
    [62, 1.4],
    [65, 2.0],
    [70, 3.6],
  ])('f_RH at %s %% is %s', (rh, factor) => expect(Math.abs(humidityFactor(rh) - factor)).toBeLessThan(0.051))

  it('f_build is 1.51 at the base, 1 in the body and 1.42 at the nose', () => {
    expect([0, 0.15, 0.45, 0.75, 1].map(buildFactor)).toEqual([1.51, 1, 1, 1, 1.42])
    expect(buildFactor(0.075)).toBeGreaterThan(1)
  })

  it('the speed curve takes the product to .53 … 1.0 … 0.92, at a mean speed of 98.7 %', () => {
    const at = (x: number) => speedFactor(18_500 * speedShareAt(DEFAULT_SPEED_CURVE, x)) * buildFactor(x)
    expect(at(0)).toBeCloseTo(0.53, 2)
    expect(at(0.5)).toBe(1)
    expect(at(1)).toBeCloseTo(0.92, 2)
    expect(Math.abs(meanSpeedShare(DEFAULT_SPEED_CURVE) - 0.987)).toBeLessThan(0.001)
  })

  it('f_T, f_fibre, f_trav and f_clean are as printed', () => {
    expect([21, 28, 33, 34].map(temperatureFactor)).toEqual([1.02, 1, 1.03, 1.03 * 1.03])
    expect(fibreFactor({ cvmPercent: 12.5, shortFibrePercent: 9, nepsPerG: 25 })).toBe(1)
    expect(fibreFactor({ cvmPercent: 13.5, shortFibrePercent: 10, nepsPerG: 35 })).toBeCloseTo(1.419 * 1.04 * 1.06, 3)
    const byAge = [1, 10, 210, 300, 420].map((hours) => travellerFactor(hours, 300))
    ;[1.3, 1, 1, 1.8, 3].forEach((factor, i) => {
      expect(byAge[i]).toBeCloseTo(factor, 10)
    })
    expect([0, 4, 40].map((hours) => cleaningFactor(hours, false))).toEqual([1, 1.2, 1.6])
    expect(cleaningFactor(40, true)).toBe(1)
  })

  it('laps more in wet air', () => {
    expect([56, 62, 68].map((rh) => lappingShare(rh))).toEqual([0.06, 0.12, 0.25])
  })

  it('explains all breaks', () => {
    const shares = Object.values(CAUSE_SHARES).reduce((sum, share) => sum + share, 0)
    expect(shares + lappingShare(57)).toBeCloseTo(1, 10)
  })
})
