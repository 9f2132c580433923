import { staffingNow } from '@wanding/contracts'
import type { Role } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadNorms } from './load-norms'
import { aMeasuredMill } from './measured-mill.builder'
import { staffingOf } from './staffing-now'

const norms = loadNorms()
const staffing = (...args: Parameters<typeof aMeasuredMill>) => staffingOf(norms, aMeasuredMill(...args))!.staffing
const roleOf = (answer: ReturnType<typeof staffing>, role: Role) => answer.byRole.find((each) => each.role === role)!

describe('staffing from measured events', () => {
  it('lands where domain 4.5 puts the mill with all measures, with its basis beside it', () => {
    const now = staffing()
    expect(now.per10k.required).toBeGreaterThan(9)
    expect(now.per10k.required).toBeLessThan(12)
    expect(now.per10k.required).toBeCloseTo(9.71, 1)
    expect(now.hok).toBeCloseTo(1.12, 1)
    expect(now.basis).toMatchObject({
      scope: 'B',
      countNe: 40,
      spindles: 100_800,
      shiftSystem: 'four-crews-three-shifts',
      crews: 4,
      attendance: 0.95,
      measures: ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9'],
      windowMinutes: 60,
    })
    expect(staffingNow.parse(now)).toEqual(now)
  })

  it('gives the ten rungs of the norms at this count and shift system', () => {
    const { rungs } = staffing()
    expect(rungs.map(({ step }) => step)).toEqual(['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9'])
    expect(rungs[0]!.per10k).toBeCloseTo(49.99, 2)
    expect(rungs[9]!.per10k).toBeCloseTo(9.71, 2)
    expect(staffing({ countNe: 100 }).rungs[0]!.per10k).toBeLessThan(35)
  })

  it('rises with the ends that people piece, by their minutes', () => {
    const { events } = aMeasuredMill()
    const calm = staffing()
    const rough = staffing({ events: { ...events, endsPiecedByPeople: { count: 217 * 3, hours: 1 } } })
    const minutes = roleOf(rough, 'ring-piecing').minutesPerShift - roleOf(calm, 'ring-piecing').minutesPerShift
    expect(minutes).toBeCloseTo((217 * 3 - 216.6) * 8 * 0.36)
    expect(rough.roll.required! - calm.roll.required!).toBeCloseTo((minutes / 408) * (4 / 0.95))
  })

  it('rises when a measure is taken away', () => {
    expect(staffing({ measures: 'S1,S2,S3,S4,S5,S6,S7,S9' }).per10k.required).toBeGreaterThan(
      staffing().per10k.required! + 4,
    )
    const none = staffing({ measures: '' })
    expect(none.basis.measures).toEqual([])
    expect(none.per10k.required).toBeGreaterThan(25)
  })

  it('falls with one crew less, by the shift posts only', () => {
    const four = staffing()
    const three = staffing({ shiftSystem: 'three-crews-three-shifts', crews: 3 })
    expect(three.postsPerShift).toBeCloseTo(four.postsPerShift!)
    expect(four.roll.required! - three.roll.required!).toBeCloseTo(four.postsPerShift! / 0.95)
    expect(three.basis).toMatchObject({ shiftSystem: 'three-crews-three-shifts', crews: 3 })
  })

  it('counts frames that were not seen like those that were', () => {
    const { events } = aMeasuredMill()
    const all = staffing({ events: { ...events, frameDoffs: { count: 28, spindleHours: 100_800 } } })
    const half = staffing({ events: { ...events, frameDoffs: { count: 14, spindleHours: 50_400 } } })
    expect(half.per10k.required).toBeCloseTo(all.per10k.required!)
  })
})

describe('measured and planned', () => {
  it('takes an event from telemetry once it was watched for ten minutes, and says so for each term', () => {
    const young = staffing({}, 9 / 60)
    expect(young.source).toBe('planned')
    expect(roleOf(young, 'ring-piecing')).toMatchObject({
      source: 'planned',
      // Plans know no laps.
      terms: [{ source: 'planned' }, { id: 'lapsCutOut', source: 'fixed', minutesPerShift: 0 }],
    })
    const old = staffing({}, 10 / 60)
    expect(old.source).toBe('measured')
    expect(roleOf(old, 'ring-piecing')).toMatchObject({
      source: 'measured',
      terms: [{ source: 'measured' }, { id: 'lapsCutOut', source: 'measured', minutesPerShift: 0 }],
    })
    expect(roleOf(old, 'ring-piecing').terms[0]).toMatchObject({
      id: 'endsPiecedByPeople',
      unit: 'end',
      minutesEach: 0.36,
      countPerShift: expect.closeTo(216.6 * 8),
    })
  })

  it('plans only what is missing', () => {
    const { events } = aMeasuredMill()
    const { conesPacked: _, ...rest } = events
    const now = staffing({ events: { ...rest, laps: { count: 5, hours: 0.05 } } })
    expect(now.source).toBe('mixed')
    expect(roleOf(now, 'packing').source).toBe('planned')
    expect(roleOf(now, 'combing-preparation').source).toBe('mixed')
    expect(roleOf(now, 'winding').source).toBe('measured')
    expect(roleOf(now, 'ring-patrol').source).toBe('fixed')
  })

  it('takes ten minutes of part of the frames for less than ten minutes of the mill', () => {
    const { events } = aMeasuredMill()
    const seen = (spindleHours: number) =>
      roleOf(staffing({ events: { ...events, frameDoffs: { count: 5, spindleHours } } }), 'ring-doffing').source
    expect(seen(100_800 / 12)).toBe('planned')
    expect(seen(100_800 / 6)).toBe('measured')
  })
})

describe('rostered', () => {
  it('is persons × relief and day staff × day factor, and the index is required over rostered', () => {
    const now = staffing()
    const shift =
      0.6 + 0.4 + 1.3 + 0.4 + 1.6 + 0.2 + 1.8 + 3.4 + 1.1 + 1.7 + 1.3 + 0.3 + 2.8 + 0.3 + 1 + 0.7 + 2.2 + 0.4
    expect(now.roll.rostered).toBeCloseTo((shift * 4) / 0.95 + 19 * 1.06)
    expect(now.per10k.rostered).toBeCloseTo(now.roll.rostered! / 10.08)
    expect(now.index).toBeCloseTo(now.roll.required! / now.roll.rostered!)
    expect(roleOf(now, 'day-fitters')).toMatchObject({
      rosteredPersons: 14,
      rosteredPer10k: expect.closeTo((14 * 1.06) / 10.08),
    })
  })

  it('is not said while the crew’s telemetry is away or incomplete', () => {
    const away = staffing({ persons: null })
    expect(away).toMatchObject({ index: null, per10k: { rostered: null }, roll: { rostered: null } })
    expect(away.per10k.required).not.toBeNull()
    const partly = staffing({ persons: { winding: 2.8 } })
    expect(partly).toMatchObject({ index: null, per10k: { rostered: null } })
    expect(roleOf(partly, 'winding').rosteredPersons).toBe(2.8)
    expect(roleOf(partly, 'packing').rosteredPersons).toBeNull()
  })
})

describe('what a mill may say', () => {
  it('unknown words and impossible numbers are left out and told', () => {
    const { staffing: now, problems } = staffingOf(
      norms,
      aMeasuredMill({ shiftSystem: 'two-crews', crews: 40, attendance: 7, measures: 'S1, S2,S77,,robots' }),
    )!
    expect(now.basis).toMatchObject({
      shiftSystem: 'four-crews-three-shifts',
      crews: 4,
      attendance: 0.95,
      measures: ['S1', 'S2'],
    })
    expect(problems).toEqual([
      'shift system "two-crews" is not known; the norms\' own is used',
      "number of crews 40 is not known; the norms' own is used",
      "attendance 7 is not known; the norms' own is used",
      'measure "S77" is not known and not counted',
      'measure "robots" is not known and not counted',
    ])
  })

  it('nothing of its shifts: the norms stand in', () => {
    const silent = aMeasuredMill({ shiftSystem: null, crews: null, attendance: null, measures: '', installed: {} })
    const { staffing: now, problems } = staffingOf(norms, silent)!
    expect(now.basis).toMatchObject({ shiftSystem: 'four-crews-three-shifts', crews: 4, measures: [] })
    expect(problems).toEqual([])
  })

  it.each([{ spindles: 0 }, { countNe: null }, { countNe: 0 }, { measures: null }])(
    'without %o there is no figure',
    (missing) => {
      expect(staffingOf(norms, aMeasuredMill(missing))).toBeNull()
    },
  )

  it('any size: persons per 10,000 spindles of one frame are those of the mill', () => {
    const one = staffing({ spindles: 1200, events: {}, installed: {} })
    expect(one.per10k.required).toBeCloseTo(9.71, 2)
    expect(one.source).toBe('planned')
  })
})
