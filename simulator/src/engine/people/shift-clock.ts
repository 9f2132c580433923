import { crewOnShift } from '@wanding/mill'
import type { Mill } from '../kernel/state'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** Number of the shift that a moment lies in, counted from the epoch in the mill's own time zone. */
export function shiftNumberAt(mill: Mill, atMs: number): number {
  return Math.floor((atMs - firstShiftMs(mill)) / mill.derived.shiftMs)
}

/** When a shift begins, epoch ms. */
export function shiftStartMs(mill: Mill, shiftNumber: number): number {
  return firstShiftMs(mill) + shiftNumber * mill.derived.shiftMs
}

/** 0 for the first shift of the day, on which the day staff work too. */
export function shiftOfDay(mill: Mill, shiftNumber: number): number {
  const { shiftsPerDay } = mill.derived
  return ((shiftNumber % shiftsPerDay) + shiftsPerDay) % shiftsPerDay
}

/** The crew on a shift, by the turn of the shift system (domain 4.3). */
export function crewOf(mill: Mill, shiftNumber: number): number {
  return crewOnShift(mill.plan.staff.shiftSystem, shiftNumber)
}

/** How long work takes against the standard time: the crew's pace, fatigue, and the dip at the hand-over (domain 3). */
export function paceAt(mill: Mill, atMs: number): number {
  const { shiftStartMs: startMs, shiftNumber } = mill.state.mill
  const { handover, fatigue } = mill.plan.staff
  const { minutes, slowdown } = handover
  const tired = 1 + (fatigue * (atMs - startMs)) / mill.derived.shiftMs
  const pace = (mill.derived.crewPace[crewOf(mill, shiftNumber)] ?? 1) * tired
  return atMs - startMs < minutes * MINUTE_MS ? pace * (1 + slowdown) : pace
}

function firstShiftMs({ plan }: Mill): number {
  return plan.staff.firstShiftHour * HOUR_MS - plan.utcOffsetMinutes * MINUTE_MS
}
