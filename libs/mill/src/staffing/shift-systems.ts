import type { ShiftSystem } from '../codes'

/** How the crews of a shift system take turns (domain 4.3). */
export interface ShiftTurn {
  crews: number
  shiftsPerDay: number
  shiftHours: number
  /** Days that a crew stays on a shift before it moves to the next, or to its days off. */
  daysOnAShift: number
  /** Persons on the roll for each place in a crew: rotating rest days within the crew take 7/6. */
  restFactor: number
}

/**
 * The systems of domain 4.3. Four crews on three shifts turn in 8 days (2 early, 2 mid, 2 night, 2 off), three on two shifts in 6,
 * four on two shifts in 8 (2 day, 2 night, 4 off). Crews without a relief crew change shifts by the week.
 */
export const SHIFT_TURNS: Readonly<Record<ShiftSystem, Readonly<ShiftTurn>>> = {
  'four-crews-three-shifts': { crews: 4, shiftsPerDay: 3, shiftHours: 8, daysOnAShift: 2, restFactor: 1 },
  'three-crews-three-shifts': { crews: 3, shiftsPerDay: 3, shiftHours: 8, daysOnAShift: 7, restFactor: 1 },
  'three-crews-two-shifts': { crews: 3, shiftsPerDay: 2, shiftHours: 12, daysOnAShift: 2, restFactor: 1 },
  'four-crews-two-shifts': { crews: 4, shiftsPerDay: 2, shiftHours: 12, daysOnAShift: 2, restFactor: 1 },
  'two-crews-two-shifts': { crews: 2, shiftsPerDay: 2, shiftHours: 12, daysOnAShift: 7, restFactor: 7 / 6 },
}

/** The crew on a shift, 0-based; shifts are counted from the first shift of any day. */
export function crewOnShift(system: ShiftSystem, shiftNumber: number): number {
  const { crews, shiftsPerDay, daysOnAShift } = SHIFT_TURNS[system]
  const day = Math.floor(shiftNumber / shiftsPerDay)
  const shiftOfDay = shiftNumber - day * shiftsPerDay
  const crew = (shiftOfDay - Math.floor(day / daysOnAShift)) % crews
  return crew < 0 ? crew + crews : crew
}

/** Crews on the roll, those included who relieve on rest days: 2 × 7/6 for two crews with rotating rest (domain 4.3). */
export function crewsOnRoll(system: ShiftSystem): number {
  const { crews, restFactor } = SHIFT_TURNS[system]
  return crews * restFactor
}

const DAYS_PER_MONTH = 365 / 12

/** Hours that a person on the roll is rostered in a month, absence not counted (domain 4.3). */
export function hoursPerMonth(system: ShiftSystem): number {
  const { shiftsPerDay, shiftHours } = SHIFT_TURNS[system]
  return (shiftsPerDay * shiftHours * DAYS_PER_MONTH) / crewsOnRoll(system)
}
