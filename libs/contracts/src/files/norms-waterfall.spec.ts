import { readFileSync } from 'node:fs'
import {
  MEASURES,
  measureWaterfall,
  PROCESS_OF_ROLE,
  rosterFor,
  type StaffCase,
  type StaffProcess,
  staffOf,
  standardCount,
} from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { parseNormsFile } from './norms-file'

const file = parseNormsFile(readFileSync(new URL('../../norms/default.yaml', import.meta.url), 'utf8'), 'default.yaml')
if (!file.ok) throw new Error(file.problems[0]?.reason)
const { norms } = file

const aCase = (change: Partial<StaffCase> = {}): StaffCase => ({
  norms,
  measures: MEASURES,
  countNe: 40,
  spindles: 100_800,
  installed: {},
  measured: {},
  roster: rosterFor(norms),
  scope: 'B',
  ...change,
})

describe('the waterfall of domain 4.5 as bars', () => {
  const fall = measureWaterfall(aCase(), 'ladder')

  it.each([
    ['S1', -8.35],
    ['S2', -5.87],
    ['S3', -2.68],
    ['S4', -4.62],
    ['S5', -2.68],
    ['S6', -4.13],
    ['S7', -2.67],
    ['S8', -7.11],
    ['S9', -2.17],
  ])('%s takes %f persons per 10,000 spindles', (measure, change) => {
    // The document prints differences before rounding: ± 0.01.
    const bar = fall.bars.find(({ key }) => key === measure)!
    expect(Math.abs(bar.per10k - change)).toBeLessThan(0.01)
  })

  it('removes 406 persons, in the shares of the processes that the document prints', () => {
    const removed: Partial<Record<StaffProcess, number>> = {}
    for (const role of fall.bars.flatMap(({ roles }) => roles)) {
      const process = PROCESS_OF_ROLE[role.role as keyof typeof PROCESS_OF_ROLE]
      removed[process] = (removed[process] ?? 0) - role.roll
    }
    const of = (...processes: StaffProcess[]) => Math.round(processes.reduce((sum, each) => sum + removed[each]!, 0))
    expect(Math.round(fall.from.roll - fall.to.roll)).toBe(406)
    expect(of('ring-spinning')).toBe(209)
    expect(of('opening-carding', 'combing-drawing', 'roving')).toBe(56)
    expect(of('winding-packing')).toBe(53)
    expect(of('services')).toBe(45)
    expect(of('day-staff')).toBe(43)
  })

  it('has the same ends in both orders, and other bars', () => {
    const fair = measureWaterfall(aCase(), 'shapley')
    expect(fair.from).toEqual(fall.from)
    expect(fair.to).toEqual(fall.to)
    const s9 = (of: typeof fall) => of.bars.find(({ key }) => key === 'S9')!.per10k
    expect(s9(fair)).toBeLessThan(s9(fall) - 1)
  })
})

describe('another count, another shift system (domain 4.6)', () => {
  const per10k = (change: Partial<StaffCase>) => staffOf(aCase(change)).staff.per10k!
  const hok = (change: Partial<StaffCase>) => staffOf(aCase(change)).staff.hok!
  const S8 = MEASURES.slice(0, 8)

  it('needs fewer persons and more hours for 100 kg, the finer the count', () => {
    const counts = [20, 32, 40, 60, 80, 100]
    for (const [i, countNe] of counts.entries()) {
      if (i === 0) continue
      expect(per10k({ countNe })).toBeLessThan(per10k({ countNe: counts[i - 1]! }))
      expect(hok({ countNe })).toBeGreaterThan(hok({ countNe: counts[i - 1]! }))
    }
  })

  it('takes 11.9 to 9.4 on three crews of 12 hours (domain 4.3)', () => {
    const roster = rosterFor(norms, { shiftSystem: 'three-crews-two-shifts' })
    expect(per10k({ measures: S8 })).toBeCloseTo(11.87, 2)
    expect(per10k({ measures: S8, roster })).toBeCloseTo(9.4, 1)
  })

  it('converts a planned mill of any count to exactly the planned mill at Ne 40 (折标)', () => {
    for (const countNe of [20, 40, 60, 100]) {
      const of = aCase({ countNe })
      const standard = standardCount(of, staffOf(of))!
      expect(standard.countNe).toBe(40)
      expect(standard.per10k).toBeCloseTo(9.71, 2)
      expect(standard.hok).toBeCloseTo(1.12, 2)
      expect(standard.factor).toBeCloseTo(per10k({}) / per10k({ countNe }), 9)
    }
  })
})
