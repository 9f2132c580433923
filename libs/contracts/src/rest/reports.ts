import { z } from 'zod'
import { instant } from './history'
import { attention } from './kpi'

export const REPORT_KINDS = ['shift', 'day', 'month'] as const
export type ReportKind = (typeof REPORT_KINDS)[number]
export const REPORT_FORMATS = ['pdf', 'xlsx', 'csv', 'parquet'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]
const language = z.enum(['en', 'zh'])

const cell = z.union([z.string(), z.number(), z.null()])

/** A key figure of a period beside the one before and the mean of the last ones, which is a ratio of sums as well. */
export const reportFigure = z.object({
  /** Of REPORT_FIGURES. */
  key: z.string(),
  /** Null where it is not defined: nothing planned, nothing produced, no telemetry. */
  value: z.number().nullable(),
  before: z.number().nullable(),
  mean: z.number().nullable(),
})

/** Rows under columns of REPORT_COLUMNS; words in cells are codes (kinds, reasons, roles) or names of the mill. */
export const reportTable = z.object({
  /** Of REPORT_TABLES. */
  key: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(cell)),
})
export type ReportTable = z.infer<typeof reportTable>

/** What a mill did in a period, from stored telemetry only. */
export const report = z.object({
  mill: z.string(),
  name: z.object({ en: z.string(), zh: z.string() }),
  run: z.string(),
  simulated: z.boolean(),
  kind: z.enum(REPORT_KINDS),
  /** Local date on which it begins; the month of a month. */
  date: z.string(),
  /** 1-based, of a shift. */
  shift: z.number().int().nullable(),
  fromMs: z.number(),
  toMs: z.number(),
  utcOffsetMinutes: z.number(),
  /** It still goes on: figures are so far. */
  running: z.boolean(),
  /** Mill time up to which it is told. */
  untilMs: z.number(),
  /** Minutes of the ring frames' time that were seen, and that are missing, of those that have gone by. */
  watchedMinutes: z.number(),
  missingMinutes: z.number(),
  carbon: z.object({ kgPerKwh: z.number(), source: z.string() }),
  /** How many periods the mean is of: those with data, of the last few. */
  meanOf: z.number().int(),
  figures: z.array(reportFigure),
  tables: z.array(reportTable),
})
export type Report = z.infer<typeof report>

/** Of the shifts or days that a report is made of and that are over: how many were summed before. */
export const reportProgress = z.object({ summed: z.int().min(0), of: z.int().min(0) })
export type ReportProgress = z.infer<typeof reportProgress>

export const reportQuery = z.object({ at: instant.optional() })
export type ReportQuery = z.infer<typeof reportQuery>
export const reportFileQuery = reportQuery.extend({
  format: z.enum(REPORT_FORMATS).default('pdf'),
  lang: language.default('en'),
})
export type ReportFileQuery = z.infer<typeof reportFileQuery>

/** A report that is written to a file at the end of each of its periods. */
export const reportPlan = z.object({
  kind: z.enum(REPORT_KINDS),
  format: z.enum(REPORT_FORMATS),
  lang: language,
  /** Newest files that stay. */
  keep: z.number().int().min(1).max(1000),
})
export type ReportPlan = z.infer<typeof reportPlan>
export const reportPlans = z.object({ plans: z.array(reportPlan).max(12) })
export type ReportPlans = z.infer<typeof reportPlans>

export const keptReport = z.object({
  file: z.string(),
  kind: z.enum(REPORT_KINDS),
  format: z.enum(REPORT_FORMATS),
  lang: language,
  date: z.string(),
  shift: z.number().int().nullable(),
  bytes: z.number().int(),
})
export type KeptReport = z.infer<typeof keptReport>
export const reportSchedule = reportPlans.extend({ kept: z.array(keptReport) })
export type ReportSchedule = z.infer<typeof reportSchedule>

/** What an outgoing shift leader leaves for the next. */
export const handoverNoteInput = z.object({ text: z.string().trim().min(1).max(2000), by: z.string().trim().max(80) })
export type HandoverNoteInput = z.infer<typeof handoverNoteInput>
export const handoverNote = handoverNoteInput.extend({ atMs: z.number(), shiftFromMs: z.number() })
export type HandoverNote = z.infer<typeof handoverNote>

/** What one shift hands over to the next. */
export const handover = z.object({
  /** The running shift, with the one before it beside each figure. */
  shift: report,
  open: z.array(attention),
  next: z.object({
    hours: z.number(),
    doffs: z.array(z.object({ machine: z.string(), atMs: z.number() })),
    /** Frames with spindles that already wait for roving: telemetry does not tell when a bobbin on a frame runs out. */
    noRoving: z.array(z.object({ machine: z.string(), spindles: z.number() })),
    /** Roving in store of each roving frame, bobbins. */
    rovingStore: z.array(z.object({ machine: z.string(), bobbins: z.number() })),
    /** Pallets that trucks at the dock wait for; null where no store says it. */
    palletsDue: z.number().nullable(),
    /** The crew that takes over, from the turn of the shift system; null where it is not known. */
    crew: z.object({ name: z.string(), atMs: z.number() }).nullable(),
  }),
  notes: z.array(handoverNote),
})
export type Handover = z.infer<typeof handover>
