import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addRatio, ratioValue } from './ratio'
import { kgPerHourRatio, RING_FORMULAS, type RingFigure, ringFigure, ringRatio } from './ring-figures'
import { addRingTotals, emptyRingTotals, type RingTotals } from './ring-totals'

const FIGURES = Object.keys(RING_FORMULAS) as RingFigure[]

/** The reference mill of domain 1.2 over one day: 84 frames of 1,200 spindles on Ne 40. */
const referenceDay = (): RingTotals => ({
  installedSpindleHours: 100_800 * 24,
  runningSpindleHours: 100_800 * 24 * 0.975,
  endsDownSpindleHours: 1209.6,
  runningBreaks: 14_152,
  startUpBreaks: 4123,
  endsStarted: 687 * 1200,
  endsPiecedByPeople: 5482,
  endsPiecedByRobot: 12_793,
  responseSeconds: 18_275 * 90,
  doffs: 687,
  frameDays: 84,
  productionKg: 1676 * 24,
  fullProductionKg: 17.32 * 100.8 * 24,
  energyKwh: 47.4 * 84 * 24,
})

const totals = fc.record(
  Object.fromEntries(Object.keys(emptyRingTotals()).map((key) => [key, fc.nat(1_000_000)])),
) as unknown as fc.Arbitrary<RingTotals>

describe('figures of the ring room', () => {
  it.each<[RingFigure, number]>([
    ['endsDownPercent', 0.05],
    ['breaksPer1000SpindleHours', 6.0],
    ['startUpBreakPercent', 0.5],
    ['gramsPerSpindleHour', 16.63],
    ['efficiencyPercent', 96.0],
    ['kwhPerKg', 2.38],
    ['spindleUtilisationPercent', 97.5],
    ['doffsPerFrameDay', 8.18],
    ['meanResponseSeconds', 90],
    ['robotSharePercent', 70.0],
  ])('%s of the reference day is %f', (figure, expected) => {
    expect(Number(ringFigure(figure, referenceDay())!.toFixed(2))).toBe(expected)
  })

  it('takes kg/h from the clock, whichever way the totals were summed', () => {
    const oneFrame = { ...emptyRingTotals(), installedSpindleHours: 1200, productionKg: 20 }
    const twoFrames = addRingTotals(oneFrame, oneFrame)
    const twoHours = addRingTotals(oneFrame, oneFrame)
    expect(ratioValue(kgPerHourRatio(twoFrames, 2400))).toBe(40)
    expect(ratioValue(kgPerHourRatio(twoHours, 1200))).toBe(20)
    expect(ratioValue(kgPerHourRatio(oneFrame, 0))).toBeNull()
    expect(ratioValue(kgPerHourRatio(referenceDay(), 100_800))).toBeCloseTo(1676, 9)
  })

  it.each(FIGURES)('%s is undefined for a mill that did nothing', (figure) => {
    expect(ringFigure(figure, emptyRingTotals())).toBeNull()
  })

  it('has no break rate while everything stands, but an ends-down share of 0', () => {
    const standing = { ...emptyRingTotals(), installedSpindleHours: 100, frameDays: 1 }
    expect(ringFigure('breaksPer1000SpindleHours', standing)).toBeNull()
    expect(ringFigure('endsDownPercent', standing)).toBe(0)
    expect(ringFigure('doffsPerFrameDay', standing)).toBe(0)
  })

  it('of parts added is the figure of the union, in any order', () => {
    fc.assert(
      fc.property(fc.array(totals, { minLength: 1 }), fc.constantFrom(...FIGURES), (parts, figure) => {
        const union = parts.reduce(addRingTotals)
        const byRatios = parts.map((part) => ringRatio(figure, part)).reduce(addRatio)
        expect(ratioValue(byRatios)).toBe(ringFigure(figure, union))
        expect(ringFigure(figure, [...parts].reverse().reduce(addRingTotals))).toBe(ringFigure(figure, union))
      }),
    )
  })

  it('lies between the figures of its parts and is never NaN', () => {
    fc.assert(
      fc.property(totals, totals, fc.constantFrom(...FIGURES), (a, b, figure) => {
        const [first, second, both] = [a, b, addRingTotals(a, b)].map((part) => ringFigure(figure, part))
        if (first === null || second === null) return
        expect(both!).toBeGreaterThanOrEqual(Math.min(first!, second!) * (1 - 1e-12))
        expect(both!).toBeLessThanOrEqual(Math.max(first!, second!) * (1 + 1e-12))
      }),
    )
  })
})
