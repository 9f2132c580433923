import { type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import {
  ALARM_IDS,
  type AlarmAction,
  type AlarmId,
  type AlarmJournal as AlarmJournalAnswer,
  type AlarmsNow,
  type AlarmView,
  type Attention,
  alarmDefinition,
  type JournalQuery,
} from '@wanding/contracts'
import type { Bus } from '../bus'
import type { Clock } from '../clock'
import { atOnce, Heartbeat, type Turns } from '../heartbeat'
import type { MillWindows } from '../kpi'
import { journalAway, refusedAction, unknownAlarm, unknownMill } from './alarm-errors'
import type { Journal } from './alarm-journal'
import type { AlarmsSource } from './alarms-source.port'
import { MillAlarms } from './mill-alarms'

const PERIOD_MS = 1000

/** Judges every mill once a second, whether anything arrives or not, and carries out what operators do. */
export class AlarmsService implements AlarmsSource, OnModuleInit, OnApplicationShutdown {
  private readonly records = new Map<string, MillAlarms>()
  private readonly heartbeat = new Heartbeat(PERIOD_MS, () => this.turns())

  constructor(
    private readonly bus: Bus,
    private readonly clock: Clock,
    private readonly windows: MillWindows,
    private readonly journal: Journal,
  ) {}

  onModuleInit(): void {
    this.heartbeat.start()
  }

  onApplicationShutdown(): void {
    this.heartbeat.stop()
  }

  /** Judges every mill now. */
  tick(): void {
    atOnce(this.turns())
  }

  private *turns(): Turns {
    for (const mill of this.windows.mills()) {
      const nowMs = this.clock.nowMs()
      const window = this.windows.windowOf(mill)
      if (!window) continue
      const record = this.records.get(mill) ?? new MillAlarms(mill, this.journal)
      this.records.set(mill, record)
      const revision = record.step(window, nowMs)
      if (revision) this.bus.emit('alarms', revision)
      const { run } = record
      this.bus.emit('attention', { mill, run, items: record.ranked(), unacknowledged: record.unacknowledged() })
      yield
    }
  }

  attention(mill: string): Attention[] {
    return this.records.get(mill)?.ranked() ?? []
  }

  now(mill: string): AlarmsNow | undefined {
    return this.records.get(mill)?.now()
  }

  known(mill: string): AlarmsNow {
    const now = this.now(mill)
    if (!now) throw unknownMill()
    return now
  }

  /** Carries out what an operator does; answers the alarm as it is then. */
  act(mill: string, action: AlarmAction): AlarmView {
    const record = this.records.get(mill)
    const window = this.windows.windowOf(mill)
    if (!record || !window) throw unknownMill()
    const place = placeOf(action.key)
    const known = place && (window.machines.has(place.machine) || window.gateways.has(place.machine))
    if (!place || !(known || record.book.get(action.key))) throw unknownAlarm(action.key)
    const acted = record.act(action, place.alarm, place.machine, this.clock.nowMs())
    if (!acted.ok) {
      if (acted.reason === 'journal') throw journalAway(record.journalProblem ?? 'unknown')
      throw refusedAction(action.key, acted.reason)
    }
    const revision = record.revision()
    if (revision) this.bus.emit('alarms', revision)
    return acted.view
  }

  transitions(mill: string, query: JournalQuery): AlarmJournalAnswer {
    this.known(mill)
    const found = this.journal.transitions.filter(
      (each) =>
        each.mill === mill &&
        (query.fromMs === undefined || each.atMs >= query.fromMs) &&
        (query.toMs === undefined || each.atMs <= query.toMs) &&
        (query.machine === undefined || each.machine === query.machine) &&
        (query.key === undefined || each.key === query.key) &&
        (query.family === undefined || alarmDefinition(each.alarm).family === query.family),
    )
    return { transitions: found.slice(-query.limit).reverse(), more: found.length > query.limit }
  }
}

/** The parts of a key; null where it names no alarm that there is. */
function placeOf(key: string): { alarm: AlarmId; machine: string } | null {
  const [name = '', ...rest] = key.split('/')
  const alarm = ALARM_IDS.find((id) => id === name)
  const machine = rest.join('/')
  return alarm && machine !== '' ? { alarm, machine } : null
}
