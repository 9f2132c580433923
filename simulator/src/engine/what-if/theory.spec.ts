import { readFileSync } from 'node:fs'
import { parseNormsFile } from '@wanding/contracts/files'
import {
  costOf,
  DEFAULT_COSTS,
  figureDifferences,
  figureDistributions,
  finiteSource,
  type ShiftOutcome,
  theoryBeside,
  whatIfFigures,
} from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'

const plan = loadMillPlan('jimo', [], import.meta.url)
const file = new URL('../../../../libs/contracts/norms/default.yaml', import.meta.url)
const parsed = parseNormsFile(readFileSync(file, 'utf8'), 'default.yaml')
if (!parsed.ok) throw new Error('the default norms file cannot be read')
const basis = { plan, norms: parsed.norms, costs: DEFAULT_COSTS }

/** A shift of the full mill: round numbers. */
const shift = (changes: Partial<ShiftOutcome> = {}): ShiftOutcome => ({
  hours: 8,
  spindles: 100_800,
  productionKg: 13_500,
  fullProductionKg: 14_000,
  runSpindleHours: 800_000,
  downSpindleHours: 400,
  breaksRunning: 4800,
  breaksStartUp: 1400,
  doffs: 224,
  copsDoffed: 268_800,
  bobbinsCreeled: 5400,
  millKwh: 57_000,
  responseMeanS: 180,
  responseP90S: 300,
  byPeople: { ends: 1800, laps: 360, downS: 400_000, workS: 90_000 },
  byRobot: { ends: 4200, downS: 640_000, workS: 290_000, workSquaredS2: 22_000_000 },
  tenters: { persons: 8, otherWorkS: 120_000, mealS: 9600 },
  ...changes,
})

describe('figures of a what-if', () => {
  it('are quotients of what the shift came to', () => {
    const figures = whatIfFigures(shift(), basis)
    expect(figures.endsDownPercent).toBeCloseTo(100 * (400 / 800_400), 12)
    expect(figures.breaksPer1000SpindleHours).toBe(6)
    expect(figures.robotSharePercent).toBe(70)
    expect(figures.kwhPerKg).toBeCloseTo(57_000 / 13_500, 12)
    expect(figures.tenterBusyPercent).toBeCloseTo((100 * 210_000) / (8 * 8 * 3600), 12)
  })

  it('have persons from events by norms: as many breaks more take as many persons more', () => {
    const at = (ends: number) =>
      whatIfFigures(shift({ byPeople: { ...shift().byPeople, ends } }), basis).requiredPer10k!
    const perEnd = parsed.norms.conventional.pieceMinutes
    expect(at(1800)).toBeGreaterThan(9)
    expect(at(1800)).toBeLessThan(11)
    // Linear in the ends: so many minutes each, of a person's shift, four crews and attendance.
    expect(at(5400) - at(1800)).toBeCloseTo(2 * (at(3600) - at(1800)), 9)
    expect(at(3600)).toBeGreaterThan(at(1800))
    expect(perEnd).toBeGreaterThan(0)
  })

  it('cost persons by the hour, energy, and what ends down did not spin', () => {
    const cost = costOf(plan, shift(), { perPersonHour: 10, perKwh: 1, perLostKg: 100 })
    const onShift = plan.staff.posts.reduce((sum, post) => sum + (post.day ? 0 : post.persons), 0)
    const byDay = plan.staff.posts.reduce((sum, post) => sum + (post.day ? post.persons : 0), 0)
    expect(cost.people).toBeCloseTo(80 * (onShift + byDay / 3), 9)
    expect(cost.energy).toBe(57_000)
    expect(cost.lostYarn).toBeCloseTo(100 * 13_500 * (400 / 800_000), 9)
    expect(cost.total).toBeCloseTo(cost.people + cost.energy + cost.lostYarn, 9)
  })

  it('say nothing of a figure that one shift cannot say', () => {
    const silent = shift({ responseP90S: null })
    expect(figureDistributions([shift(), silent], basis).responseP90S).toBeNull()
    expect(figureDistributions([shift(), silent], basis).productionKg!.n).toBe(2)
    const pair = figureDifferences(
      { outcomes: [shift(), shift()], basis },
      { outcomes: [shift({ productionKg: 13_400 }), shift({ productionKg: 13_402 })], basis },
    )
    expect(pair.productionKg).toMatchObject({ n: 2, mean: -99 })
  })
})

describe('theory beside', () => {
  const beside = theoryBeside(plan, [shift()])!
  const row = (name: string) => beside.rows.find(({ theory }) => theory === name)!

  it('is given rates and walking of the simulation, and times of the plan', () => {
    expect(beside.inputs.endsPerSpindleHour).toBeCloseTo(1800 / 800_000, 12)
    // A fifth were laps: 0.8 × 13 s + 0.2 × 73.3 s.
    expect(beside.inputs.handsS).toBeCloseTo(0.8 * 13 + (0.2 * 220) / 3, 9)
    expect(beside.inputs.handsS + beside.inputs.walkingS).toBeCloseTo(50, 9)
    expect(beside.inputs.roundWalkMinutes).toBeCloseTo((84 / 8) * 1200 * (0.07 / 40), 9)
  })

  it('names the gap, reason by reason, from hands alone to the simulation', () => {
    expect(beside.gaps.map(({ reason }) => reason)).toEqual(['walking', 'other-work', 'rest'])
    const sum = beside.gaps.reduce((total, { seconds }) => total + seconds, 0)
    expect(row('pooled-hands').downS! + sum).toBeCloseTo(beside.simulation.downS, 9)
    expect(beside.gaps[0]!.seconds).toBeGreaterThan(0)
    expect(beside.gaps[1]!.seconds).toBeGreaterThan(0)
  })

  it('has the models of machine interference, in their known order', () => {
    const zone = { spindles: 100_800, breaksPerSpindleHour: 1800 / 800_000, tenters: 8 }
    expect(row('pooled-hands').downS).toBeCloseTo(finiteSource({ ...zone, serviceS: beside.inputs.handsS }).downS, 9)
    expect(row('pooled-walking').downS!).toBeLessThan(row('zones-constant').downS!)
    expect(row('zones-constant').downS!).toBeLessThan(row('zones-triangular').downS!)
    expect(row('zones-triangular').downS!).toBeLessThan(row('zones-exponential').downS!)
    expect(row('zones-exponential').downS!).toBeLessThan(row('patrol').downS!)
    expect(beside.rows.filter(({ applies }) => applies).map(({ theory }) => theory)).toEqual([
      'pooled-hands',
      'pooled-walking',
      'pooled-free',
    ])
  })

  it('has no steady state where more is to do than there are people, and no gap to name', () => {
    const overrun = theoryBeside(plan, [shift({ tenters: { persons: 1, otherWorkS: 28_000, mealS: 1200 } })])!
    expect(overrun.rows.find(({ theory }) => theory === 'pooled-free')!.downS).toBeNull()
    expect(overrun.gaps).toEqual([])
    // Hardly more people than work: a steady state that no shift is long enough for.
    const { endsPerSpindleHour, handsS, walkingS } = beside.inputs
    const busy = endsPerSpindleHour * 100_800 * ((handsS + walkingS) / 3600)
    const nearly = shift({ tenters: { persons: 8, otherWorkS: (8 - busy * 1.0005) * 28_800 - 9600, mealS: 9600 } })
    expect(theoryBeside(plan, [nearly])!.rows[2]!.downS).toBeGreaterThan(2880)
    expect(theoryBeside(plan, [nearly])!.gaps).toEqual([])
    expect(theoryBeside(plan, [shift({ byPeople: { ends: 0, laps: 0, downS: 0, workS: 0 } })])).toBeNull()
  })
})
