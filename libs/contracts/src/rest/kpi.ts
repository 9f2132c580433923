import { MACHINE_KINDS } from '@wanding/mill'
import { z } from 'zod'
import { alarmPriority } from '../alarms/alarm-view'
import { ALARM_IDS } from '../alarms/definitions'

/** A name in both languages. */
export const localText = z.object({ en: z.string(), zh: z.string() })

/** The seven figures of the shell, always in this order. */
export const FIGURES = [
  'personsPer10k',
  'endsDownPercent',
  'breaksPer1000SpindleHours',
  'efficiencyPercent',
  'kgPerHour',
  'kwhPerKg',
  'workloadIndex',
] as const
export type FigureName = (typeof FIGURES)[number]

/** One figure with what it was computed from; `value` is null while it cannot be said. */
export const figure = z.object({
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  /** Minutes of mill time behind the figure. */
  windowMinutes: z.number(),
  source: z.enum(['measured', 'mixed', 'planned']),
})
export type Figure = z.infer<typeof figure>

/** One department of the mill as the overview shows it. */
export const processNow = z.object({
  kind: z.enum(MACHINE_KINDS),
  machines: z.number().int(),
  online: z.number().int(),
  executing: z.number().int(),
  kgPerHour: z.number().nullable(),
  powerKw: z.number().nullable(),
  /** How full it is, where it is a store. */
  occupancyPercent: z.number().nullable(),
})
export type ProcessNow = z.infer<typeof processNow>

/** A standing alarm as the ranked list of work shows it: what, where, since when, what to do. */
export const attention = z.object({
  key: z.string(),
  kind: z.enum(ALARM_IDS),
  priority: alarmPriority,
  machine: z.string(),
  position: z.number().int().nullable(),
  sinceMs: z.number().nullable(),
  value: z.number().nullable(),
  limit: z.number().nullable(),
})
export type Attention = z.infer<typeof attention>

/** The present of a mill in figures. */
export const kpiNow = z.object({
  mill: z.string(),
  name: localText,
  simulated: z.boolean(),
  run: z.string(),
  clockSpeed: z.number(),
  utcOffsetMinutes: z.number(),
  /** Mill time of the newest telemetry. */
  atMs: z.number(),
  /** Real time at which it arrived. */
  receivedMs: z.number(),
  countNe: z.number().nullable(),
  spindles: z.number().int(),
  crew: z
    .object({
      name: z.string(),
      shift: z.number().int(),
      shiftStartMs: z.number(),
      onShift: z.number().int(),
      dayStaff: z.number().int(),
      openTasks: z.number().int(),
      tentersBusy: z.number().int(),
      robotsBusy: z.number().int(),
    })
    .nullable(),
  figures: z.object({
    personsPer10k: figure,
    endsDownPercent: figure,
    breaksPer1000SpindleHours: figure,
    efficiencyPercent: figure,
    kgPerHour: figure,
    kwhPerKg: figure,
    workloadIndex: figure,
  }),
  extra: z.object({
    startUpBreakPercent: figure,
    gramsPerSpindleHour: figure,
    meanResponseSeconds: figure,
    doffsPerFrameDay: figure,
    robotSharePercent: figure,
  }),
  gateways: z.object({ total: z.number().int(), online: z.number().int(), stale: z.number().int() }),
  processes: z.array(processNow),
  attention: z.array(attention),
  /** Alarms that wait for somebody's acknowledgement. */
  unacknowledged: z.number().int(),
})
export type KpiNow = z.infer<typeof kpiNow>
