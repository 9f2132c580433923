import type { AlarmHabit, LocalText } from '@wanding/mill'

/** The five families in which a mill sorts its alarms. */
export const ALARM_FAMILIES = ['order', 'machine', 'quality', 'climate', 'energy'] as const
export type AlarmFamily = (typeof ALARM_FAMILIES)[number]

/** Operator positions: who is called. Loads are counted for each of them, never for the mill (ISA-18.2). */
export const ALARM_POSITIONS = ['control', 'ring', 'winding', 'preparation', 'utilities', 'quality'] as const
export type AlarmPosition = (typeof ALARM_POSITIONS)[number]

/** What kind of thing an alarm guards; safety alarms latch. */
export const ALARM_CLASSES = ['safety', 'process', 'equipment', 'instrument'] as const
export type AlarmClass = (typeof ALARM_CLASSES)[number]

export type AlarmPriority = 1 | 2 | 3 | 4

/** What is lost if nobody acts: a corner of a machine, a machine or a part of its output, a zone or more, or people's safety. */
export type Severity = 'minor' | 'major' | 'severe'

/**
 * Priority from the consequence and the time left to respond: within 10 minutes, within 30, later. The usual grid of ISA-18.2
 * and EEMUA 191, so that the highest priority stays rare.
 */
const GRID: Readonly<Record<Severity, readonly [AlarmPriority, AlarmPriority, AlarmPriority]>> = {
  severe: [1, 2, 2],
  major: [2, 3, 3],
  minor: [3, 4, 4],
}
export const priorityOf = (severity: Severity, respondMinutes: number): AlarmPriority =>
  GRID[severity][respondMinutes <= 10 ? 0 : respondMinutes <= 30 ? 1 : 2]

/** How values are printed: divided by `per`, with this unit and so many decimals. */
export interface AlarmUnit extends LocalText {
  per: number
  decimals: number
}

/** A rationalised alarm: one record of why it is there, when it comes and goes, and what to do. */
export interface AlarmDefinition {
  id: string
  family: AlarmFamily
  position: AlarmPosition
  /** What it is at. */
  place: 'gateway' | 'ring-frame' | 'machine' | 'mill'
  alarmClass: AlarmClass
  severity: Severity
  respondMinutes: number
  priority: AlarmPriority
  /** Limit in the unit of the value before division; null where a state alarms. */
  setPoint: number | null
  /** A standing alarm goes when its value is inside the limit by this much. */
  deadband: number
  /** A second limit at which the same alarm is graver, and told anew. */
  beyond: { setPoint: number; deadband: number; severity: Severity; priority: AlarmPriority } | null
  /** Mill time that a condition must last before it alarms, and be gone before the alarm goes, s. */
  onDelayS: number
  offDelayS: number
  habit: AlarmHabit
  unit: AlarmUnit
  what: LocalText
  cause: LocalText
  consequence: LocalText
  response: LocalText
  /** When the logic of the mill hides it; null for never. */
  suppression: LocalText | null
}

type Words = readonly [en: string, zh: string]

interface Told {
  position: AlarmPosition
  place?: AlarmDefinition['place']
  alarmClass?: AlarmClass
  severity: Severity
  respondMinutes: number
  setPoint?: number
  deadband?: number
  beyond?: { setPoint: number; deadband: number; severity: Severity; respondMinutes: number }
  onDelayS?: number
  offDelayS?: number
  unit?: AlarmUnit
  what: Words
  cause: Words
  consequence: Words
  response: Words
  suppression?: Words
}

const text = ([en, zh]: Words): LocalText => ({ en, zh })

export const unit = (en: string, zh: string, decimals: number, per = 1): AlarmUnit => ({ en, zh, decimals, per })
export const PERCENT = (decimals: number): AlarmUnit => unit('%', '%', decimals)
/** Told in seconds, printed in minutes. */
export const MINUTES = unit('min', '分', 0, 60)

/** Unlike others, an alarm goes ten seconds after its condition: long enough not to flap. */
const OFF_DELAY_S = 10

/** The definitions of a family, completed: priority from the grid, and how it leaves from priority and class. */
export function family<K extends string>(
  name: AlarmFamily,
  told: Readonly<Record<K, Told>>,
): { readonly [I in K]: AlarmDefinition & { id: I } } {
  const entries = Object.entries<Told>(told).map(([id, each]) => {
    const priority = priorityOf(each.severity, each.respondMinutes)
    const { beyond = null, alarmClass = 'process' } = each
    const latching = alarmClass === 'safety'
    const definition: AlarmDefinition = {
      id,
      family: name,
      position: each.position,
      place: each.place ?? 'machine',
      alarmClass,
      severity: each.severity,
      respondMinutes: each.respondMinutes,
      priority,
      setPoint: each.setPoint ?? null,
      deadband: each.deadband ?? 0,
      beyond: beyond && {
        setPoint: beyond.setPoint,
        deadband: beyond.deadband,
        severity: beyond.severity,
        priority: priorityOf(beyond.severity, beyond.respondMinutes),
      },
      onDelayS: each.onDelayS ?? 0,
      offDelayS: each.offDelayS ?? OFF_DELAY_S,
      // What matters little and is over needs nobody's hand.
      habit: { latching, ackAfterReturn: latching || priority <= 2 },
      unit: each.unit ?? MINUTES,
      what: text(each.what),
      cause: text(each.cause),
      consequence: text(each.consequence),
      response: text(each.response),
      suppression: each.suppression ? text(each.suppression) : null,
    }
    return [id, definition]
  })
  return Object.fromEntries(entries)
}
