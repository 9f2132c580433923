import { describe, expect, it } from 'vitest'
import { requiredMachines, rovingKgPerSpindleHour } from './machine-balance'
import { DEFAULT_SPEED_CURVE } from './speed-curve'
import { packageFlows, spinPlanFlows, yarnRealisation } from './spin-plan-flows'

const plan = {
  countNe: 40,
  lot: 'L',
  material: 'cotton-combed',
  twistMultiplier: 3.8,
  compact: true,
  spindleSpeedRpm: 18_500,
  speedCurve: DEFAULT_SPEED_CURVE,
  ringDiameterMm: 38,
  liftMm: 180,
  copG: 50,
  tubeWeightG: 33,
  rovingNe: 1.05,
  rovingBobbinKg: 2.5,
  fibre: { cvmPercent: 12.5, shortFibrePercent: 9, nepsPerG: 25, micronaire: 4.1 },
  loss: {
    blowroom: 0.045,
    card: 0.055,
    draw: 0.003,
    finisherDraw: 0.005,
    lap: 0.002,
    comberNoil: 0.17,
    roving: 0.005,
    ring: 0.012,
    winding: 0.006,
  },
} as const
const flows = spinPlanFlows(plan, 1676)

describe('the balanced spin plan of Ne 40 (domain 1.2)', () => {
  it.each([
    ['bale', 2299],
    ['blowroom', 2195],
    ['card', 2075],
    ['breaker', 2068],
    ['lap', 2064],
    ['combed', 1713],
    ['finisher', 1705],
    ['roving', 1696],
    ['ring', 1676],
    ['cone', 1666],
  ] as const)('%s: %s kg/h', (stage, kgPerHour) => expect(Math.abs(flows[stage] - kgPerHour)).toBeLessThan(1))

  it('realises 72.5 % of the bale', () => expect(yarnRealisation(flows)).toBeCloseTo(0.725, 3))

  it('needs the printed machines', () => {
    const required = requiredMachines(plan, 1676, {
      blowroomLines: { kgPerHour: 1300 },
      cards: { kgPerHour: 75 },
      breakerDraws: { kgPerHour: 210 },
      lapFormers: { kgPerHour: 655 },
      combers: { kgPerHour: 65.7 },
      finisherDraws: { kgPerHour: 123.5 },
      rovingFrames: { spindlesPerFrame: 192, flyerRpm: 1300 },
      winders: { count: 84, speedMPerMin: 1400, cutsPer100Km: 40, conePackageKg: 2 },
    })
    expect(required.blowroomLines).toBeCloseTo(1.88, 2)
    expect(required.cards).toBeCloseTo(29.4, 1)
    expect(required.breakerDraws).toBeCloseTo(12.3, 1)
    expect(required.lapFormers).toBeCloseTo(4.4, 1)
    expect(required.combers).toBeCloseTo(28.0, 1)
    expect(Math.abs(required.finisherDraws - 17.3)).toBeLessThan(0.06)
    expect(Math.abs(required.rovingFrames * 192 - 2188)).toBeLessThan(5)
    expect(Math.abs(required.windingSpindlesPerMachine * 84 - 1648)).toBeLessThan(15)
    expect(rovingKgPerSpindleHour(1.05, 1300)).toBeCloseTo(0.946, 2)
  })

  it('moves the printed packages (domain 1.3)', () => {
    const packages = packageFlows(flows, {
      baleKg: 225,
      cardCanKg: 55,
      lapKg: 25,
      finisherCanKg: 25,
      rovingBobbinKg: 2.5,
      copG: 50,
      coneKg: 2,
      bagKg: 25,
      spindlesPerFrame: 1200,
    })
    expect(Math.round(packages.bales * 24)).toBe(245)
    expect(Math.round(packages.cardCans)).toBe(38)
    expect(Math.round(packages.laps)).toBe(83)
    expect(Math.round(packages.finisherCans)).toBe(68)
    expect(Math.abs(packages.rovingBobbins - 679)).toBeLessThan(1)
    expect(Math.abs(packages.cops - 33_500)).toBeLessThan(50)
    expect(Math.abs((packages.frameDoffs * 24) / 84 - 8.0)).toBeLessThan(0.05)
    expect(Math.round(packages.cones)).toBe(833)
    expect(Math.round(packages.bags * 24)).toBe(1599)
  })

  it('combs no man-made fibre', () => {
    const modal = spinPlanFlows({ ...plan, material: 'man-made' }, 1676)
    expect([modal.lap, modal.combed]).toEqual([0, 0])
    expect(modal.bale).toBeLessThan(flows.bale * 0.85)
  })
})
