import { describe, expect, it } from 'vitest'
import { doffingPowerW, framePowerW, meanFramePowerW, standingPowerW } from './frame-energy'
import { fullProductionGPerSpindleHour } from './production'

describe('power of a ring frame (domain 2.5)', () => {
  it.each([
    [15_000, 35.1, 2.17],
    [16_500, 39.9, 2.24],
    [18_500, 47.4, 2.38],
    [20_000, 53.8, 2.5],
    [22_000, 63.5, 2.68],
  ])('1,200 spindles of Ne 40 at %s rpm take %s kW, %s kWh/kg', (spindleSpeedRpm, kw, kwhPerKg) => {
    const meanKw = meanFramePowerW(1200, spindleSpeedRpm) / 1000
    expect(Math.abs(meanKw - kw)).toBeLessThan(0.06)
    const full = fullProductionGPerSpindleHour({ countNe: 40, twistMultiplier: 3.8, spindleSpeedRpm })
    expect(Math.abs(meanKw / (full * 1.2 * 0.96) - kwhPerKg)).toBeLessThan(0.011)
  })

  it('climbs over the doff from 43.7 to 51.1 kW, and is not zero in a stop', () => {
    expect(framePowerW(1200, 18_500, 0) / 1000).toBeCloseTo(43.7, 1)
    expect(framePowerW(1200, 18_500, 1) / 1000).toBeCloseTo(51.1, 1)
    const standing = standingPowerW(1200) / framePowerW(1200, 18_500, 0.5)
    expect(standing).toBeGreaterThan(0.05)
    expect(standing).toBeLessThan(0.15)
    expect(doffingPowerW(1200)).toBeGreaterThan(standingPowerW(1200))
  })

  it('is nearer the cube than the line in speed', () => {
    const slow = meanFramePowerW(1200, 15_000) - 16_200
    expect((meanFramePowerW(1200, 22_000) - 16_200) / slow).toBeCloseTo((22 / 15) ** 2.4, 6)
  })
})
