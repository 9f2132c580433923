import type { Periods } from '../../shared/router/staffing-query'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

export const PERIOD_CHOICES = ['hour', 'shift', 'day'] as const
export type PeriodChoice = (typeof PERIOD_CHOICES)[number]

interface Clock {
  nowMs: number
  utcOffsetMinutes: number
  /** Begin of the present shift; null while nobody says it. */
  shiftStartMs: number | null
  shiftHours: number
}

/** The two stretches of a usual question: this hour, shift or day so far against the one before it. */
export function usualPeriods(choice: PeriodChoice, clock: Clock): Periods {
  const begin = beginOf(choice, clock)
  const length = choice === 'hour' ? HOUR_MS : choice === 'shift' ? clock.shiftHours * HOUR_MS : 24 * HOUR_MS
  return {
    beforeFrom: begin - length,
    beforeTo: begin,
    afterFrom: begin,
    afterTo: Math.max(begin + MINUTE_MS, clock.nowMs),
  }
}

function beginOf(choice: PeriodChoice, { nowMs, utcOffsetMinutes, shiftStartMs }: Clock): number {
  const offset = utcOffsetMinutes * MINUTE_MS
  switch (choice) {
    case 'hour':
      return Math.floor(nowMs) - HOUR_MS
    case 'shift':
      return shiftStartMs ?? Math.floor(nowMs) - HOUR_MS
    case 'day':
      return Math.floor((nowMs + offset) / (24 * HOUR_MS)) * 24 * HOUR_MS - offset
  }
}

/** Text of a field for date and time, on the mill's clock; `2026-03-02T06:00`. */
export const fieldText = (atMs: number, utcOffsetMinutes: number): string =>
  new Date(atMs + utcOffsetMinutes * MINUTE_MS).toISOString().slice(0, 16)

/** Epoch ms of such a text; null for one that is no time. */
export function fieldTime(text: string, utcOffsetMinutes: number): number | null {
  const atMs = Date.parse(`${text}Z`)
  return Number.isNaN(atMs) ? null : atMs - utcOffsetMinutes * MINUTE_MS
}
