import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MEASURES, ROLES } from '../codes'
import { measureWaterfall } from './measure-waterfall'
import { periodWaterfall, perSpindle } from './period-waterfall'
import { rosterFor } from './roster'
import { plannedCase, staffOf } from './staff-case'
import { aStaffCase, steppedNorms } from './staff-case.builder'
import { staffCases } from './staff-cases.suite'
import { type Bar, sumOf } from './staff-change'
import { PROCESS_OF_ROLE, STAFF_PROCESSES } from './staff-processes'

/** Every bar is the sum of its roles, every role of its terms. */
function opensExactly(bars: readonly Bar[]): void {
  for (const bar of bars) {
    expect(sumOf(bar.roles).roll).toBeCloseTo(bar.roll, 9)
    for (const role of bar.roles) {
      expect(sumOf(role.terms).roll).toBeCloseTo(role.roll, 9)
      expect(sumOf(role.terms).per10k).toBeCloseTo(role.per10k, 9)
    }
  }
}

const near = (value: number) => 9 - Math.ceil(Math.log10(Math.max(1, Math.abs(value))))

describe('terms of a case', () => {
  it('sum to the roll, the overhead of scope C included', () => {
    fc.assert(
      fc.property(staffCases, (of) => {
        const { staff, terms } = staffOf(of)
        expect(sumOf(terms).roll).toBeCloseTo(staff.roll, near(staff.roll))
        expect(sumOf(terms).per10k).toBeCloseTo(staff.per10k!, near(staff.per10k!))
      }),
    )
  })

  it('every role works in one process', () => {
    expect(new Set(ROLES.map((role) => PROCESS_OF_ROLE[role]))).toEqual(new Set(STAFF_PROCESSES))
  })
})

describe('measureWaterfall', () => {
  it('goes from the conventional mill to the figure as counted, in either order, and every bar opens exactly', () => {
    fc.assert(
      fc.property(staffCases, fc.constantFrom('ladder' as const, 'shapley' as const), (of, order) => {
        const fall = measureWaterfall(of, order)
        const whole = sumOf(fall.bars)
        expect(fall.from.roll).toBeCloseTo(staffOf({ ...plannedCase(of), measures: [] }).staff.roll, 6)
        expect(fall.from.roll + whole.roll).toBeCloseTo(fall.to.roll, near(fall.from.roll) - 2)
        expect(fall.from.per10k + whole.per10k).toBeCloseTo(fall.to.per10k, near(fall.from.per10k) - 2)
        expect(fall.to.roll).toBe(staffOf(of).staff.roll)
        expect(fall.bars.map(({ key }) => key)).toEqual([...of.measures, 'measured'])
        opensExactly(fall.bars)
      }),
      { numRuns: 15 },
    )
  })

  it('shows before and after of a step of the ladder, and no such states for an average over orders', () => {
    const of = aStaffCase({ measures: MEASURES })
    const doffing = (order: 'ladder' | 'shapley', key: string) =>
      measureWaterfall(of, order)
        .bars.find((bar) => bar.key === key)!
        .roles.find(({ role }) => role === 'ring-doffing')!.terms[0]!
    expect(doffing('ladder', 'S8')).toMatchObject({ before: { minutesEach: 3 }, after: { minutesEach: 2 } })
    expect(doffing('shapley', 'S8')).toMatchObject({ before: null, after: null })
    expect(doffing('shapley', 'S8').roll).toBeLessThan(doffing('ladder', 'S8').roll)
  })

  it('ends with what is different here, by role', () => {
    const planned = staffOf(aStaffCase()).work.flows.eventsPerHour.frameDoffs
    const of = aStaffCase({ measured: { frameDoffs: { count: planned * 20, hours: 10 } } })
    const last = measureWaterfall(of, 'ladder').bars.at(-1)!
    // Twice the doffs that were planned: doffing and cop transport double, the rest is as planned.
    expect(last.roles.map(({ role }) => role).sort()).toEqual(['cop-transport', 'ring-doffing'])
    const doffing = last.roles.find(({ role }) => role === 'ring-doffing')!
    expect(doffing.terms[0]!.after!.countPerShift).toBeCloseTo(2 * doffing.terms[0]!.before!.countPerShift, 9)
  })

  it('of a mill that runs to plan has nothing measured to add', () => {
    expect(measureWaterfall(aStaffCase(), 'ladder').bars.at(-1)).toMatchObject({ roll: 0, per10k: 0, roles: [] })
  })
})

describe('periodWaterfall', () => {
  it('from + bars + residue = to, the residue is rounding, and every bar opens exactly', () => {
    fc.assert(
      fc.property(staffCases, staffCases, (a, b) => {
        const fall = periodWaterfall(a, { ...b, scope: a.scope })
        const whole = sumOf(fall.bars)
        expect(fall.from.per10k + whole.per10k + fall.residue.per10k).toBeCloseTo(fall.to.per10k, 9)
        expect(Math.abs(fall.residue.per10k)).toBeLessThan(1e-9 * (1 + fall.from.per10k + fall.to.per10k))
        expect(Math.abs(fall.residue.roll)).toBeLessThan(1e-9 * (1 + fall.from.roll + fall.to.roll))
        opensExactly(fall.bars)
      }),
      { numRuns: 15 },
    )
  })

  it('gives a rise of one event to that event alone', () => {
    const of = (ends: number) =>
      aStaffCase({ measured: perSpindle({ endsPiecedByPeople: { count: ends, hours: 2 } }, 10_000) })
    const { bars } = periodWaterfall(of(200), of(300))
    expect(bars.map(({ key }) => key)).toEqual(['endsPiecedByPeople'])
    // 50 more an hour × 8 h × 0.36 min, of 240 effective minutes, on 5 persons a post.
    expect(bars[0]!.roll).toBeCloseTo(((50 * 8 * 0.36) / 240) * 5, 9)
    expect(bars[0]!.roles[0]!.terms[0]).toMatchObject({
      before: { countPerShift: 800 },
      after: { countPerShift: 1200 },
    })
  })

  it('names a change of crews, of measures, and what only one period measured', () => {
    const before = aStaffCase()
    const keys = (change: Parameters<typeof aStaffCase>[0]) =>
      periodWaterfall(before, aStaffCase(change)).bars.map(({ key }) => key)
    expect(keys({ roster: rosterFor(steppedNorms, { crews: 3 }) })).toEqual(['roster'])
    expect(keys({ measures: ['S1', 'S2', 'S4'] })).toEqual(['measures'])
    expect(keys({ countNe: 60 })).toEqual(['count'])
    expect(keys({ installed: { cards: 20 } })).toEqual(['installed'])
    expect(keys({ measured: { laps: { count: 5000, hours: 1 } } })).toEqual(['unmeasured'])
    expect(keys({})).toEqual([])
  })

  it('a larger mill with the same rates of a spindle has the same persons for each 10,000 spindles', () => {
    const of = (spindles: number) =>
      aStaffCase({ spindles, measured: perSpindle({ laps: { count: 50, hours: 1 } }, 10_000) })
    const { from, to } = periodWaterfall(of(10_000), of(20_000))
    expect(to.per10k).toBeCloseTo(from.per10k, 9)
    expect(to.roll).toBeCloseTo(2 * from.roll, 9)
  })
})
