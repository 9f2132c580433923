import { SpindleFlag } from '@wanding/mill'
import { callTheRoll } from '../people/roll-call'
import { crewOf, shiftNumberAt, shiftOfDay, shiftStartMs } from '../people/shift-clock'
import { addRound } from '../people/work'
import { isConspicuous } from '../ring-room/ends'
import { accruedAt, yarnKg } from '../ring-room/frame-motion'
import { bobbinsDue, creelLimit } from '../ring-room/roving'
import { flagsOf, setFlags } from '../ring-room/spindles'
import { stepWeather } from '../utilities/climate'
import { stepUtilities } from '../utilities/utilities'
import { schedule } from './calendar'
import { FrameSlot, MillSlot } from './layout'
import { frameSlot, type Mill } from './state'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Step of what changes slowly: weather, demand, utilities. */
export const SLOW_STEP_MS = 10 * MINUTE_MS
/** The other machines follow the ring room's output over this time. */
const DEMAND_MS = 2 * HOUR_MS

/** A crew takes over: counts of the shift begin anew, meals are set, the day staff come. */
export function onShift(mill: Mill, atMs: number): void {
  const { mill: numbers, spindles } = mill.state
  numbers.shiftNumber = shiftNumberAt(mill, atMs)
  numbers.shiftStartMs = shiftStartMs(mill, numbers.shiftNumber)
  schedule(mill.calendar, mill.layout.slots.mill + MillSlot.shift, shiftStartMs(mill, numbers.shiftNumber + 1))
  callTheRoll(mill, atMs)
  const crew = mill.plan.staff.crews[crewOf(mill, numbers.shiftNumber)]!
  mill.onEvent?.({ kind: 'shift', atMs, crew, shift: shiftOfDay(mill, numbers.shiftNumber) + 1 })
  const { code, listed } = spindles
  for (let spindle = 0; spindle < code.length; spindle++) {
    if ((code[spindle]! & SpindleFlag.rogue) === 0) continue
    if (listed[spindle] === 0 && !isConspicuous(mill, spindle)) {
      setFlags(mill, spindle, flagsOf(mill, spindle) & ~SpindleFlag.rogue, atMs)
    }
  }
  spindles.breaksLastShift.set(spindles.breaksThisShift)
  spindles.breaksThisShift.fill(0)
}

/** Every ten minutes: weather, utilities, and the output that the other machines follow. */
export function onSlowStep(mill: Mill, atMs: number): void {
  const { mill: numbers } = mill.state
  stepWeather(mill)
  const kg = totalYarnKg(mill, atMs)
  const hours = (atMs - numbers.demandAtMs) / HOUR_MS
  if (hours > 0) {
    const kgPerHour = (kg - numbers.demandKg) / hours
    numbers.demandKgPerHour +=
      (kgPerHour - numbers.demandKgPerHour) * Math.min(1, (atMs - numbers.demandAtMs) / DEMAND_MS)
  }
  numbers.demandAtMs = atMs
  numbers.demandKg = kg
  stepUtilities(mill, atMs)
  schedule(mill.calendar, mill.layout.slots.mill + MillSlot.demand, atMs + SLOW_STEP_MS)
}

/** Yarn made by all frames since installation, kg. */
export function totalYarnKg(mill: Mill, atMs: number): number {
  let kg = 0
  for (let frame = 0; frame < mill.layout.frames; frame++) {
    const metres = mill.state.frames.spindleMetres[frame]! + accruedAt(mill, frame, atMs).spindleMetres
    kg += yarnKg(mill, frame, metres)
  }
  return kg
}

/** Block creeling of a frame is due, unless all its bobbins last to the next. */
export function onCreelDue(mill: Mill, frame: number, atMs: number): void {
  const everyMs = Math.round(mill.plan.ringRoom.creeling.intervalH * HOUR_MS)
  schedule(mill.calendar, frameSlot(mill, frame, FrameSlot.creel), atMs + everyMs)
  if (bobbinsDue(mill, frame, creelLimit(mill, frame, atMs), atMs) > 0) addRound(mill, frame, 'creel', atMs)
}

/** A round of a frame is due: inspection or cleaning, so many times a shift. */
export function onRoundDue(mill: Mill, frame: number, slot: 'patrol' | 'clean', atMs: number): void {
  const { tasks } = mill.plan.staff
  const perShift =
    slot === 'patrol' ? tasks.patrol.roundsPerShift * mill.effects.patrolFactor : tasks.cleaning.roundsPerShift
  schedule(mill.calendar, frameSlot(mill, frame, FrameSlot[slot]), Math.ceil(atMs + mill.derived.shiftMs / perShift))
  // Without monitoring patrolling has no end, so it is never due.
  if (slot === 'clean' || mill.effects.guided) addRound(mill, frame, slot, atMs)
}
