import { describe, expect, it } from 'vitest'
import { chineseTwistFactor, TEX_OF_NE_ONE_CHINESE_COTTON, texOf, twistPerMetre } from './count-and-twist'
import { frameOee, HEALTHY_LOSSES, productionEfficiency } from './efficiency'
import {
  comberKgPerHour,
  copLengthM,
  copRunHours,
  deliveryMPerMin,
  doffLossShare,
  frontRollerRpm,
  fullProductionGPerSpindleHour,
  gramsPerSpindleHour,
  rovingBobbinHours,
  sliverKgPerHour,
  totalDraft,
  travellerRpm,
  travellerSpeedMPerS,
} from './production'
import { windingEfficiency, windingKgPerHour } from './winding'

describe('count, twist and production (domain 1.2, 2.1)', () => {
  // The same 100,800 spindles at other counts, domain 1.2.
  it.each`
    ne     | alpha  | rpm      | tex     | tpm     | mPerMin | grams   | eff      | kgPerHour | runMin | doffLoss
    ${20}  | ${3.9} | ${16500} | ${29.5} | ${687}  | ${24.0} | ${40.4} | ${0.95}  | ${4076}   | ${71}  | ${4.1}
    ${30}  | ${3.7} | ${18000} | ${19.7} | ${798}  | ${22.6} | ${25.4} | ${0.955} | ${2565}   | ${113} | ${2.6}
    ${40}  | ${3.8} | ${18500} | ${14.8} | ${946}  | ${19.6} | ${16.6} | ${0.96}  | ${1676}   | ${173} | ${1.7}
    ${60}  | ${3.8} | ${18500} | ${9.84} | ${1159} | ${16.0} | ${9.1}  | ${0.965} | ${917}    | ${318} | ${0.9}
    ${80}  | ${3.8} | ${17500} | ${7.38} | ${1338} | ${13.1} | ${5.59} | ${0.965} | ${563}    | ${518} | ${0.6}
    ${100} | ${3.9} | ${16000} | ${5.91} | ${1535} | ${10.4} | ${3.54} | ${0.96}  | ${357}    | ${813} | ${0.4}
  `(
    'Ne $ne gives the printed row',
    ({ ne, alpha, rpm, tex, tpm, mPerMin, grams, eff, kgPerHour, runMin, doffLoss }) => {
      const full = fullProductionGPerSpindleHour({ countNe: ne, twistMultiplier: alpha, spindleSpeedRpm: rpm })
      expect(Math.abs(texOf(ne) - tex)).toBeLessThan(0.06)
      expect(Math.round(twistPerMetre(ne, alpha))).toBe(tpm)
      expect(deliveryMPerMin(rpm, twistPerMetre(ne, alpha))).toBeCloseTo(mPerMin, 1)
      expect(full * eff).toBeCloseTo(grams, grams > 10 ? 1 : 2)
      expect(Math.abs((full * eff * 100.8) / kgPerHour - 1)).toBeLessThan(0.001)
      expect(Math.abs(copRunHours(50, full) * 60 - runMin)).toBeLessThan(1)
      expect(doffLossShare(copRunHours(50, full), 3) * 100).toBeCloseTo(doffLoss, 1)
    },
  )

  it('knows the Chinese count of pure cotton', () => {
    expect(texOf(40, TEX_OF_NE_ONE_CHINESE_COTTON)).toBeCloseTo(14.6, 1)
    expect(texOf(100, TEX_OF_NE_ONE_CHINESE_COTTON)).toBeCloseTo(5.8, 1)
    expect(Math.round(chineseTwistFactor(3.8))).toBe(364)
  })

  it('follows traveller, front roller and draft of Ne 40', () => {
    expect(travellerSpeedMPerS(18_500, 38)).toBeCloseTo(36.8, 1)
    expect(frontRollerRpm(19.55)).toBeCloseTo(230.5, 1)
    expect(totalDraft(40, 1.05)).toBeCloseTo(38.1, 1)
    expect(travellerRpm(18_500, 19.55, 30)).toBeCloseTo(18_292.6, 1)
    expect(gramsPerSpindleHour(19.55, 14.7625)).toBeCloseTo(17.32, 2)
  })

  it('follows cop, bobbin, sliver and comber (domain 1.2, 1.3)', () => {
    expect(Math.round(copLengthM(50, texOf(40)))).toBe(3387)
    expect(Math.round(rovingBobbinHours(2.5, 17.32))).toBe(144)
    expect(sliverKgPerHour(227, 5.5)).toBeCloseTo(74.9, 1)
    expect(sliverKgPerHour(420, 4.9)).toBeCloseTo(123.5, 1)
    const comber = { nipsPerMin: 450, feedMm: 4.7, lapGPerM: 78, heads: 8, noilShare: 0.17 }
    expect(comberKgPerHour(comber)).toBeCloseTo(65.7, 1)
  })

  it('multiplies the losses of a healthy Ne 40 frame to 0.961, and its OEE to 0.950 (domain 2.2)', () => {
    expect(productionEfficiency({ ...HEALTHY_LOSSES, doff: 0.017 })).toBeCloseTo(0.961, 2)
    expect(frameOee({ availability: 0.976, performance: 0.984, quality: 0.989 })).toBeCloseTo(0.95, 3)
  })

  it.each([
    [20, 0.848, 1.05],
    [40, 0.814, 1.01],
    [80, 0.753, 0.93],
  ])('winds with %s cuts at the printed efficiency (domain 2.7)', (cutsPer100Km, efficiency, kgPerHour) => {
    const found = windingEfficiency({ copLengthM: 3387, copG: 50, speedMPerMin: 1400, cutsPer100Km, coneKg: 2 })
    expect(found).toBeCloseTo(efficiency, 2)
    expect(windingKgPerHour(1400, texOf(40), found)).toBeCloseTo(kgPerHour, 2)
  })
})
