import type { Handover } from '@wanding/contracts'
import { crewOnShift, SHIFT_TURNS, type ShiftSystem } from '@wanding/mill'
import { localOf } from '../calendar/mill-clock'
import { type Period, periodAt, type ShiftCalendar } from '../calendar/periods'

const HOURS = 2
const DAY_MS = 86_400_000

/** A machine's numbers as they are now; null where it does not say one. */
export interface MachineNumbers {
  id: string
  kind: string
  number(name: string): number | null
}

/** What telemetry tells of the next two hours. */
export function nextHours(
  machines: readonly MachineNumbers[],
  nowMs: number,
  crew: Handover['next']['crew'],
): Handover['next'] {
  const of = (kind: string) => machines.filter((machine) => machine.kind === kind)
  const frames = of('ring-frame')
  return {
    hours: HOURS,
    doffs: frames
      .flatMap((frame) => {
        const seconds = frame.number('doff/timeToDoff')
        return seconds === null || seconds <= 0 || seconds > HOURS * 3600
          ? []
          : [{ machine: frame.id, atMs: nowMs + seconds * 1000 }]
      })
      .sort((a, b) => a.atMs - b.atMs),
    noRoving: frames
      .flatMap((frame) => {
        const spindles = frame.number('spindles/noRoving') ?? 0
        return spindles > 0 ? [{ machine: frame.id, spindles }] : []
      })
      .sort((a, b) => b.spindles - a.spindles),
    rovingStore: of('roving-frame').flatMap((frame) => {
      const bobbins = frame.number('store/bobbins')
      return bobbins === null ? [] : [{ machine: frame.id, bobbins }]
    }),
    palletsDue: of('store')[0]?.number('shipping/due') ?? null,
    crew,
  }
}

/** The crew that follows, by the turn of the system; null where the crew on post is not the one that the turn gives. */
export function nextCrew(
  calendar: ShiftCalendar,
  system: string | null,
  present: string | null,
  shift: Period,
): Handover['next']['crew'] {
  if (system === null || present === null || !(system in SHIFT_TURNS)) return null
  const name = (period: Period): string => {
    const local = localOf(calendar.offsetAt, period.fromMs) - calendar.firstShiftMinute * 60_000
    const number = Math.floor(local / DAY_MS) * calendar.shiftsPerDay + (period.shift ?? 1) - 1
    return String.fromCharCode('A'.charCodeAt(0) + crewOnShift(system as ShiftSystem, number))
  }
  if (name(shift) !== present) return null
  return { name: name(periodAt('shift', calendar, shift.toMs)), atMs: shift.toMs }
}
