import { NotFoundException } from '@nestjs/common'
import { REPORT_FIGURES, type Report, type ReportKind, type ReportProgress } from '@wanding/contracts'
import { SHIFT_TURNS, type ShiftSystem } from '@wanding/mill'
import type { Counted } from '../bus'
import type { MeasuredEventsSource, ReportSums } from '../kpi'
import type { MillDirectory } from '../twin'
import { fixedOffset, localOf, type OffsetAt, zoneOffset } from './calendar/mill-clock'
import { type Period, partsOf, periodAt, periodBefore, type ShiftCalendar } from './calendar/periods'
import { figuresOf } from './content/figures'
import { type MillView, ofKind } from './content/mill-view'
import { tablesOf } from './content/tables'
import { addTotals, type PeriodTotals } from './sums/period-totals'
import { SETTLE_MS, type SumsReader } from './sums/sums-reader'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** Periods before this one that its mean is of. */
const MEAN_OF: Readonly<Record<ReportKind, number>> = { shift: 7, day: 7, month: 3 }

export interface ReportRules {
  carbonKgPerKwh: number
  carbonSource: string
  timeZone?: string
}

/** Makes reports of a mill's periods from what is stored. */
export class ReportsService {
  constructor(
    private readonly sums: SumsReader,
    private readonly directory: MillDirectory,
    private readonly live: ReportSums,
    private readonly source: MeasuredEventsSource,
    private readonly rules: ReportRules,
  ) {}

  /** The period that contains `atMs`, or now. */
  async report(mill: string, kind: ReportKind, atMs?: number): Promise<Report> {
    const { now, calendar, run, period, before: earlierPeriods } = this.wanted(mill, kind, atMs)
    const read = (of: Period) => this.sums.totals(mill, run, calendar, of, now.atMs)
    const view = this.view(mill, period, await read(period), now.atMs)
    const earlier: PeriodTotals[] = []
    for (const each of earlierPeriods) earlier.push(await read(each))
    const figures = (totals: PeriodTotals, of: Period) =>
      figuresOf(this.view(mill, of, totals, now.atMs), this.rules.carbonKgPerKwh)
    const before = earlierPeriods[0]!
    const withData = earlier.filter((totals) => totals.sum(ofKind(view, 'ring-frame'), 'hours') > 0)
    const own = figuresOf(view, this.rules.carbonKgPerKwh)
    const previous = figures(earlier[0]!, before)
    const mean = figures(addTotals(withData), {
      ...before,
      toMs: before.fromMs + withData.length * (before.toMs - before.fromMs),
    })
    const rogues = kind === 'month' ? null : await this.sums.rogues(mill, run, period)
    const watched = watchedHours(view)
    return {
      mill,
      name: now.name,
      run,
      simulated: now.simulated,
      kind,
      date: period.date,
      shift: period.shift,
      fromMs: period.fromMs,
      toMs: period.toMs,
      utcOffsetMinutes: calendar.offsetAt(period.fromMs),
      running: now.atMs < period.toMs,
      untilMs: Math.min(period.toMs, now.atMs),
      watchedMinutes: watched * 60,
      missingMinutes: Math.max(0, (view.goneHours - watched) * 60),
      carbon: { kgPerKwh: this.rules.carbonKgPerKwh, source: this.rules.carbonSource },
      meanOf: withData.length,
      figures: Object.keys(REPORT_FIGURES).map((key) => ({
        key,
        value: own[key] ?? null,
        before: previous[key] ?? null,
        mean: meanOf(key, mean[key] ?? null, withData.length),
      })),
      tables: tablesOf(view, this.rules.carbonKgPerKwh, rogues),
    }
  }

  /** How many of the shifts or days that a report is made of were summed before; the others make whoever asks for it wait. */
  progress(mill: string, kind: ReportKind, atMs?: number): ReportProgress {
    const { now, calendar, run, period, before } = this.wanted(mill, kind, atMs)
    const over = [period, ...before]
      .flatMap((each) => partsOf(calendar, each))
      .filter((part) => now.atMs >= part.toMs + SETTLE_MS)
    return { summed: over.filter((part) => this.sums.isKept(mill, run, part)).length, of: over.length }
  }

  /**
   * Sums one shift or day that is over and was not summed, as far back as reports of the running and the last
   * period reach: so that none has to wait for many.
   */
  async sumOne(mill: string): Promise<void> {
    const millMs = this.live.now(mill)?.atMs
    const run = this.directory.runOf(mill)
    if (millMs === undefined || run === undefined) return
    const calendar = this.calendar(mill)
    for (const [kind, of] of [
      ['shift', 'shift'],
      ['day', 'month'],
    ] as const) {
      const fromMs = begunBefore(calendar, periodAt(of, calendar, millMs), 1 + MEAN_OF[of])
      let period = periodBefore(calendar, periodAt(kind, calendar, millMs))
      for (; period.fromMs >= fromMs; period = periodBefore(calendar, period)) {
        if (millMs < period.toMs + SETTLE_MS || this.sums.isKept(mill, run, period)) continue
        await this.sums.totals(mill, run, calendar, period, millMs)
        return
      }
    }
  }

  /** Late data re-opens what was summed of its time. */
  counted({ mill, run, sums }: Counted): void {
    for (const slotMs of new Set(sums.map((sum) => sum.slotMs))) this.sums.reopen(mill, run, slotMs)
  }

  /** Shifts as the mill tells them: system, begin of the present one, and which of the day it is. */
  calendar(mill: string): ShiftCalendar {
    const measured = this.source.measured(mill)
    const turns = SHIFT_TURNS[(measured?.shiftSystem ?? 'four-crews-three-shifts') as ShiftSystem]
    const shiftsPerDay = turns?.shiftsPerDay ?? 3
    const { timeZone } = this.rules
    const offsetAt: OffsetAt = timeZone ? zoneOffset(timeZone) : fixedOffset(this.live.now(mill)?.utcOffsetMinutes ?? 0)
    const crew = measured?.crew
    if (!crew?.shiftStartMs) return { offsetAt, shiftsPerDay, firstShiftMinute: USUAL_FIRST_SHIFT_MINUTE }
    const local = localOf(offsetAt, crew.shiftStartMs) - ((crew.shift ?? 1) - 1) * (DAY_MS / shiftsPerDay)
    return { offsetAt, shiftsPerDay, firstShiftMinute: Math.round((((local % DAY_MS) + DAY_MS) % DAY_MS) / 60_000) }
  }

  /** The period that is asked for and those that its mean is of, the nearest first. */
  private wanted(mill: string, kind: ReportKind, atMs: number | undefined) {
    const now = this.live.now(mill)
    if (!now) throw new NotFoundException({ code: 'mill/unknown', message: 'no telemetry of this mill has been seen' })
    const calendar = this.calendar(mill)
    const period = periodAt(kind, calendar, atMs ?? now.atMs)
    if (period.fromMs > now.atMs)
      throw new NotFoundException({ code: 'report/future', message: 'this period has not begun' })
    const before: Period[] = []
    for (let count = 0; count < MEAN_OF[kind]; count++) before.push(periodBefore(calendar, before.at(-1) ?? period))
    return { now, calendar, run: this.directory.runOf(mill) ?? '', period, before }
  }

  private view(mill: string, period: Period, totals: PeriodTotals, nowMs: number): MillView {
    return {
      period,
      totals,
      goneHours: Math.max(0, Math.min(period.toMs, nowMs) - period.fromMs) / HOUR_MS,
      kindOf: (machine) => this.directory.kindOf(mill, machine),
      // As it was in the period; a frame that was not seen in it is as it is now.
      spindlesOf: (frame) =>
        totals.of(frame, 'hours') > 0
          ? totals.of(frame, 'spindleHours') / totals.of(frame, 'hours')
          : (this.directory.spindlesOf(mill, frame) ?? 0),
      machines: this.directory.machinesOf(mill).sort(byNumber.compare),
    }
  }
}

/** When the period began that lies so many of its kind before this one. */
function begunBefore(calendar: ShiftCalendar, period: Period, back: number): number {
  let first = period
  for (let count = 0; count < back; count++) first = periodBefore(calendar, first)
  return first.fromMs
}

const byNumber = new Intl.Collator('en', { numeric: true })
/** Where the crew does not say when its shift began. */
const USUAL_FIRST_SHIFT_MINUTE = 8 * 60

/** Mean over the ring frames of the hours that were seen. */
function watchedHours(view: MillView): number {
  const frames = ofKind(view, 'ring-frame')
  return frames.length > 0 ? view.totals.sum(frames, 'hours') / frames.length : 0
}

/** What adds up is divided by the number of periods; a ratio of sums is the mean already. */
const EXTENSIVE = new Set(['productionKg', 'doffs', 'rogues'])
const meanOf = (key: string, value: number | null, periods: number): number | null =>
  value === null || periods === 0 ? null : EXTENSIVE.has(key) ? value / periods : value
