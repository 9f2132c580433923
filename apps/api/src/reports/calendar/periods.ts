import type { ReportKind } from '@wanding/contracts'
import { instantOf, localOf, type OffsetAt } from './mill-clock'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** When a mill works. */
export interface ShiftCalendar {
  offsetAt: OffsetAt
  shiftsPerDay: number
  /** Local minutes after midnight at which the first shift begins. */
  firstShiftMinute: number
}

/** A stretch of a mill's time that is reported. */
export interface Period {
  kind: ReportKind
  fromMs: number
  toMs: number
  /** Local date on which it begins: 2026-03-02, or 2026-03 of a month. */
  date: string
  /** 1-based; null of days and months. */
  shift: number | null
}

/**
 * The period that an instant lies in. A mill's day goes from its first shift to the next first shift, so that a night shift is in
 * one day: the one on which it began; a month is the days that begin in it. Local times hold: a night may have 7 or 9 hours.
 */
export function periodAt(kind: ReportKind, calendar: ShiftCalendar, atMs: number): Period {
  const day = dayNumber(calendar, atMs)
  if (kind === 'month') return monthOf(calendar, day)
  if (kind === 'day') return dayOf(calendar, day)
  const bounds = shiftBounds(calendar, day)
  const shift = bounds.findLastIndex((fromMs, index) => index < calendar.shiftsPerDay && fromMs <= atMs)
  return { kind, fromMs: bounds[shift]!, toMs: bounds[shift + 1]!, date: dateText(day), shift: shift + 1 }
}

/** The period of the same kind before this one. */
export const periodBefore = (calendar: ShiftCalendar, { kind, fromMs }: Period): Period =>
  periodAt(kind, calendar, fromMs - 1)

/** The days of a period, in order; a shift or day is one part. */
export function partsOf(calendar: ShiftCalendar, period: Period): Period[] {
  if (period.kind !== 'month') return [period]
  const parts: Period[] = []
  for (let fromMs = period.fromMs; fromMs < period.toMs; fromMs = parts.at(-1)!.toMs)
    parts.push(periodAt('day', calendar, fromMs))
  return parts
}

/** Number of the local date, since the epoch, of the mill's day. */
function dayNumber({ offsetAt, firstShiftMinute }: ShiftCalendar, atMs: number): number {
  const guess = Math.floor((localOf(offsetAt, atMs) - firstShiftMinute * MINUTE_MS) / DAY_MS)
  // Where clocks change at the hour of the hand-over, local time alone does not tell.
  if (atMs < dayBegin({ offsetAt, firstShiftMinute }, guess)) return guess - 1
  return atMs >= dayBegin({ offsetAt, firstShiftMinute }, guess + 1) ? guess + 1 : guess
}

const dayBegin = ({ offsetAt, firstShiftMinute }: Omit<ShiftCalendar, 'shiftsPerDay'>, day: number): number =>
  instantOf(offsetAt, day * DAY_MS + firstShiftMinute * MINUTE_MS)

function shiftBounds(calendar: ShiftCalendar, day: number): number[] {
  const { offsetAt, shiftsPerDay, firstShiftMinute } = calendar
  return Array.from({ length: shiftsPerDay + 1 }, (_, i) =>
    instantOf(offsetAt, day * DAY_MS + firstShiftMinute * MINUTE_MS + (i * DAY_MS) / shiftsPerDay),
  )
}

const dayOf = (calendar: ShiftCalendar, day: number): Period => ({
  kind: 'day',
  fromMs: dayBegin(calendar, day),
  toMs: dayBegin(calendar, day + 1),
  date: dateText(day),
  shift: null,
})

function monthOf(calendar: ShiftCalendar, day: number): Period {
  const date = new Date(day * DAY_MS)
  const first = (months: number) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months) / DAY_MS
  return {
    kind: 'month',
    fromMs: dayBegin(calendar, first(0)),
    toMs: dayBegin(calendar, first(1)),
    date: dateText(day).slice(0, 7),
    shift: null,
  }
}

const dateText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)
