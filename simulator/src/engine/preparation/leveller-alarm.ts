import type { Mill } from '../kernel/state'
import { call } from '../people/calls'
import { placeOf } from './hand-work'

/** Count deviation A % beyond which a draw frame with autoleveller gives its alarm (domain 1.4: ±0.7 to 1.0). */
const ALARM_PERCENT = 1

/** A can whose sliver is off count, after one that was not, is an alarm: shift quality comes and recalibrates the leveller. */
export function watchLeveller(mill: Mill, machine: number, countPercent: number, atMs: number): void {
  if (isOff(mill.state.flow.count[machine]!) || !isOff(countPercent)) return
  call(mill, { task: 'recalibrate-leveller', machine: placeOf(mill, machine), dueMs: atMs })
}

const isOff = (countPercent: number): boolean => countPercent > ALARM_PERCENT || countPercent < -ALARM_PERCENT
