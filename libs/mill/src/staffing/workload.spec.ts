import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MEASURES, ROLES, type Role } from '../codes'
import { aNorms } from './norms.builder'
import { WORK_EVENTS, type WorkEvent } from './planning-flows'
import { requiredStaff } from './required-staff'
import { rosterFor } from './roster'
import { measuredWorkload, plannedWorkload, type Workload } from './workload'

const norms = aNorms()
const work = (workload: Workload, role: Role) => workload.byRole.find((found) => found.role === role)!

describe('workload', () => {
  it('explains a role term by term: count × minutes each', () => {
    const workload = plannedWorkload(norms, [])
    const bales = (workload.flows.kgPerHour.ring / 200) * 8
    expect(work(workload, 'blowroom')).toEqual({
      role: 'blowroom',
      day: false,
      minutesPerShift: bales + 20 + 100,
      source: 'planned',
      terms: [
        {
          id: 'bales',
          countPerShift: bales,
          unit: 'bale',
          minutesEach: 1,
          minutesPerShift: bales,
          norm: 'baleMinutes',
          source: 'planned',
        },
        {
          id: 'blowroomLines',
          countPerShift: 2,
          unit: 'line',
          minutesEach: 10,
          minutesPerShift: 20,
          norm: 'blowroomLineMinutes',
          source: 'fixed',
        },
        {
          id: 'wasteMinutes',
          countPerShift: 1,
          unit: 'shift',
          minutesEach: 100,
          minutesPerShift: 100,
          norm: 'wasteMinutes',
          source: 'fixed',
        },
      ],
    })
  })

  it('turns posts into minutes at the effective minutes of the shift', () => {
    const workload = plannedWorkload(norms, [])
    expect(workload.effectiveMinutes).toBe(240)
    expect(work(workload, 'utilities')).toMatchObject({ minutesPerShift: 240, source: 'fixed', day: false })
    expect(work(workload, 'day-fitters')).toMatchObject({ minutesPerShift: 960, source: 'fixed', day: true })
  })

  it('has more work, and the same posts, in a longer shift', () => {
    const [eight, twelve] = [8, 12].map((shiftHours) => plannedWorkload(norms, [], { shiftHours }))
    for (const role of ROLES) {
      const [short, long] = [work(eight!, role), work(twelve!, role)]
      expect(long.minutesPerShift).toBeCloseTo(short.minutesPerShift * 1.5, 9)
    }
    const staff = [eight!, twelve!].map((load) => requiredStaff(load, rosterFor(norms)))
    expect(staff[1]!.shiftPosts).toBeCloseTo(staff[0]!.shiftPosts, 9)
  })

  it('has every role once, in the order of the norms', () => {
    expect(plannedWorkload(norms, []).byRole.map(({ role }) => role)).toEqual(ROLES)
  })
})

describe('workload from measured events', () => {
  it('scales a count over hours, or over spindle-hours, to a shift', () => {
    const hours = measuredWorkload(norms, [], { endsPiecedByPeople: { count: 30, hours: 0.5 } })
    expect(work(hours, 'ring-piecing')).toMatchObject({ minutesPerShift: 30 * 16 * 0.5, source: 'measured' })
    // Half of 10,000 spindles watched for two hours.
    const part = measuredWorkload(norms, [], { frameDoffs: { count: 10, spindleHours: 10_000 } })
    expect(work(part, 'ring-doffing').terms[0]).toMatchObject({ countPerShift: 80, source: 'measured' })
    expect(work(part, 'cop-transport').terms[0]).toMatchObject({ countPerShift: 80, source: 'measured' })
  })

  it('says of each role whether it was measured, planned, both or neither', () => {
    const workload = measuredWorkload(norms, [], {
      laps: { count: 1, hours: 1 },
      bales: { count: 1, hours: 1 },
    })
    expect(work(workload, 'combing-preparation').source).toBe('mixed')
    expect(work(workload, 'blowroom').source).toBe('measured')
    expect(work(workload, 'carding').source).toBe('planned')
    expect(work(workload, 'ring-patrol').source).toBe('fixed')
    expect(workload.source).toBe('mixed')
    expect(plannedWorkload(norms, []).source).toBe('planned')
  })

  it('takes a measured zero for zero, and no time for no measurement', () => {
    const nothing = measuredWorkload(norms, [], { endsPiecedByPeople: { count: 0, hours: 2 } })
    expect(work(nothing, 'ring-piecing')).toMatchObject({ minutesPerShift: 0, source: 'measured' })
    for (const count of [0, 5]) {
      const unmeasured = measuredWorkload(norms, [], { endsPiecedByPeople: { count, hours: 0 } })
      expect(work(unmeasured, 'ring-piecing')).toEqual(work(plannedWorkload(norms, []), 'ring-piecing'))
    }
  })

  it('computes hours per 100 kg from measured yarn', () => {
    const measured = measuredWorkload(norms, [], { ringProductionKg: { count: 200, hours: 2 } })
    const staff = requiredStaff(measured, rosterFor(norms))
    expect(measured).toMatchObject({ ringKgPerHour: 100, ringSource: 'measured' })
    expect(staff.hok).toBeCloseTo(staff.shiftPosts, 9)
  })

  it('equals the plan when everything happened as planned', () => {
    fc.assert(
      fc.property(fc.subarray([...MEASURES]), fc.double({ min: 0.01, max: 100, noNaN: true }), (measures, hours) => {
        const planned = plannedWorkload(norms, measures)
        const measured = measuredWorkload(
          norms,
          measures,
          Object.fromEntries(
            WORK_EVENTS.map((event) => [event, { count: planned.flows.eventsPerHour[event] * hours, hours }]),
          ),
        )
        expect(measured.source).toBe('measured')
        for (const role of ROLES) {
          expect(work(measured, role).minutesPerShift).toBeCloseTo(work(planned, role).minutesPerShift, 6)
        }
      }),
    )
  })

  it('needs more people the more often anything happens', () => {
    const roster = rosterFor(norms)
    fc.assert(
      fc.property(fc.constantFrom<WorkEvent>(...WORK_EVENTS), fc.nat(10_000), fc.nat(10_000), (event, a, b) => {
        const rolls = [Math.min(a, b), Math.max(a, b) + 1].map(
          (count) => requiredStaff(measuredWorkload(norms, [], { [event]: { count, hours: 8 } }), roster).roll,
        )
        expect(rolls[1]!).toBeGreaterThan(rolls[0]!)
      }),
    )
  })
})

describe('laps', () => {
  const withLaps = { ...norms, conventional: { ...norms.conventional, lapExtraMinutes: 1 } }
  const piecing = (work: ReturnType<typeof measuredWorkload>) =>
    work.byRole.find(({ role }) => role === 'ring-piecing')!

  it('that were counted take their time on top; plans know none', () => {
    const ends = { endsPiecedByPeople: { count: 200, hours: 1 } }
    const counted = { ...ends, lapsCutOut: { count: 40, hours: 1 } }
    const shiftHours = 8
    const without = piecing(
      measuredWorkload(withLaps, [], { ...ends, lapsCutOut: { count: 0, hours: 1 } }, { shiftHours }),
    )
    const more = piecing(measuredWorkload(withLaps, [], counted, { shiftHours }))
    expect(more.minutesPerShift - without.minutesPerShift).toBeCloseTo(40 * 8, 9)
    expect(more.source).toBe('measured')
    const silent = { ...norms, conventional: { ...norms.conventional, lapExtraMinutes: 0 } }
    expect(piecing(measuredWorkload(silent, [], counted, { shiftHours })).minutesPerShift).toBe(without.minutesPerShift)
    expect(piecing(measuredWorkload(withLaps, [], {})).minutesPerShift).toBe(
      piecing(measuredWorkload(norms, [], {})).minutesPerShift,
    )
  })
})
