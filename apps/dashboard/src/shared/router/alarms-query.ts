import { ALARM_FAMILIES, ALARM_POSITIONS, type AlarmFamily, type AlarmPosition } from '@wanding/contracts'

/** Parts of the alarm page, and the states that its list can be narrowed to. */
export const ALARM_PARTS = ['list', 'load', 'journal', 'definitions'] as const
export type AlarmPart = (typeof ALARM_PARTS)[number]
export const ALARM_SHOWS = ['standing', 'unacknowledged', 'hidden', 'all'] as const
export type AlarmShow = (typeof ALARM_SHOWS)[number]

/** What of the alarm book is shown. */
export interface AlarmsLook {
  part: AlarmPart
  show: AlarmShow
  family: AlarmFamily | null
  position: AlarmPosition | null
}

export const USUAL_ALARMS: AlarmsLook = { part: 'list', show: 'standing', family: null, position: null }

const oneOf = <T extends string>(words: readonly T[], text: string | null): T | undefined =>
  words.find((word) => word === text)

export const parseAlarmsLook = (query: URLSearchParams): AlarmsLook => ({
  part: oneOf(ALARM_PARTS, query.get('part')) ?? 'list',
  show: oneOf(ALARM_SHOWS, query.get('show')) ?? 'standing',
  family: oneOf(ALARM_FAMILIES, query.get('family')) ?? null,
  position: oneOf(ALARM_POSITIONS, query.get('position')) ?? null,
})

/** Writes what is not as usual. */
export function formatAlarmsLook(query: URLSearchParams, look: AlarmsLook): void {
  if (look.part !== 'list') query.set('part', look.part)
  if (look.show !== 'standing') query.set('show', look.show)
  if (look.family) query.set('family', look.family)
  if (look.position) query.set('position', look.position)
}
