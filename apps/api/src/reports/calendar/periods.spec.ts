import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixedOffset, zoneOffset } from './mill-clock'
import { partsOf, periodAt, periodBefore, type ShiftCalendar } from './periods'

const JIMO: ShiftCalendar = { offsetAt: fixedOffset(480), shiftsPerDay: 3, firstShiftMinute: 8 * 60 }
const BERLIN: ShiftCalendar = { offsetAt: zoneOffset('Europe/Berlin'), shiftsPerDay: 3, firstShiftMinute: 6 * 60 }
const at = (text: string) => Date.parse(text)
const hours = ({ fromMs, toMs }: { fromMs: number; toMs: number }) => (toMs - fromMs) / 3_600_000

describe('periods of a mill', () => {
  it.each([
    ['2026-03-02T08:00:00+08:00', '2026-03-02', 1],
    ['2026-03-02T15:59:59+08:00', '2026-03-02', 1],
    ['2026-03-02T16:00:00+08:00', '2026-03-02', 2],
    ['2026-03-02T23:59:59+08:00', '2026-03-02', 2],
    ['2026-03-03T00:00:00+08:00', '2026-03-02', 3],
    ['2026-03-03T07:59:59+08:00', '2026-03-02', 3],
  ])('%s is in shift %s %i: a night shift belongs to the day on which it began', (text, date, shift) => {
    expect(periodAt('shift', JIMO, at(text))).toMatchObject({ date, shift })
    expect(periodAt('day', JIMO, at(text)).date).toBe(date)
  })

  it.each([
    ['spring', '2026-03-29T01:00:00+01:00', 7, 23],
    ['autumn', '2026-10-25T01:00:00+02:00', 9, 25],
  ])('the night on which clocks change in %s has its own length, and so has the day', (_, text, night, day) => {
    expect(hours(periodAt('shift', BERLIN, at(text)))).toBe(night)
    expect(hours(periodAt('day', BERLIN, at(text)))).toBe(day)
  })

  it('a month is the days that begin in it', () => {
    const month = periodAt('month', JIMO, at('2026-03-01T03:00:00+08:00'))
    expect(month.date).toBe('2026-02')
    expect(partsOf(JIMO, month)).toHaveLength(28)
    expect(partsOf(JIMO, month).at(-1)).toMatchObject({ date: '2026-02-28', toMs: month.toMs })
  })

  it('periods of a kind follow each other without gap or overlap, whatever the zone', () => {
    const calendar = fc.record({
      offsetAt: fc.constantFrom(fixedOffset(345), zoneOffset('Europe/Berlin'), zoneOffset('Australia/Lord_Howe')),
      shiftsPerDay: fc.constantFrom(2, 3),
      firstShiftMinute: fc.integer({ min: 0, max: 47 }).map((half) => half * 30),
    })
    const anInstant = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') })
    fc.assert(
      fc.property(calendar, anInstant, fc.constantFrom('shift', 'day', 'month'), (of, atMs, kind) => {
        const period = periodAt(kind, of, atMs)
        expect(period.fromMs).toBeLessThanOrEqual(atMs)
        expect(period.toMs).toBeGreaterThan(atMs)
        expect(periodBefore(of, period).toMs).toBe(period.fromMs)
        expect(periodAt(kind, of, period.toMs - 1)).toEqual(period)
      }),
    )
  })
})
