import {
  type AlarmActionInput,
  type AlarmJournal,
  type AlarmView,
  alarmJournal,
  alarmView,
  type JournalQuery,
} from '@wanding/contracts'
import type { Ask } from './ask'

/** What happened to alarms, and what operators do with them. */
export class AlarmsApi {
  constructor(private readonly ask: Ask) {}

  journal = (mill: string, query: Partial<JournalQuery>): Promise<AlarmJournal> => {
    const told = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))
    return this.ask(`${this.#of(mill)}/journal?${new URLSearchParams(told)}`, alarmJournal)
  }

  act = (mill: string, action: AlarmActionInput): Promise<AlarmView> =>
    this.ask(`${this.#of(mill)}/actions`, alarmView, action)

  #of = (mill: string): string => `/api/mills/${encodeURIComponent(mill)}/alarms`
}
