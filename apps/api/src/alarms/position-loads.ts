import { ALARM_POSITIONS, type AlarmPosition, alarmDefinition, type PositionLoad } from '@wanding/contracts'
import { type Annunciation, alarmLoadOf, alarmStateOf, isHidden } from '@wanding/mill'
import type { AlarmEntry } from './alarm-entry'

const DAY_MS = 24 * 3_600_000
/** Alarms told to one position that are remembered: a day of a flood. */
const MOST_TOLD = 10_000

/** What each operator position was told over the last day of mill time. */
export class PositionLoads {
  private readonly told = new Map<AlarmPosition, Annunciation[]>()

  constructor(private sinceMs: number) {}

  /** Forgets everything: another run begins. */
  begin(atMs: number): void {
    this.told.clear()
    this.sinceMs = atMs
  }

  add(each: Pick<Annunciation, 'key' | 'priority' | 'atMs'> & { alarm: Parameters<typeof alarmDefinition>[0] }): void {
    const { position } = alarmDefinition(each.alarm)
    const told = this.told.get(position) ?? []
    this.told.set(position, told)
    told.push({ key: each.key, alarm: each.alarm, priority: each.priority, atMs: each.atMs })
    if (told.length > MOST_TOLD) told.shift()
  }

  at(entries: readonly AlarmEntry[], nowMs: number): PositionLoad[] {
    const fromMs = Math.max(this.sinceMs, nowMs - DAY_MS)
    return ALARM_POSITIONS.map((position) => {
      const own = entries.filter(
        ({ alarm, standing }) => alarmDefinition(alarm).position === position && alarmStateOf(standing) !== 'normal',
      )
      const standing = own.filter((entry) => !isHidden(entry.standing))
      return {
        position,
        ...alarmLoadOf(this.told.get(position) ?? [], fromMs, nowMs),
        standing: standing.length,
        stale: standing.filter(({ sinceMs }) => sinceMs !== null && sinceMs < nowMs - DAY_MS).length,
        hidden: own.length - standing.length,
      }
    })
  }
}
