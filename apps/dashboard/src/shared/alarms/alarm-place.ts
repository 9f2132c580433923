import { type AlarmId, alarmDefinition } from '@wanding/contracts'
import { type Page, toFrame, toFrames, toMachine, toMill, toSpindle } from '../router/route'

/** An alarm as far as its place and amount go. */
interface Placed {
  kind: AlarmId
  machine: string
  position: number | null
  value: number | null
  limit: number | null
}

/** Where the work is: what a click on an alarm leads to. */
export function placeOf({ kind, machine, position }: Pick<Placed, 'kind' | 'machine' | 'position'>): Page {
  switch (alarmDefinition(kind).place) {
    case 'gateway':
      return toFrames(machine)
    case 'ring-frame':
      return position === null ? toFrame(machine) : toSpindle(machine, position)
    case 'machine':
      return toMachine(machine, '')
    case 'mill':
      return toMill
  }
}

/** Value and limit as they are printed, in the unit of the definition; a limit of zero says nothing. */
export function amounts({ kind, value, limit }: Pick<Placed, 'kind' | 'value' | 'limit'>): {
  value: number | null
  limit: number | null
  decimals: number
} {
  const { per, decimals } = alarmDefinition(kind).unit
  return { value: value === null ? null : value / per, limit: limit ? limit / per : null, decimals }
}
