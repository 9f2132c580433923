import { type AlarmId, alarmDefinition } from '@wanding/contracts'
import type { MillWindow } from '../kpi'
import type { RuleMemory } from './rule-memory'

/** The key of an alarm in the book: which alarm, at which machine. */
export const alarmKey = (alarm: AlarmId, machine: string): string => `${alarm}/${machine}`

/** What a rule says of one alarm at this moment. Alarms of which nothing is said are not so. */
export interface Finding {
  alarm: AlarmId
  machine: string
  /** `unknown`: this moment proves nothing; what stands goes on standing, nothing new begins. */
  on: true | 'unknown'
  /** Beyond the second limit of its definition. */
  beyond: boolean
  /** Mill time since when it is so, where telemetry tells; else it counts from when it was first seen. */
  sinceMs: number | null
  value: number | null
  limit: number | null
  /** Key of the alarm that it follows from, or of the state that explains it: then it is suppressed by design. */
  because: string | null
}

/** What rules judge by: the mill as its telemetry tells, and which alarms stand, for their deadbands. */
export interface RuleView {
  mill: MillWindow
  /** Real time. */
  nowMs: number
  /** Of a standing alarm whether it stands beyond its second limit; undefined for one that does not stand. */
  held(key: string): { beyond: boolean } | undefined
  memory: RuleMemory
}

type Details = Partial<Omit<Finding, 'alarm' | 'machine'>>

export const finding = (alarm: AlarmId, machine: string, details: Details = {}): Finding => ({
  alarm,
  machine,
  on: true,
  beyond: false,
  sinceMs: null,
  value: null,
  limit: null,
  because: null,
  ...details,
})

/**
 * An alarm by a value above its set-point, or below it, with the deadbands of its definition: one that stands goes on until the
 * value is inside by that much.
 */
export function byLimit(
  view: RuleView,
  alarm: AlarmId,
  machine: string,
  value: number | null,
  details: Details & { side?: Side } = {},
): Finding[] {
  const { setPoint, deadband, beyond } = alarmDefinition(alarm)
  if (setPoint === null) throw new Error(`${alarm} has no set-point`)
  const { side = 'above', ...more } = details
  // Inside by more than the deadbands, whatever stands: most values of most machines, asked each second.
  const isNear =
    value === null ||
    isOutside(value, setPoint, deadband, side) ||
    (beyond !== null && isOutside(value, beyond.setPoint, beyond.deadband, side))
  if (!isNear) return []
  const held = view.held(alarmKey(alarm, machine))
  if (value === null) return held ? [finding(alarm, machine, { on: 'unknown' })] : []
  if (beyond && isOutside(value, beyond.setPoint, held?.beyond ? beyond.deadband : 0, side)) {
    return [finding(alarm, machine, { beyond: true, value, limit: beyond.setPoint, ...more })]
  }
  return isOutside(value, setPoint, held ? deadband : 0, side)
    ? [finding(alarm, machine, { value, limit: setPoint, ...more })]
    : []
}

type Side = 'above' | 'below'

/** Whether a value is beyond a limit, or short of it by less than a band. */
const isOutside = (value: number, limit: number, band: number, side: Side): boolean =>
  side === 'above' ? value > limit - band : value < limit + band
