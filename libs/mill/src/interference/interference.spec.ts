import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finiteSource, saturatedDownShare } from './finite-source'
import { ashcroftNumber, oneTenter } from './one-tenter'
import { openQueue } from './open-queue'
import { gammaService, laplaceTransform, meanServiceS, type ServiceLaw, serviceVariation } from './service-law'

/** Half a unit of the last digit printed. */
const printed = (actual: number, figure: number, unit: number) =>
  expect(Math.abs(actual - figure)).toBeLessThanOrEqual(unit / 2 + 1e-12)
/** A zone whose times count only by rho = lambda s. */
const zone = (spindles: number, rho: number, tenters = 1) =>
  ({ spindles, breaksPerSpindleHour: rho, serviceS: 3600, tenters }) as const

describe('small cases of domain 5.3', () => {
  it.each([
    [2, 0.1, 1.8102, 0.9051, 1.8033, 0.9016],
    [10, 0.1, 8.21, 0.821, 7.8542, 0.7854],
    [10, 0.05, 9.3675, 0.9368, 9.2407, 0.9241],
  ])(
    'N %i, rho %d: %d running with constant, and with exponential service',
    (n, rho, constant, eff, exponential, effExp) => {
      printed(ashcroftNumber(n, rho), constant, 1e-4)
      printed(ashcroftNumber(n, rho) / n, eff, 1e-4)
      printed(finiteSource(zone(n, rho)).running, exponential, 1e-4)
      printed(finiteSource(zone(n, rho)).efficiency, effExp, 1e-4)
    },
  )
})

describe('spindle-scale cases of domain 5.3', () => {
  const a = { spindles: 1200, breaksPerSpindleHour: 0.01, serviceS: 20, tenters: 1 }
  const c = { spindles: 10_080, breaksPerSpindleHour: 0.006, serviceS: 24, tenters: 1 }
  const k = { spindles: 20_160, breaksPerSpindleHour: 0.01, serviceS: 24, tenters: 1 }
  const constant = (of: typeof a) => oneTenter({ ...of, service: { kind: 'constant', meanS: of.serviceS } })

  it('A, one long frame', () => {
    printed(finiteSource(a).utilisation, 0.067, 1e-3)
    printed(finiteSource(a).waitS, 1.43, 0.01)
    printed(finiteSource(a).endsDownPercent, 0.00595, 1e-5)
    printed(constant(a).waitS, 0.71, 0.01)
    printed(constant(a).endsDownPercent, 0.00575, 1e-5)
  })

  it('C, monitored', () => {
    printed(finiteSource(c).utilisation, 0.403, 1e-3)
    printed(finiteSource(c).waitS, 16.2, 0.1)
    printed(finiteSource(c).endsDownPercent, 0.0067, 1e-5)
    printed(constant(c).waitS, 8.1, 0.011)
    printed(constant(c).endsDownPercent, 0.00535, 1e-5)
  })

  it('K, overload: the finite source saturates', () => {
    printed(100 * saturatedDownShare(k), 25.6, 0.1)
    for (const overrun of [finiteSource(k), constant(k)]) {
      printed(overrun.endsDownPercent, 25.6, 0.1)
      printed(overrun.utilisation, 1, 1e-3)
    }
    expect(saturatedDownShare(c)).toBe(0)
  })
})

describe('pooling of domain 5.3: 806 ends an hour of 21.6 s', () => {
  const mill = { spindles: 100_800, breaksPerSpindleHour: 806 / 100_800, serviceS: 21.6 }

  it('offers 4.84 Erlang', () =>
    printed(openQueue({ endsPerHour: 806, serviceS: 21.6, tenters: 6 }).offeredErlang, 4.84, 0.01))

  it.each([
    [6, 9.8, 0.1, 89.5, 0.1],
    [7, 2.9, 0.1, 48, 1],
    [8, 1.0, 0.1, 33, 1],
  ])(
    '%i tenters: ends wait %d s pooled (finite source and open queue), much longer in zones',
    (tenters, pooledS, pooledUnit, zonedS, zonedUnit) => {
      printed(finiteSource({ ...mill, tenters }).waitS, pooledS, pooledUnit)
      printed(openQueue({ endsPerHour: 806, serviceS: 21.6, tenters }).waitS, pooledS, pooledUnit)
      printed(finiteSource({ ...mill, spindles: mill.spindles / tenters, tenters: 1 }).waitS, zonedS, zonedUnit)
    },
  )

  it('5 tenters are unstable in practice', () => {
    const pooled = finiteSource({ ...mill, tenters: 5 })
    printed(pooled.utilisation, 0.967, 1e-3)
    printed(pooled.waitS, 119, 1)
    expect(openQueue({ endsPerHour: 806, serviceS: 21.6, tenters: 4 }).waitS).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('laws of service', () => {
  const laws: ServiceLaw[] = [
    { kind: 'constant', meanS: 20 },
    { kind: 'exponential', meanS: 20 },
    { kind: 'erlang', meanS: 20, phases: 3 },
    gammaService(20, 0.7),
    { kind: 'triangular', timeS: [9, 12, 18] },
    { kind: 'triangular', timeS: [12, 12, 18] },
    { kind: 'triangular', timeS: [9, 18, 18] },
    { kind: 'triangular', timeS: [15, 15, 15] },
  ]

  it.each(laws.map((law) => [law]))('%j: its transform begins with its mean and variance', (law) => {
    const mean = meanServiceS(law)
    const h = 1e-4 / mean
    expect(laplaceTransform(law, 0)).toBeCloseTo(1, 14)
    const [one, two, three] = [h, 2 * h, 3 * h].map((perS) => laplaceTransform(law, perS)) as [number, number, number]
    expect((4 * one - two - 3) / (-2 * h) / mean).toBeCloseTo(1, 6)
    expect((2 - 5 * one + 4 * two - three) / (h * h) / (mean * mean)).toBeCloseTo(1 + serviceVariation(law), 3)
  })

  it('the triangular transform is the integral over its density, also where its series takes over', () => {
    const [a, c, b] = [9, 12, 18]
    for (const perS of [1e-6, 0.01, 0.08, 0.09, 0.17, 0.5, 3]) {
      const cells = 20_000
      let sum = 0
      for (let i = 0; i < cells; i++) {
        const x = a + ((i + 0.5) * (b - a)) / cells
        const density = x < c ? (2 * (x - a)) / ((b - a) * (c - a)) : (2 * (b - x)) / ((b - a) * (b - c))
        sum += (density * Math.exp(-perS * x) * (b - a)) / cells
      }
      const transform = laplaceTransform({ kind: 'triangular', timeS: [a, c, b] }, perS)
      expect(Math.abs(transform / sum - 1)).toBeLessThan(1e-6)
    }
  })

  it('exponential service by Takács is M/M/1//N, and one Erlang phase is exponential', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 1e-5, max: 0.5, noNaN: true }), (n, rho) => {
        const palm = finiteSource(zone(n, rho))
        for (const service of [
          { kind: 'exponential', meanS: 3600 },
          { kind: 'erlang', meanS: 3600, phases: 1 },
        ] as const) {
          const takacs = oneTenter({ spindles: n, breaksPerSpindleHour: rho, service })
          expect(Math.abs(takacs.running / palm.running - 1)).toBeLessThan(1e-9)
          expect(Math.abs(takacs.utilisation - palm.utilisation)).toBeLessThan(1e-9)
        }
      }),
    )
  })

  it('the less a law varies, the less its ends wait', () => {
    const waits = [1, 2, 8, 1e6].map(
      (phases) => oneTenter({ spindles: 40, breaksPerSpindleHour: 0.02, service: gammaService(3600, phases) }).waitS,
    )
    const constant = oneTenter({ spindles: 40, breaksPerSpindleHour: 0.02, service: { kind: 'constant', meanS: 3600 } })
    expect([...waits].sort((x, y) => y - x)).toEqual(waits)
    expect(waits[3]! / constant.waitS).toBeCloseTo(1, 4)
  })
})

describe('the models keep their laws', () => {
  const zones = fc.record({
    spindles: fc.integer({ min: 1, max: 5000 }),
    breaksPerSpindleHour: fc.double({ min: 0.001, max: 2, noNaN: true }),
    serviceS: fc.double({ min: 1, max: 600, noNaN: true }),
    tenters: fc.integer({ min: 1, max: 12 }),
  })

  it('the tenters do the work that the running spindles make, and ends down are work plus waiting', () => {
    fc.assert(
      fc.property(zones, (of) => {
        const found = finiteSource(of)
        const rho = (of.breaksPerSpindleHour * of.serviceS) / 3600
        expect(found.utilisation * of.tenters).toBeCloseTo(found.running * rho, 6)
        expect(found.downS).toBeCloseTo(found.waitS + of.serviceS, 4)
        expect(found.utilisation).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })

  it('one more tenter never makes ends wait longer', () => {
    fc.assert(
      fc.property(zones, (of) => {
        const more = finiteSource({ ...of, tenters: of.tenters + 1 })
        expect(more.waitS).toBeLessThanOrEqual(finiteSource(of).waitS + 1e-9)
      }),
    )
  })

  it('a million spindles, healthy or overrun, give finite figures', () => {
    for (const tenters of [1, 60, 70]) {
      const of = { spindles: 1_000_000, breaksPerSpindleHour: 0.01, serviceS: 24, tenters }
      const found = finiteSource(of)
      expect(found.endsDown).toBeGreaterThan(0)
      if (tenters < 66) expect(found.endsDown / of.spindles).toBeCloseTo(saturatedDownShare(of), 4)
    }
    const overrun = oneTenter({
      spindles: 1_000_000,
      breaksPerSpindleHour: 0.01,
      service: { kind: 'constant', meanS: 24 },
    })
    expect(overrun.utilisation).toBeCloseTo(1, 9)
  })
})
