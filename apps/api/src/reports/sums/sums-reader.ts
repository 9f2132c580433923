import { rogueThreshold } from '@wanding/mill'
import type { ReportSums } from '../../kpi'
import type { StaffingPast } from '../../staffing'
import { type HistoryStore, REPORT_PREFIX } from '../../store'
import type { MillDirectory } from '../../twin'
import { type Period, partsOf, type ShiftCalendar } from '../calendar/periods'
import type { Rogues } from '../content/tables'
import type { KeptSums } from './kept-sums'
import { addTotals, PeriodTotals } from './period-totals'
import { staffSums } from './staff-sums'

/** Mill time after its end in which a period's sums are not kept yet: the last of it is still on its way to the store. */
export const SETTLE_MS = 10 * 60_000
/** Real time after late data in which sums of its period are not kept: the store may not have it yet. */
const UNSETTLED_MS = 60_000
const MOST_ROGUES = 20
const MOST_LATE = 4096

/** Reads what a mill did in a period from the store; of periods that are over, from what was summed before. */
export class SumsReader {
  /** Slots of which something came lately, and when that was on our clock. */
  private late: { key: string; slotMs: number; nowMs: number }[] = []

  constructor(
    private readonly store: HistoryStore,
    private readonly directory: MillDirectory,
    private readonly pending: ReportSums,
    private readonly staffing: StaffingPast,
    private readonly kept: KeptSums,
    private readonly nowMs: () => number,
  ) {}

  async totals(
    mill: string,
    run: string,
    calendar: ShiftCalendar,
    period: Period,
    millMs: number,
  ): Promise<PeriodTotals> {
    const parts: PeriodTotals[] = []
    for (const part of partsOf(calendar, period))
      if (part.fromMs <= millMs) parts.push(await this.part(mill, run, part, millMs))
    return addTotals(parts)
  }

  /** Spindles that broke so often that less than one healthy one would by chance. */
  async rogues(mill: string, run: string, range: { fromMs: number; toMs: number }): Promise<Rogues> {
    const frames = this.directory.machinesOf(mill)
    const spindles = frames.reduce((sum, frame) => sum + (this.directory.spindlesOf(mill, frame) ?? 0), 0)
    const breaks = await this.store.breakCount({ run, mill }, range)
    const worst = breaks > 0 ? await this.store.worstSpindles({ run, mill }, range, MOST_ROGUES) : []
    const { breaks: threshold } = rogueThreshold(breaks, spindles)
    return { threshold, spindles: worst.filter((spindle) => spindle.breaks >= threshold) }
  }

  /** True where a period that is one part was summed and kept. */
  isKept(mill: string, run: string, period: Period): boolean {
    return this.kept.has(mill, run, period)
  }

  /** Data of a period that may have been summed has come. */
  reopen(mill: string, run: string, slotMs: number): void {
    const nowMs = this.nowMs()
    this.late = this.late.filter((each) => nowMs - each.nowMs <= UNSETTLED_MS).slice(-MOST_LATE)
    this.late.push({ key: `${mill}/${run}`, slotMs, nowMs })
    this.kept.reopen(mill, run, slotMs)
  }

  private async part(mill: string, run: string, part: Period, millMs: number): Promise<PeriodTotals> {
    const known = this.kept.read(mill, run, part)
    if (known) return new PeriodTotals(known)
    const range = { fromMs: part.fromMs, toMs: part.toMs }
    const [stored, staffing, rogues] = await Promise.all([
      this.store.seriesSums({ run, mill, prefix: REPORT_PREFIX }, range),
      this.staffing.over(mill, range),
      this.rogues(mill, run, range),
    ])
    const sums = new Map([...stored].map(([name, sum]) => [name.slice(REPORT_PREFIX.length), sum]))
    for (const [name, sum] of this.pending.pending(mill, range)) sums.set(name, (sums.get(name) ?? 0) + sum)
    for (const [name, sum] of staffSums(staffing)) sums.set(name, sum)
    if (stored.size > 0) {
      sums.set('quality/hours', (part.toMs - part.fromMs) / 3_600_000)
      sums.set('quality/rogues', rogues.spindles.length)
    }
    const isOver = millMs >= part.toMs + SETTLE_MS
    const isQuiet = !this.late.some(
      ({ key, slotMs, nowMs }) =>
        key === `${mill}/${run}` && slotMs >= part.fromMs && slotMs < part.toMs && this.nowMs() - nowMs <= UNSETTLED_MS,
    )
    if (isOver && isQuiet) this.kept.keep(mill, run, part, sums)
    return new PeriodTotals(sums)
  }
}
