import { describe, expect, it } from 'vitest'
import { aNorms } from './norms.builder'
import { requiredStaff } from './required-staff'
import { rosterFor } from './roster'
import { judgeWorkload, rosteredStaff, workloadIndex } from './rostered-staff'
import { plannedWorkload } from './workload'

const norms = aNorms()
const roster = rosterFor(norms)

describe('rosterFor', () => {
  it.each([
    [{}, { shiftSystem: 'four-crews-three-shifts', crews: 4, shiftHours: 8, attendance: 0.8, relief: 5 }],
    [{ crews: 3 }, { shiftSystem: 'three-crews-three-shifts', crews: 3, shiftHours: 8, relief: 3.75 }],
    [{ crews: 5 }, { shiftSystem: 'four-crews-three-shifts', crews: 5, shiftHours: 8, relief: 6.25 }],
    [{ shiftSystem: 'three-crews-two-shifts' }, { crews: 3, shiftHours: 12, relief: 3.75 }],
    [
      { shiftSystem: 'three-crews-two-shifts', crews: 4 },
      { shiftSystem: 'four-crews-two-shifts', relief: 5 },
    ],
    [{ attendance: 1 }, { attendance: 1, relief: 4, dayFactor: 1.25 }],
  ] as const)('%o gives %o', (chosen, expected) => expect(rosterFor(norms, chosen)).toMatchObject(expected))
})

describe('requiredStaff', () => {
  const staff = requiredStaff(plannedWorkload(norms, []), roster)

  it('puts five persons on the roll for a shift post, and 1.25 for a day post', () => {
    const find = (role: string) => staff.byRole.find((found) => found.role === role)
    expect(find('utilities')).toMatchObject({ posts: 1, roll: 5, per10k: 5 })
    expect(find('day-fitters')).toMatchObject({ posts: 4, roll: 5, per10k: 5 })
    expect(staff.dayPosts).toBe(6)
  })

  it('adds up', () => {
    expect(staff.roll).toBeCloseTo(staff.shiftPosts * 5 + staff.dayPosts * 1.25, 9)
    expect(staff.onSitePer10k).toBeCloseTo(staff.per10k! / 5, 9)
  })

  it('has no figure per spindle or kilogram without spindles', () => {
    expect(requiredStaff(plannedWorkload(norms, [], { spindles: 0 }), roster)).toMatchObject({
      per10k: null,
      onSitePer10k: null,
      hok: null,
      ohs: null,
      spindlesPerTenter: null,
    })
  })

  it('counts direct roles only in scope A, and the overhead in scope C', () => {
    const a = requiredStaff(plannedWorkload(norms, []), roster, 'A')
    const c = requiredStaff(plannedWorkload(norms, []), roster, 'C')
    expect(a.byRole.map(({ role }) => role)).toEqual(['ring-piecing', 'ring-doffing'])
    expect(c.roll).toBeCloseTo(staff.roll * 1.1, 9)
    expect(c.overheadRoll).toBeCloseTo(staff.roll * 0.1, 9)
  })
})

describe('rosteredStaff', () => {
  const persons = { 'ring-piecing': 3.5, packing: 1, 'day-stores': 2 }

  it('turns persons on post into the roll', () => {
    expect(rosteredStaff(norms, persons, roster, 10_000)).toMatchObject({
      shiftPersons: 4.5,
      dayPersons: 2,
      roll: 4.5 * 5 + 2 * 1.25,
      per10k: 25,
    })
  })

  it('leaves roles unknown that nothing reports, and counts only what the scope counts', () => {
    const { byRole } = rosteredStaff(norms, persons, roster, 10_000)
    expect(byRole.find(({ role }) => role === 'winding')).toEqual({
      role: 'winding',
      persons: null,
      roll: null,
      per10k: null,
    })
    expect(rosteredStaff(norms, persons, roster, 10_000, 'A').roll).toBe(17.5)
    expect(rosteredStaff(norms, persons, roster, 10_000, 'C').roll).toBeCloseTo(27.5, 9)
  })

  it('has no figure before any crew or spindle is known', () => {
    expect(rosteredStaff(norms, {}, roster, 10_000).per10k).toBeNull()
    expect(rosteredStaff(norms, persons, roster, 0).per10k).toBeNull()
  })
})

describe('workload index', () => {
  it.each([
    [90, 100, 0.9, 'healthy'],
    [80, 100, 0.8, 'healthy'],
    [95, 100, 0.95, 'healthy'],
    [70, 100, 0.7, 'slack'],
    [98, 100, 0.98, 'tight'],
    [100, 100, 1, 'tight'],
    [120, 100, 1.2, 'overloaded'],
  ] as const)('%i required of %i rostered is %f: %s', (required, rostered, index, judgement) => {
    expect(workloadIndex(required, rostered)).toBeCloseTo(index, 12)
    expect(judgeWorkload(index, norms)).toBe(judgement)
  })

  it('is undefined while nobody is rostered', () => expect(workloadIndex(5, 0)).toBeNull())
})
