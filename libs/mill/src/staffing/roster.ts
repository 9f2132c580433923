import { SHIFT_SYSTEMS, type ShiftSystem } from '../codes'
import type { Norms } from './norms'

/** How posts become persons on the roll. */
export interface Roster {
  /** The system whose crews and hours these are; with a crew number that no system has, the one started from. */
  shiftSystem: ShiftSystem
  crews: number
  shiftHours: number
  /** Fraction of a crew that is present. */
  attendance: number
  /** Persons on the roll per shift post manned round the clock: crews / attendance (domain 4.3). */
  relief: number
  /** Persons on the roll per day post. */
  dayFactor: number
}

/** Roster of a shift system; crews and attendance may differ from the norms' (domain 4.3). */
export function rosterFor(
  norms: Norms,
  chosen: {
    shiftSystem?: ShiftSystem | undefined
    crews?: number | undefined
    attendance?: number | undefined
  } = {},
): Roster {
  const started = chosen.shiftSystem ?? norms.roster.shiftSystem
  const { shiftHours } = norms.shiftSystems[started]
  const crews = chosen.crews ?? norms.shiftSystems[started].crews
  const attendance = chosen.attendance ?? norms.roster.attendance
  const isThis = (system: ShiftSystem) =>
    norms.shiftSystems[system].crews === crews && norms.shiftSystems[system].shiftHours === shiftHours
  const shiftSystem = isThis(started) ? started : (SHIFT_SYSTEMS.find(isThis) ?? started)
  return { shiftSystem, crews, shiftHours, attendance, relief: crews / attendance, dayFactor: norms.roster.dayFactor }
}
