import type { Handover, HandoverNote, HandoverNoteInput } from '@wanding/contracts'
import type { MeasuredEventsSource, ReportSums } from '../../kpi'
import type { TwinService } from '../../twin'
import { periodAt } from '../calendar/periods'
import type { ReportsService } from '../reports.service'
import { type MachineNumbers, nextCrew, nextHours } from './next-hours'
import type { Notes } from './notes'
import type { OpenItems } from './open-items.port'

/** Puts together what one shift hands over to the next. */
export class HandoverService {
  constructor(
    private readonly reports: ReportsService,
    private readonly twins: TwinService,
    private readonly live: ReportSums,
    private readonly source: MeasuredEventsSource,
    private readonly items: OpenItems,
    private readonly notes: Notes,
  ) {}

  async handover(mill: string): Promise<Handover> {
    const shift = await this.reports.report(mill, 'shift')
    const calendar = this.reports.calendar(mill)
    const nowMs = this.live.now(mill)?.atMs ?? shift.untilMs
    const measured = this.source.measured(mill)
    const period = periodAt('shift', calendar, shift.fromMs)
    const crew = nextCrew(calendar, measured?.shiftSystem ?? null, measured?.crew?.name ?? null, period)
    return {
      shift,
      open: this.items.open(mill),
      next: nextHours(this.machines(mill), nowMs, crew),
      notes: this.notes.newest(mill),
    }
  }

  async note(mill: string, note: HandoverNoteInput): Promise<HandoverNote> {
    const { fromMs, untilMs } = await this.reports.report(mill, 'shift')
    const kept = { ...note, atMs: untilMs, shiftFromMs: fromMs }
    this.notes.add(mill, kept)
    return kept
  }

  private machines(mill: string): MachineNumbers[] {
    return [...(this.twins.mill(mill)?.machines.values() ?? [])]
      .filter(({ online }) => online)
      .map(({ id, kind, metrics }) => ({
        id,
        kind,
        number: (name) => {
          const value = metrics.get(name)
          return typeof value === 'number' && Number.isFinite(value) ? value : null
        },
      }))
  }
}
