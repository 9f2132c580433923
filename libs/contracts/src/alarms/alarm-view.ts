import { ALARM_EVENTS, ALARM_STATES } from '@wanding/mill'
import { z } from 'zod'
import { ALARM_FAMILIES, ALARM_POSITIONS } from './alarm-definition'
import { ALARM_IDS } from './definitions'

export const alarmPriority = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])

/** One alarm of the book as it is now. Words and limits stand in its definition. */
export const alarmView = z.object({
  /** `alarm/machine`. */
  key: z.string(),
  alarm: z.enum(ALARM_IDS),
  machine: z.string(),
  priority: alarmPriority,
  state: z.enum(ALARM_STATES),
  /** Grows each time that it is raised: who acts says which of them he saw. */
  occurrence: z.number().int(),
  active: z.boolean(),
  /** Mill time since when its condition holds; null when it has returned. */
  sinceMs: z.number().nullable(),
  /** Mill time of its last change of state. */
  changedMs: z.number(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
  /** The alarm that it follows from: it is a consequence of that one. */
  because: z.string().nullable(),
  /** Mill time at which its shelf time is over. */
  shelvedUntilMs: z.number().nullable(),
  /** Who acted last, and what he wrote. */
  by: z.string().nullable(),
  note: z.string().nullable(),
})
export type AlarmView = z.infer<typeof alarmView>

/** One change of an alarm, as the journal keeps it. */
export const alarmTransition = z.object({
  seq: z.number().int(),
  mill: z.string(),
  run: z.string(),
  /** Mill time, and ours. */
  atMs: z.number(),
  realMs: z.number(),
  key: z.string(),
  alarm: z.enum(ALARM_IDS),
  machine: z.string(),
  priority: alarmPriority,
  event: z.enum(ALARM_EVENTS),
  from: z.enum(ALARM_STATES),
  to: z.enum(ALARM_STATES),
  /** True when it was told to the operator: what the load counts. */
  annunciated: z.boolean(),
  by: z.string().nullable(),
  note: z.string().nullable(),
  untilMs: z.number().nullable(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
})
export type AlarmTransition = z.infer<typeof alarmTransition>

/** The load of one operator position over at most the last day of mill time. */
export const positionLoad = z.object({
  position: z.enum(ALARM_POSITIONS),
  hours: z.number(),
  count: z.number().int(),
  perHour: z.number().nullable(),
  lastHour: z.number().int(),
  mostIn10Min: z.number().int(),
  floodPercent: z.number().nullable(),
  /** Standing now, hidden ones left out; of these older than a day; and hidden ones. */
  standing: z.number().int(),
  stale: z.number().int(),
  hidden: z.number().int(),
  chattering: z.array(z.string()),
  topTen: z.array(z.object({ key: z.string(), count: z.number().int(), percent: z.number() })),
  topTenPercent: z.number().nullable(),
  byPriority: z.tuple([z.number(), z.number(), z.number(), z.number()]),
})
export type PositionLoad = z.infer<typeof positionLoad>

/** The whole book of a mill at a revision: every alarm that is not normal. */
export const alarmsNow = z.object({
  mill: z.string(),
  run: z.string(),
  rev: z.number().int(),
  atMs: z.number(),
  alarms: z.array(alarmView),
  load: z.array(positionLoad),
  /** Whether the journal takes what happens; null when all is well. */
  journalProblem: z.string().nullable(),
})
export type AlarmsNow = z.infer<typeof alarmsNow>

/** What changed from revision `rev - 1` to `rev`. A gap, or another `run`, asks for a new snapshot. */
export interface AlarmsRevision {
  mill: string
  run: string
  rev: number
  atMs: number
  changed: AlarmView[]
  /** Keys that are normal again. */
  gone: string[]
  /** The loads, when they were counted anew. */
  load: PositionLoad[] | null
  /** As in the snapshot. */
  journalProblem: string | null
}

const who = z.string().trim().min(1).max(80)
const note = z.string().trim().max(500)
const reason = z.string().trim().min(3).max(500)
const common = { key: z.string().min(1).max(200), by: who }

/** What an operator can do with an alarm. */
export const alarmAction = z.discriminatedUnion('action', [
  z.strictObject({
    ...common,
    action: z.literal('acknowledge'),
    occurrence: z.number().int(),
    note: note.default(''),
  }),
  z.strictObject({ ...common, action: z.literal('reset'), note: note.default('') }),
  z.strictObject({
    ...common,
    action: z.literal('shelve'),
    minutes: z.number().int().min(1).max(480),
    reason,
  }),
  z.strictObject({ ...common, action: z.literal('unshelve'), note: note.default('') }),
  z.strictObject({ ...common, action: z.literal('out-of-service'), reason }),
  z.strictObject({ ...common, action: z.literal('in-service'), note: note.default('') }),
])
export type AlarmAction = z.output<typeof alarmAction>
export type AlarmActionInput = z.input<typeof alarmAction>

/** What of the journal is wanted. */
export const journalQuery = z.object({
  fromMs: z.coerce.number().optional(),
  toMs: z.coerce.number().optional(),
  machine: z.string().max(64).optional(),
  family: z.enum(ALARM_FAMILIES).optional(),
  key: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})
export type JournalQuery = z.output<typeof journalQuery>

/** Newest first; `more` when there were more than asked for. */
export const alarmJournal = z.object({ transitions: z.array(alarmTransition), more: z.boolean() })
export type AlarmJournal = z.infer<typeof alarmJournal>

const localWords = z.object({ en: z.string(), zh: z.string() })

/** A definition as the rationalisation shows it. */
export const alarmDefinitionView = z.object({
  id: z.enum(ALARM_IDS),
  family: z.enum(ALARM_FAMILIES),
  position: z.enum(ALARM_POSITIONS),
  alarmClass: z.string(),
  severity: z.string(),
  respondMinutes: z.number(),
  priority: alarmPriority,
  setPoint: z.number().nullable(),
  deadband: z.number(),
  onDelayS: z.number(),
  offDelayS: z.number(),
  what: localWords,
  cause: localWords,
  consequence: localWords,
  response: localWords,
  suppression: localWords.nullable(),
})
