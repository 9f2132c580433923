import { type AlarmView, alarmDefinition } from '@wanding/contracts'
import type { AlarmShow, AlarmsLook } from '../../shared/router/alarms-query'

const HIDDEN: readonly string[] = ['shelved', 'suppressed', 'out-of-service']
const WAITING: readonly string[] = ['unacknowledged', 'returned', 'latched-unacknowledged']

export const isHidden = ({ state }: AlarmView): boolean => HIDDEN.includes(state)
export const waitsForAck = ({ state }: AlarmView): boolean => WAITING.includes(state)

const SHOWN: Readonly<Record<AlarmShow, (alarm: AlarmView) => boolean>> = {
  standing: (alarm) => !isHidden(alarm),
  unacknowledged: waitsForAck,
  hidden: isHidden,
  all: () => true,
}

/** The alarms that a look asks for: those that are active first, the highest priority first, the oldest first. */
export function shownAlarms(alarms: readonly AlarmView[], look: AlarmsLook): AlarmView[] {
  return alarms
    .filter((alarm) => {
      const { family, position } = alarmDefinition(alarm.alarm)
      if (look.family && family !== look.family) return false
      if (look.position && position !== look.position) return false
      return SHOWN[look.show](alarm)
    })
    .sort(
      (a, b) =>
        Number(b.active) - Number(a.active) ||
        a.priority - b.priority ||
        Number(waitsForAck(b)) - Number(waitsForAck(a)) ||
        (a.sinceMs ?? a.changedMs) - (b.sinceMs ?? b.changedMs) ||
        a.key.localeCompare(b.key),
    )
}

/** Mill time left to respond before the consequence, ms; negative when it is over, null when it has returned. */
export function leftMs({ alarm, sinceMs, active }: AlarmView, atMs: number): number | null {
  if (!active || sinceMs === null) return null
  return sinceMs + alarmDefinition(alarm).respondMinutes * 60_000 - atMs
}
