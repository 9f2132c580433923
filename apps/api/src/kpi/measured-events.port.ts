import type { Installed, MeasuredEvents, PersonsOnPost } from '@wanding/mill'

/** What telemetry tells of a mill that decides how many people it needs and has; words as they came. */
export interface MeasuredMill {
  mill: string
  run: string
  simulated: boolean
  /** Mill time. */
  atMs: number
  /** Installed ring spindles. */
  spindles: number
  countNe: number | null
  shiftSystem: string | null
  crews: number | null
  attendance: number | null
  /** Measures in force, comma separated; null when the mill does not say. */
  measures: string | null
  /** Mean minutes of the ring frames' time behind the events. */
  windowMinutes: number
  /** What was counted over the window, with the time behind each. */
  events: MeasuredEvents
  /** Machines and positions known; of a kind that never reported nothing is said. */
  installed: { [K in Installed]?: number }
  /** Persons on post by role; null while the crew's telemetry is away. */
  persons: PersonsOnPost | null
  /** The crew on shift; null while its telemetry is away, and of a period that may have seen several. */
  crew: { name: string; shift: number | null; shiftStartMs: number | null } | null
}

/** The measured side of staffing. */
export interface MeasuredEventsSource {
  /** Mills that have a machine. */
  mills(): string[]
  /** Undefined for a mill that was never heard of. */
  measured(mill: string): MeasuredMill | undefined
  /** Id of the machine that speaks for the crew; undefined while there is none. */
  crewMachine(mill: string): string | undefined
}

export const MEASURED_EVENTS = Symbol('MEASURED_EVENTS')
