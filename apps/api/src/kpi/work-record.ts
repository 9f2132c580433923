import {
  INSTALLED,
  MEASURES,
  type MeasuredEvents,
  type PersonsOnPost,
  ROLES,
  SHIFT_SYSTEMS,
  type ShiftSystem,
  WORK_EVENTS,
} from '@wanding/mill'
import type { MeasuredMill } from './measured-events.port'
import type { CountedWork } from './work-counters'

/** Work that was counted for some time: events, and hours of the whole mill that were watched for them. */
export type WorkGains = { [K in CountedWork]?: { count: number; hours: number } }

/** A named number over a period, as the store sums it up. */
interface Total {
  points: number
  sum: number
  last: number
}

const EXACT = 1e9

const COUNTED: readonly CountedWork[] = [...WORK_EVENTS, 'ringProductionKg']

/** Names under which the work of a mill is kept: gains add up, everything else holds until it is said again. */
export const WORK_SERIES: readonly string[] = [
  ...COUNTED.flatMap((event) => [`count/${event}`, `hours/${event}`]),
  ...['spindles', 'countNe', 'shiftSystem', 'crews', 'attendance', 'measures'].map((name) => `mill/${name}`),
  ...INSTALLED.map((installed) => `installed/${installed}`),
  ...ROLES.map((role) => `persons/${role}`),
]

/** The work of a mill as named numbers: measures as the bits of their places, the shift system as its place in the list. */
export function workValues(mill: MeasuredMill, gains: WorkGains): Map<string, number> {
  const values = new Map<string, number>()
  const set = (name: string, value: number | null | undefined) => {
    if (value !== null && value !== undefined && Number.isFinite(value)) values.set(name, value)
  }
  for (const event of COUNTED) {
    set(`count/${event}`, gains[event]?.count)
    set(`hours/${event}`, gains[event]?.hours)
  }
  const shiftSystem = SHIFT_SYSTEMS.indexOf(mill.shiftSystem as ShiftSystem)
  set('mill/spindles', mill.spindles)
  set('mill/countNe', mill.countNe)
  set('mill/shiftSystem', shiftSystem < 0 ? null : shiftSystem)
  set('mill/crews', mill.crews)
  set('mill/attendance', mill.attendance)
  set('mill/measures', mill.measures === null ? null : bitsOf(mill.measures))
  for (const installed of INSTALLED) set(`installed/${installed}`, mill.installed[installed])
  for (const role of ROLES) set(`persons/${role}`, mill.persons?.[role])
  return values
}

/** What a period was like, from the sums of its named numbers; counts are of the whole mill. */
export function workOfPeriod(
  of: Pick<MeasuredMill, 'mill' | 'run' | 'simulated' | 'atMs'>,
  totals: ReadonlyMap<string, Total>,
): MeasuredMill {
  const sum = (name: string) => totals.get(name)?.sum
  const last = (name: string) => totals.get(name)?.last ?? null
  const mean = (name: string) => {
    const total = totals.get(name)
    // Adding up and dividing must not make 0.95 a change of attendance.
    return total && total.points > 0 ? Math.round((total.sum / total.points) * EXACT) / EXACT : undefined
  }
  const events: MeasuredEvents = {}
  for (const event of COUNTED) {
    const [count, hours] = [sum(`count/${event}`), sum(`hours/${event}`)]
    if (count !== undefined && hours !== undefined && hours > 0) events[event] = { count, hours }
  }
  const persons: PersonsOnPost = {}
  for (const role of ROLES) {
    const value = mean(`persons/${role}`)
    if (value !== undefined) persons[role] = value
  }
  const measures = last('mill/measures')
  const shiftSystem = last('mill/shiftSystem')
  return {
    ...of,
    spindles: last('mill/spindles') ?? 0,
    countNe: mean('mill/countNe') ?? null,
    shiftSystem: shiftSystem === null ? null : (SHIFT_SYSTEMS[shiftSystem] ?? null),
    crews: last('mill/crews'),
    attendance: mean('mill/attendance') ?? null,
    measures: measures === null ? null : MEASURES.filter((_, place) => ((measures >> place) & 1) === 1).join(','),
    windowMinutes: (sum('hours/endsPiecedByPeople') ?? 0) * 60,
    events,
    installed: Object.fromEntries(
      INSTALLED.flatMap((installed) => {
        const value = last(`installed/${installed}`)
        return value === null ? [] : [[installed, value]]
      }),
    ),
    persons: Object.keys(persons).length > 0 ? persons : null,
    crew: null,
  }
}

function bitsOf(measures: string): number {
  const words = measures.split(',').map((word) => word.trim())
  return MEASURES.reduce((bits, measure, place) => bits | (words.includes(measure) ? 1 << place : 0), 0)
}
