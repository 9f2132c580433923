import {
  ALARM_IDS,
  type AlarmId,
  type AlarmPriority,
  type AlarmTransition,
  type AlarmView,
  alarmDefinition,
} from '@wanding/contracts'
import { type AlarmEvent, type AlarmStanding, alarmStateOf, NORMAL } from '@wanding/mill'
import { z } from 'zod'
import { alarmKey } from './finding'

const standing = z.object({
  active: z.boolean(),
  latched: z.boolean(),
  acknowledged: z.boolean(),
  shelved: z.boolean(),
  suppressed: z.boolean(),
  outOfService: z.boolean(),
})

/** One alarm of the book as the journal keeps it: enough to go on from. */
export const keptEntry = z.object({
  key: z.string(),
  alarm: z.enum(ALARM_IDS),
  machine: z.string(),
  standing,
  beyond: z.boolean(),
  occurrence: z.number().int(),
  sinceMs: z.number().nullable(),
  changedMs: z.number(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  because: z.string().nullable(),
  shelvedUntilMs: z.number().nullable(),
  by: z.string().nullable(),
  note: z.string().nullable(),
})
export type KeptEntry = z.infer<typeof keptEntry>

/** An alarm of the book, with the delays that run at this moment (mill time). */
export interface AlarmEntry extends KeptEntry {
  /** Its condition holds since then, but not long enough yet. */
  pendingMs: number | null
  /** Its condition was last seen then. */
  lastMs: number
}

/** A change of the book before the journal has numbered it. */
export type Change = Omit<AlarmTransition, 'seq' | 'mill' | 'run' | 'realMs'>

/** An alarm of which nothing is so. */
export const normalEntry = (alarm: AlarmId, machine: string, atMs: number): KeptEntry => ({
  key: alarmKey(alarm, machine),
  alarm,
  machine,
  standing: NORMAL,
  beyond: false,
  occurrence: 0,
  sinceMs: null,
  changedMs: atMs,
  value: null,
  limit: null,
  because: null,
  shelvedUntilMs: null,
  by: null,
  note: null,
})

export const priorityNow = (alarm: AlarmId, beyond: boolean): AlarmPriority => {
  const definition = alarmDefinition(alarm)
  return beyond && definition.beyond ? definition.beyond.priority : definition.priority
}

export const viewOf = (entry: KeptEntry): AlarmView => ({
  key: entry.key,
  alarm: entry.alarm,
  machine: entry.machine,
  priority: priorityNow(entry.alarm, entry.beyond),
  state: alarmStateOf(entry.standing),
  occurrence: entry.occurrence,
  active: entry.standing.active,
  sinceMs: entry.standing.active ? entry.sinceMs : null,
  changedMs: entry.changedMs,
  value: entry.value,
  limit: entry.limit,
  because: entry.because,
  shelvedUntilMs: entry.shelvedUntilMs,
  by: entry.by,
  note: entry.note,
})

/** The transition that took an entry from one standing to its present one. */
export const changeOf = (
  entry: KeptEntry,
  event: AlarmEvent,
  before: AlarmStanding,
  atMs: number,
  annunciated: boolean,
): Change => ({
  atMs,
  key: entry.key,
  alarm: entry.alarm,
  machine: entry.machine,
  priority: priorityNow(entry.alarm, entry.beyond),
  event,
  from: alarmStateOf(before),
  to: alarmStateOf(entry.standing),
  annunciated,
  by: entry.by,
  note: entry.note,
  untilMs: entry.shelvedUntilMs,
  value: entry.value,
  limit: entry.limit,
})
