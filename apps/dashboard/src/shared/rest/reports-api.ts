import {
  type Handover,
  type HandoverNote,
  type HandoverNoteInput,
  handover,
  handoverNote,
  type Report,
  type ReportKind,
  type ReportPlans,
  type ReportProgress,
  type ReportSchedule,
  report,
  reportProgress,
  reportSchedule,
} from '@wanding/contracts'
import type { Ask } from './ask'

const of = (mill: string) => `/api/mills/${encodeURIComponent(mill)}`
/** A month that nobody asked for before is summed day by day. */
const PATIENCE_MS = 30_000

/** Reports of periods, their schedule, and the hand-over of a shift. */
export class ReportsApi {
  constructor(private readonly ask: Ask) {}

  report = (mill: string, kind: ReportKind, at: number | null): Promise<Report> =>
    this.ask(`${of(mill)}/reports/${kind}${at === null ? '' : `?at=${at}`}`, report, undefined, PATIENCE_MS)
  progress = (mill: string, kind: ReportKind, at: number | null): Promise<ReportProgress> =>
    this.ask(`${of(mill)}/reports/${kind}/progress${at === null ? '' : `?at=${at}`}`, reportProgress)
  schedule = (mill: string): Promise<ReportSchedule> => this.ask(`${of(mill)}/report-schedule`, reportSchedule)
  plan = (mill: string, plans: ReportPlans): Promise<ReportSchedule> =>
    this.ask(`${of(mill)}/report-schedule`, reportSchedule, plans)
  handover = (mill: string): Promise<Handover> => this.ask(`${of(mill)}/handover`, handover, undefined, PATIENCE_MS)
  note = (mill: string, note: HandoverNoteInput): Promise<HandoverNote> =>
    this.ask(`${of(mill)}/handover/notes`, handoverNote, note)

  fileOf = (mill: string, kind: ReportKind, query: Record<string, string>): string =>
    `${of(mill)}/reports/${kind}/file?${new URLSearchParams(query)}`
  keptOf = (mill: string, file: string): string => `${of(mill)}/report-schedule/files/${encodeURIComponent(file)}`
}
