import type { StaffingNow } from '@wanding/contracts'
import { dataState, type Interval, type StaffResult, WORK_EVENTS, watchedHours } from '@wanding/mill'
import type { MeasuredMill } from '../kpi'
import { LEAST_WATCHED_HOURS } from './telemetry-basis'

/** Whether the counts suffice; `interval` and `roll` are of the whole mill. */
export function dataOf(
  said: MeasuredMill,
  { staff, terms }: StaffResult,
  interval: Interval | null,
): StaffingNow['data'] {
  const state = dataState(staff.roll, interval, said.windowMinutes / 60)
  const awaited = WORK_EVENTS.filter((event) =>
    terms.some(({ id, source }) => id === event && source === 'planned'),
  ).map((event) => {
    const seen = said.events[event]
    const missing = seen && LEAST_WATCHED_HOURS - watchedHours(seen, said.spindles)
    return { event, stillMinutes: missing === undefined ? null : Math.max(0, missing * 60) }
  })
  const untilMeasured = Math.max(0, ...awaited.map(({ stillMinutes }) => stillMinutes ?? 0))
  const untilPrecise = state.neededHours === null ? null : state.neededHours * 60 - said.windowMinutes
  return {
    enough: state.enough && awaited.length === 0,
    relativeHalfWidth: state.relativeHalfWidth,
    stillMinutes: untilPrecise === null ? untilMeasured || null : Math.max(0, untilMeasured, untilPrecise),
    awaited,
  }
}
