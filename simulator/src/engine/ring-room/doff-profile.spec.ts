import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { clockAtMetres, doffProfile, dragAt, hazardAt, metresAt } from './doff-profile'

const profile = doffProfile(loadMillPlan('jimo', [], import.meta.url).spinPlan)

describe('the profile of a doff', () => {
  it('spins 3,387 m of Ne 40 in about 175.5 min, 173 min slowed by the speed curve', () => {
    expect(Math.round(profile.fullM)).toBe(3387)
    expect(profile.fullMs / 60_000).toBeCloseTo(173.25 / 0.9865, 0)
    expect(metresAt(profile, profile.fullMs)).toBeCloseTo(profile.fullM, 6)
    expect(metresAt(profile, 0)).toBe(0)
  })

  it('goes back from metres to the clock', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const clock = share * profile.fullMs
        expect(Math.abs(clockAtMetres(profile, metresAt(profile, clock)) - clock)).toBeLessThan(0.01)
      }),
    )
    expect(clockAtMetres(profile, profile.fullM + 1)).toBe(Number.POSITIVE_INFINITY)
  })

  it('uses more power as the cop grows, and breaks least in the slow start', () => {
    const power = (share: number) =>
      dragAt(profile, (share + 0.01) * profile.fullMs) - dragAt(profile, share * profile.fullMs)
    expect(power(0.8)).toBeGreaterThan(power(0.3))
    expect(hazardAt(profile, 0)).toBeCloseTo(0.53, 2)
    expect(hazardAt(profile, 0.5)).toBeCloseTo(1, 6)
    expect(profile.hazardMost).toBeGreaterThanOrEqual(1)
  })
})
