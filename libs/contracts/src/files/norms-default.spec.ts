import { readFileSync } from 'node:fs'
import {
  MEASURES,
  type Measure,
  plannedWorkload,
  type Role,
  type RosteredStaff,
  requiredStaff,
  rosteredStaff,
  rosterFor,
  staffingRungs,
} from '@wanding/mill'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNormsFile } from './norms-file'

const TEXT = readFileSync(new URL('../../norms/default.yaml', import.meta.url), 'utf8')
const file = parseNormsFile(TEXT, 'default.yaml')
if (!file.ok) throw new Error(file.problems[0]?.reason)
const norms = file.norms
const roster = rosterFor(norms)
const S8 = MEASURES.slice(0, 8)

/** Rounded as the published tables print it. */
const printed = (value: number | null, digits: number) => Number(value!.toFixed(digits))
const staffOf = (measures: readonly Measure[], countNe = 40, chosen = roster) =>
  requiredStaff(plannedWorkload(norms, measures, { countNe, shiftHours: chosen.shiftHours }), chosen)

describe('the waterfall of domain 4.5', () => {
  // step, roll, per 10k, posts per shift, spindles per tenter, ends per hour running and at start-up, HOK
  const WATERFALL: [string, number, number, number, number, number, number, number][] = [
    ['S0', 503.9, 49.99, 104.8, 2870, 1210, 942, 6.95],
    ['S1', 419.8, 41.64, 85.8, 3210, 1210, 484, 5.32],
    ['S2', 360.6, 35.78, 71.8, 3210, 1210, 484, 4.45],
    ['S3', 333.6, 33.09, 65.4, 3430, 1210, 484, 4.05],
    ['S4', 287.0, 28.47, 54.3, 5290, 857, 323, 3.37],
    ['S5', 259.9, 25.79, 47.9, 8320, 605, 201, 2.86],
    ['S6', 218.3, 21.66, 38.0, 8320, 605, 201, 2.27],
    ['S7', 191.3, 18.98, 31.6, 8320, 605, 201, 1.89],
    ['S8', 119.7, 11.87, 23.9, 8320, 605, 201, 1.43],
    ['S9', 97.8, 9.71, 18.7, 14_550, 554, 168, 1.12],
  ]
  const rungs = staffingRungs(norms, roster)

  it('has the ten rungs', () => expect(rungs.map(({ step }) => step)).toEqual(WATERFALL.map(([step]) => step)))

  it.each(WATERFALL)(
    '%s: %f on the roll, %f per 10,000',
    (step, roll, per10k, posts, tenter, running, startUp, hok) => {
      const { staff, work } = rungs.find((rung) => rung.step === step)!
      expect({
        roll: printed(staff.roll, 1),
        per10k: printed(staff.per10k, 2),
        posts: printed(staff.shiftPosts, 1),
        tenter: printed(staff.spindlesPerTenter! / 10, 0) * 10,
        running: printed(work.flows.endsPerHour.running, 0),
        startUp: printed(work.flows.endsPerHour.startUp, 0),
        hok: printed(staff.hok, 2),
      }).toEqual({ roll, per10k, posts, tenter, running, startUp, hok })
    },
  )

  it('loses 406 persons from S0 to S9, in the published shares', () => {
    const [first, last] = [rungs[0]!.staff, rungs[9]!.staff]
    const lost = (from: number, to: number) =>
      first.byRole.slice(from, to).reduce((sum, role, index) => sum + role.roll - last.byRole[from + index]!.roll, 0)
    // Roles 1–6, 7–9, 10–11, 12–16, 17–19 of the table.
    const groups = [lost(0, 6), lost(6, 12), lost(12, 14), lost(14, 19), lost(19, 22)]
    expect(printed(first.roll - last.roll, 0)).toBe(406)
    expect(groups.map((persons) => printed(persons, 0))).toEqual([56, 209, 53, 45, 43])
  })
})

describe('the role table of domain 4.5', () => {
  // role, S0: minutes, posts, roll, per 10k; S8: minutes, posts, per 10k; S9: minutes, posts, roll, per 10k
  type Column = number | null
  const ROLES_TABLE: [Role, Column, number, number, number, Column, number, number, Column, number, number, number][] =
    [
      ['blowroom', 928, 2.27, 9.6, 0.95, 222, 0.54, 0.23, 222, 0.54, 2.3, 0.23],
      ['carding', 884, 2.17, 9.1, 0.9, 143, 0.35, 0.15, 143, 0.35, 1.5, 0.15],
      ['combing-preparation', 1732, 4.24, 17.9, 1.77, 440, 1.08, 0.45, 440, 1.08, 4.5, 0.45],
      ['finisher-drawing', 909, 2.23, 9.4, 0.93, 145, 0.35, 0.15, 145, 0.35, 1.5, 0.15],
      ['roving', 1938, 4.75, 20.0, 1.98, 577, 1.42, 0.59, 577, 1.42, 6.0, 0.59],
      ['roving-transport', 610, 1.5, 6.3, 0.63, 43, 0.11, 0.04, 43, 0.11, 0.4, 0.04],
      ['ring-piecing', 4821, 11.82, 49.7, 4.94, 2321, 5.69, 2.38, 624, 1.53, 6.4, 0.64],
      ['ring-creeling', 2035, 4.99, 21.0, 2.08, 1411, 3.46, 1.44, 1194, 2.93, 12.3, 1.22],
      ['ring-patrol', 5040, 12.35, 52.0, 5.16, 605, 1.48, 0.62, 403, 0.99, 4.2, 0.41],
      ['ring-cleaning', 2419, 5.93, 25.0, 2.48, 605, 1.48, 0.62, 605, 1.48, 6.2, 0.62],
      ['ring-doffing', 7081, 17.35, 73.1, 7.25, 447, 1.1, 0.46, 447, 1.1, 4.6, 0.46],
      ['cop-transport', 2244, 5.5, 23.2, 2.3, 112, 0.27, 0.11, 112, 0.27, 1.2, 0.11],
      ['winding', 5028, 12.32, 51.9, 5.15, 993, 2.44, 1.02, 993, 2.44, 10.3, 1.02],
      ['packing', 1199, 2.94, 12.4, 1.23, 100, 0.24, 0.1, 100, 0.24, 1.0, 0.1],
      ['floor-transport', 1740, 4.26, 18.0, 1.78, 360, 0.88, 0.37, 360, 0.88, 3.7, 0.37],
      ['utilities', 898, 2.2, 9.3, 0.92, 245, 0.6, 0.25, 245, 0.6, 2.5, 0.25],
      ['shift-mechanics', 1020, 2.5, 10.5, 1.04, 408, 1.0, 0.42, 408, 1.0, 4.2, 0.42],
      ['shift-leading', 1428, 3.5, 14.7, 1.46, 408, 1.0, 0.42, 408, 1.0, 4.2, 0.42],
      ['shift-quality', 816, 2.0, 8.4, 0.84, 163, 0.4, 0.17, 163, 0.4, 1.7, 0.17],
      ['day-fitters', null, 42.0, 44.5, 4.42, null, 13.0, 1.37, null, 13.0, 13.8, 1.37],
      ['day-laboratory', null, 9.0, 9.5, 0.95, null, 4.0, 0.42, null, 4.0, 4.2, 0.42],
      ['day-stores', null, 8.0, 8.5, 0.84, null, 1.0, 0.11, null, 1.0, 1.1, 0.11],
    ]
  const [s0, s8, s9] = [staffOf([]), staffOf(S8), staffOf(MEASURES)]
  const row = (role: Role, staff: typeof s0) => {
    const { day, minutesPerShift, posts, roll, per10k } = staff.byRole.find((found) => found.role === role)!
    const minutes = day ? null : printed(minutesPerShift, 0)
    return { minutes, posts: printed(posts, 2), roll: printed(roll, 1), per10k: printed(per10k, 2) }
  }

  it.each(ROLES_TABLE)('%s', (role, m0, p0, r0, k0, m8, p8, k8, m9, p9, r9, k9) => {
    expect(row(role, s0)).toEqual({ minutes: m0, posts: p0, roll: r0, per10k: k0 })
    expect(row(role, s8)).toMatchObject({ minutes: m8, posts: p8, per10k: k8 })
    expect(row(role, s9)).toEqual({ minutes: m9, posts: p9, roll: r9, per10k: k9 })
  })

  it.each([
    ['S0', s0, 42_768, 59],
    ['S8', s8, 9748, 18],
    ['S9', s9, 7633, 18],
  ])('%s: total minutes and day posts', (_, staff, minutes, dayPosts) => {
    const total = staff.byRole.reduce((sum, role) => sum + (role.day ? 0 : role.minutesPerShift), 0)
    expect(printed(total, 0)).toBe(minutes)
    expect(staff.dayPosts).toBeCloseTo(dayPosts, 9)
  })
})

describe('flows of the worked plan (domain 1.2, 1.3)', () => {
  const { flows } = plannedWorkload(norms, MEASURES)

  it.each<[string, number, number, digits: number]>([
    ['yarn, kg/h', flows.kgPerHour.ring, 1676, 0],
    ['roving, kg/h', flows.kgPerHour.roving, 1696, 0],
    ['lap, kg/h', flows.kgPerHour.lap, 2064, 0],
    ['bales, kg/h', flows.kgPerHour.bale, 2299, 0],
    ['cones, kg/h', flows.kgPerHour.cone, 1666, 0],
    ['bales a day', flows.eventsPerHour.bales * 24, 245, 0],
    ['cops, hundreds an hour', flows.eventsPerHour.copsWound / 100, 335, 0],
    // 1,696.2 kg/h in bobbins of 2.5 kg; domain 1.3 prints 679.
    ['roving bobbins an hour', flows.eventsPerHour.rovingBobbinsCreeled, 678.5, 1],
    ['laps an hour', flows.eventsPerHour.laps, 83, 0],
    ['finisher cans an hour', flows.eventsPerHour.finisherCans, 68, 0],
    ['card cans an hour', flows.eventsPerHour.cardCans, 38, 0],
    ['cones an hour', flows.eventsPerHour.conesPacked, 833, 0],
  ])('%s', (_, value, expected, digits) => expect(printed(value, digits)).toBe(expected))
})

describe('what the number must show (domain 4.6)', () => {
  it.each([
    [20, 40],
    [40, 60],
    [60, 80],
    [80, 100],
  ])('Ne %i → %i: fewer persons per 10,000, more hours per 100 kg, on every rung', (coarse, fine) => {
    const before = staffingRungs(norms, roster, { countNe: coarse })
    const after = staffingRungs(norms, roster, { countNe: fine })
    for (const [index, { staff }] of after.entries()) {
      expect(staff.per10k!).toBeLessThan(before[index]!.staff.per10k!)
      expect(staff.hok!).toBeGreaterThan(before[index]!.staff.hok!)
    }
  })

  it('spins 21 % of the kilograms at Ne 100 (domain 0)', () => {
    expect(plannedWorkload(norms, MEASURES, { countNe: 100 }).flows.outputRatio).toBe(0.21)
  })

  it.each([
    ['three-crews-three-shifts', 8],
    ['three-crews-two-shifts', 12],
  ] as const)('%s: 25 %% fewer on shift posts, day posts unchanged', (shiftSystem, shiftHours) => {
    const three = rosterFor(norms, { shiftSystem })
    const [four, now] = [staffOf(S8), staffOf(S8, 40, three)]
    expect(three.shiftHours).toBe(shiftHours)
    expect(now.shiftPosts).toBeCloseTo(four.shiftPosts, 9)
    const rollOf = (staff: typeof four, day: boolean) =>
      staff.byRole.reduce((sum, role) => sum + (role.day === day ? role.roll : 0), 0)
    expect(rollOf(now, false) / rollOf(four, false)).toBeCloseTo(0.75, 9)
    expect(rollOf(now, true)).toBe(rollOf(four, true))
    expect(printed(now.per10k, 1)).toBe(9.4)
  })

  it('four crews on 12 hours need as many as on 8 (domain 4.3)', () => {
    expect(staffOf(S8, 40, rosterFor(norms, { shiftSystem: 'four-crews-two-shifts' })).roll).toBeCloseTo(119.7, 1)
  })

  it('lower attendance needs more people on the roll and as many on post', () => {
    const poor = staffOf(S8, 40, rosterFor(norms, { attendance: 0.9 }))
    expect(poor.roll).toBeGreaterThan(staffOf(S8).roll)
    expect(poor.shiftPosts).toBe(staffOf(S8).shiftPosts)
  })

  it('satisfies the identities of domain 4.1 and 4.7', () => {
    const { flows } = plannedWorkload(norms, S8)
    const staff = staffOf(S8)
    const dayPer10k = staff.byRole.reduce((sum, role) => sum + (role.day ? role.per10k! : 0), 0)
    expect(staff.hok!).toBeCloseTo((staff.shiftPosts * 8 * 100) / (flows.kgPerHour.ring * 8), 9)
    expect(staff.hok!).toBeCloseTo((800 * staff.ohs!) / (flows.gramsPerSpindleHour * 8), 9)
    expect(staff.per10k!).toBeCloseTo(42.105 * staff.ohs! + dayPer10k, 3)
    expect(staff.onSitePer10k!).toBeCloseTo(staff.per10k! / 4.2105, 3)
  })

  it('counts fewer in scope A and 8 to 15 % more in scope C (domain 4.1)', () => {
    const work = plannedWorkload(norms, S8)
    const [a, b, c] = (['A', 'B', 'C'] as const).map((scope) => requiredStaff(work, roster, scope))
    expect(a!.byRole.map(({ role }) => role)).not.toContain('packing')
    expect(a!.dayPosts).toBe(0)
    expect(a!.roll).toBeLessThan(b!.roll)
    expect(c!.roll / b!.roll).toBeGreaterThan(1.08)
    expect(c!.roll / b!.roll).toBeLessThan(1.15)
  })

  it('never needs more people for one measure more, whatever the others', () => {
    fc.assert(
      fc.property(fc.subarray([...MEASURES]), fc.constantFrom(...MEASURES), (others, measure) => {
        const without = others.filter((other) => other !== measure)
        // Single norms may rise (an end takes longer to reach under S4, a long frame longer to doff); the whole must not.
        expect(staffOf([...without, measure]).roll).toBeLessThanOrEqual(staffOf(without).roll + 1e-9)
      }),
    )
  })

  it('does not depend on the size of the mill', () => {
    fc.assert(
      fc.property(fc.integer({ min: 480, max: 1_000_000 }), fc.integer({ min: 20, max: 100 }), (spindles, countNe) => {
        const staff = requiredStaff(plannedWorkload(norms, MEASURES, { spindles, countNe }), roster)
        expect(staff.per10k!).toBeCloseTo(staffOf(MEASURES, countNe).per10k!, 6)
      }),
    )
  })

  it('gives back its own posts as the rostered ones', () => {
    const required = staffOf(MEASURES)
    const persons = Object.fromEntries(required.byRole.map(({ role, posts }) => [role, posts]))
    const rostered: RosteredStaff = rosteredStaff(norms, persons, roster, 100_800)
    expect(rostered.per10k!).toBeCloseTo(required.per10k!, 9)
  })
})

describe('laps', () => {
  it('take a minute more on every rung, and nothing in a file that does not say so', () => {
    for (const step of MEASURES) expect(norms.measures[step].changes.lapExtraMinutes).toBeUndefined()
    expect(norms.conventional.lapExtraMinutes).toBe(1)
    const silent = parseNormsFile(TEXT.replace(/^ {2}lapExtraMinutes:.*\n/m, ''), 'norms.yaml')
    expect(silent.ok && silent.norms.conventional.lapExtraMinutes).toBe(0)
  })
})
