import type { Mill } from '../kernel/state'
import { call } from '../people/calls'
import { placeOf } from './hand-work'
import { standStill } from './own-stops'

/** Count deviation A % beyond which a draw frame with autoleveller gives its alarm (domain 1.4: ±0.7 to 1.0). */
const ALARM_PERCENT = 1
/** And beyond which it stops (domain 1.4: ±2 to 3): ten times the spread of its cans, so never by chance. */
export const STOP_PERCENT = 2.5

/**
 * What the watch of a draw frame makes of a full can. Sliver off count, after a can that was not, is an alarm: shift quality comes
 * and recalibrates the leveller. Far off count the machine stands until that is done. True when the can may go on.
 */
export function passesWatch(mill: Mill, machine: number, countPercent: number, atMs: number): boolean {
  const off = Math.abs(countPercent)
  const stops = off > STOP_PERCENT
  if (stops || (off > ALARM_PERCENT && Math.abs(mill.state.flow.count[machine]!) <= ALARM_PERCENT)) {
    call(mill, { task: 'recalibrate-leveller', machine: placeOf(mill, machine), dueMs: atMs })
  }
  if (!stops) return true
  mill.state.flow.stops[machine]! += 1
  standStill(mill, machine, 'count-off', atMs)
  return false
}
