import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addIsoElements, emptyIsoElements, type IsoElements } from './iso-elements'
import { ISO_KPIS, type IsoKpiName } from './iso-kpis'

/** A shift of 8 h on 1,000 spindles: 40 sp-h of maintenance, 3 % set-up, 1 % delay, 1 % down. */
const SHIFT: IsoElements = {
  calendarSpindleHours: 8000,
  plannedBusy: 7960,
  actualProduction: 7500,
  actualSetUp: 240,
  actualDelay: 80,
  actualDown: 80,
  plannedMaintenance: 40,
  plannedRunTime: 7425,
  producedKg: 123.255,
  goodKg: 122.0,
  failures: 4,
  runningFrameHours: 7.5,
  downFrameHours: 0.08,
  fullProductionKg: 132.136,
}
const names = Object.keys(ISO_KPIS) as IsoKpiName[]

describe('key figures of ISO 22400', () => {
  it.each<[IsoKpiName, number]>([
    ['availability', (100 * 7500) / 7960],
    ['effectiveness', 99],
    ['qualityRatio', (100 * 122) / 123.255],
    ['oee', (100 * 7425 * 122) / (7960 * 123.255)],
    ['nee', ((100 * 7740) / 7960) * 0.99 * (122 / 123.255)],
    ['teep', (100 * 7425 * 122) / (8000 * 123.255)],
    ['utilisation', (100 * 7500) / 7900],
    ['mtbf', 1.875],
    ['mttr', 0.02],
    ['machineEfficiency', (100 * 123.255) / 132.136],
  ])('%s of a shift', (name, value) => expect(ISO_KPIS[name].value(SHIFT)).toBeCloseTo(value, 9))

  it.each<[string, Partial<IsoElements>, IsoKpiName[]]>([
    ['nothing planned', { plannedBusy: 0 }, ['availability', 'oee', 'nee', 'teep']],
    ['nothing ran', { actualProduction: 0 }, ['effectiveness', 'oee', 'nee', 'teep']],
    ['nothing produced', { producedKg: 0 }, ['qualityRatio', 'oee', 'nee', 'teep']],
    ['no failure', { failures: 0 }, ['mtbf', 'mttr']],
    ['no plan of production', { fullProductionKg: 0 }, ['machineEfficiency']],
  ])('%s: not defined is null, never 0 or NaN', (_, change, undefinedOnes) => {
    const of = { ...SHIFT, ...change }
    expect(names.filter((name) => ISO_KPIS[name].value(of) === null).sort()).toEqual([...undefinedOnes].sort())
  })

  it('hours that nobody watched change none of them', () => {
    for (const name of names)
      expect(ISO_KPIS[name].value({ ...SHIFT, calendarSpindleHours: 100_000 })).toBe(ISO_KPIS[name].value(SHIFT))
  })

  it('of nothing at all no figure is defined', () => {
    for (const name of names) expect(ISO_KPIS[name].value(emptyIsoElements())).toBeNull()
  })

  it('goes above 100 % where the frames ran faster than planned', () => {
    expect(ISO_KPIS.effectiveness.value({ ...SHIFT, plannedRunTime: 7800 })).toBeCloseTo(104, 9)
    expect(ISO_KPIS.effectiveness.range.most).toBeNull()
  })

  const amount = fc.double({ min: 0.1, max: 1e6, noNaN: true })
  const elements = fc.record(
    Object.fromEntries(Object.keys(SHIFT).map((key) => [key, amount])) as { [K in keyof IsoElements]: typeof amount },
  )

  it('aggregates by sums: a ratio of two parts lies between theirs, and parts in proportion change nothing', () => {
    const ratios: IsoKpiName[] = ['availability', 'effectiveness', 'qualityRatio', 'machineEfficiency', 'mtbf', 'mttr']
    fc.assert(
      fc.property(elements, elements, fc.constantFrom(...ratios), (a, b, name) => {
        const [x, y] = [ISO_KPIS[name].value(a)!, ISO_KPIS[name].value(b)!]
        const both = ISO_KPIS[name].value(addIsoElements(a, b))!
        expect(both).toBeGreaterThanOrEqual(Math.min(x, y) * (1 - 1e-9))
        expect(both).toBeLessThanOrEqual(Math.max(x, y) * (1 + 1e-9))
        expect(ISO_KPIS[name].value(addIsoElements(a, a))).toBeCloseTo(x, 6)
      }),
    )
  })

  it('weighs a frame that stood all day by its spindle-hours, not like one that ran', () => {
    const stood = { ...SHIFT, plannedBusy: 100, actualProduction: 0 }
    expect(ISO_KPIS.availability.value(addIsoElements(SHIFT, stood))).toBeCloseTo((100 * 7500) / 8060, 9)
  })
})
