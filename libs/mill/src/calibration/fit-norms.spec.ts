import { describe, expect, it } from 'vitest'
import { normsFor, plannedWorkload } from '../staffing'
import { aNorms } from '../staffing/norms.builder'
import { withConstantScaled } from './calibrated-norms'
import type { RoleShift } from './calibration-rows'
import { fitNorms } from './fit-norms'
import { chance } from './simulated-counts.builder'

const norms = aNorms({ S3: { creelMinutes: 0.4 }, S9: { creelMinutes: 0.3 } })
const planned = plannedWorkload(norms, [])

/** Shifts of a role whose minutes follow from its events by true times, with a noise of `spread` of the minutes. */
function shifts(
  role: RoleShift['role'],
  count: number,
  eventsOf: (unit: () => number) => RoleShift['events'],
  minutesOf: (events: RoleShift['events']) => number,
  spread = 0.03,
): RoleShift[] {
  const { unit, normal } = chance(77)
  return Array.from({ length: count }, (_, i) => {
    const events = eventsOf(unit)
    const minutes = minutesOf(events) * (1 + spread * normal())
    // 240 effective minutes: half of eight hours, as the norms of the tests have it.
    return { date: `d${i}`, shift: '1', role, shiftHours: 8, persons: minutes / 240, minutes: null, events }
  })
}

describe('fitNorms', () => {
  it('finds the minutes of a role with one kind of work', () => {
    const rows = shifts(
      'ring-piecing',
      60,
      (unit) => ({ endsPiecedByPeople: 500 + 300 * unit() }),
      ({ endsPiecedByPeople }) => 0.7 * endsPiecedByPeople!,
    )
    const [fit] = fitNorms(rows, norms, planned)
    expect(fit).toMatchObject({ role: 'ring-piecing', shifts: 60, reason: null, minutesMeasured: false })
    const [piece] = fit!.norms
    expect(piece!.norm).toBe('pieceMinutes')
    expect(piece!.fitted.low!).toBeLessThan(0.7)
    expect(piece!.fitted.high!).toBeGreaterThan(0.7)
    expect(piece!.ratio).toBeCloseTo(0.7 / 0.5, 1)
  })

  it('tells the kinds of work of a role apart where they vary by themselves', () => {
    const lines = planned.flows.installed.blowroomLines
    const rows = shifts(
      'carding',
      200,
      (unit) => ({ cardCans: 500 * unit() }),
      ({ cardCans }) => 2 * cardCans! + 15 * planned.flows.installed.cards,
    )
    const [fit] = fitNorms(rows, norms, planned)
    const of = (norm: string) => fit!.norms.find((each) => each.norm === norm)!
    expect(lines).toBe(2)
    expect(fit!.reason).toBeNull()
    expect(Math.abs(of('cardCanMinutes').fitted.value - 2)).toBeLessThan(3 * of('cardCanMinutes').fitted.error!)
    expect(Math.abs(of('cardMinutes').fitted.value - 15)).toBeLessThan(3 * of('cardMinutes').fitted.error!)
    expect(fit!.explained!).toBeGreaterThan(0.9)
  })

  it('says where it cannot tell them apart, and keeps their proportions', () => {
    const rows = shifts(
      'carding',
      60,
      () => ({ cardCans: 400 }),
      () => 900,
    )
    const [fit] = fitNorms(rows, norms, planned)
    expect(fit!.reason).toBe('terms-alike')
    expect(fit!.norms.map(({ how }) => how)).toEqual(['in-proportion', 'in-proportion'])
    const now = 400 * 1 + 10 * planned.flows.installed.cards
    for (const { ratio } of fit!.norms) expect(ratio).toBeCloseTo(900 / now, 1)
  })

  it('counts posts, and takes minutes where they were measured', () => {
    const rows = Array.from({ length: 5 }, (_, i): RoleShift => {
      return { date: `d${i}`, shift: '1', role: 'utilities', shiftHours: 8, persons: 2, minutes: null, events: {} }
    })
    expect(fitNorms(rows, norms, planned)[0]!.norms[0]).toMatchObject({
      norm: 'utilitiesPosts',
      fitted: { value: 2, error: null },
      ratio: 2,
    })
    const measured = rows.map((row) => ({ ...row, minutes: 120 }))
    expect(fitNorms(measured, norms, planned)[0]).toMatchObject({ minutesMeasured: true, norms: [{ ratio: 0.5 }] })
  })

  it('says why a role is not fitted', () => {
    const row: RoleShift = {
      date: 'd',
      shift: '1',
      role: 'packing',
      shiftHours: 8,
      persons: 1,
      minutes: null,
      events: {},
    }
    expect(fitNorms([row], norms, planned)[0]!.reason).toBe('too-few-shifts')
    expect(fitNorms([row, row, row], norms, planned)[0]!.reason).toBe('events-missing')
  })
})

describe('withConstantScaled', () => {
  it('changes the rung where the mill stands and those above, in proportion', () => {
    const at = (measures: Parameters<typeof normsFor>[1], from = norms) =>
      normsFor(from, measures).constants.creelMinutes
    const changed = withConstantScaled(norms, ['S3'], 'creelMinutes', 1.5)
    expect(at([], changed)).toBe(0.5)
    expect(at(['S3'], changed)).toBeCloseTo(0.6, 9)
    expect(at(['S3', 'S9'], changed)).toBeCloseTo(0.45, 9)
    const conventional = withConstantScaled(norms, [], 'creelMinutes', 1.5)
    expect([at([], conventional), at(['S3', 'S9'], conventional)]).toEqual([0.75, 0.45])
  })
})
