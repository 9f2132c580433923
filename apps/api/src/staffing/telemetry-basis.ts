import {
  MEASURES,
  type Measure,
  type MeasuredEvents,
  type Norms,
  type Roster,
  rosterFor,
  SHIFT_SYSTEMS,
  type ShiftSystem,
} from '@wanding/mill'
import type { MeasuredMill } from '../kpi'

/** Mill time that an event must have been watched for before its count replaces the plan, h. */
export const LEAST_WATCHED_HOURS = 10 / 60

const LEAST_ATTENDANCE = 0.5
const MOST_CREWS = 12

/** How a mill is organised, from words and numbers of its telemetry that may be anything. */
export interface TelemetryBasis {
  roster: Roster
  measures: Measure[]
  /** What the mill said and we do not know; the norms' own value, or nothing, stands in its place. */
  problems: string[]
}

/** Reads shift system, crews, attendance and measures; what is unknown is left out and told. */
export function telemetryBasis(norms: Norms, said: MeasuredMill): TelemetryBasis {
  const problems: string[] = []
  const known = <T>(value: T | null, isKnown: (value: T) => boolean, name: string): T | undefined => {
    if (value === null) return undefined
    if (isKnown(value)) return value
    problems.push(`${name} ${JSON.stringify(value)} is not known; the norms' own is used`)
    return undefined
  }
  const roster = rosterFor(norms, {
    shiftSystem: known(said.shiftSystem, isShiftSystem, 'shift system') as ShiftSystem | undefined,
    crews: known(said.crews, (crews) => crews >= 1 && crews <= MOST_CREWS, 'number of crews'),
    attendance: known(said.attendance, (share) => share >= LEAST_ATTENDANCE && share <= 1, 'attendance'),
  })
  const words = (said.measures ?? '').split(',').map((word) => word.trim())
  for (const word of words) {
    if (word !== '' && !isMeasure(word)) problems.push(`measure ${JSON.stringify(word)} is not known and not counted`)
  }
  return { roster, measures: MEASURES.filter((measure) => words.includes(measure)), problems }
}

/** The events that were watched long enough to say something; the others are planned. */
export function watchedEvents(events: MeasuredEvents, spindles: number): MeasuredEvents {
  return Object.fromEntries(
    Object.entries(events).filter(([, event]) => {
      if (!event) return false
      const hours = 'hours' in event ? event.hours : event.spindleHours / spindles
      return hours >= LEAST_WATCHED_HOURS
    }),
  )
}

const isShiftSystem = (word: string): boolean => (SHIFT_SYSTEMS as readonly string[]).includes(word)
const isMeasure = (word: string): boolean => (MEASURES as readonly string[]).includes(word)
