import type { Figure, KpiNow, StaffingNow } from '@wanding/contracts'
import type { Counted, WorkCounted } from '../bus'
import type { SeriesRow } from './history-store.port'

/** One sample of the figures each ten seconds of mill time. */
export const SERIES_PERIOD_MS = 10_000

export const KPI_PREFIX = 'kpi/'
export const STAFFING_PREFIX = 'staffing/'
/** The work counted, entry by entry (kpi/work-record.ts): points to be summed, not to be drawn. */
export const WORK_PREFIX = 'work/'
/** What machines did by slots of mill time (kpi/tally): parts to be summed. */
export const REPORT_PREFIX = 'report/'

/** Thins the figures of a mill and turns them into points of named series; what cannot be said is no point. */
export class SeriesRecorder {
  private readonly slots = new Map<string, number>()

  kpi(kpi: KpiNow): SeriesRow[] {
    const key = `${kpi.mill}/${kpi.run}`
    const slot = Math.floor(kpi.atMs / SERIES_PERIOD_MS)
    if (this.slots.get(key) === slot) return []
    this.slots.set(key, slot)
    const figures: Record<string, Figure> = { ...kpi.figures, ...kpi.extra }
    return Object.entries(figures).flatMap(([name, { value }]) => point(kpi, kpi.run, KPI_PREFIX + name, value))
  }

  work(work: WorkCounted): SeriesRow[] {
    return [...work.values].flatMap(([name, value]) => point(work, work.run, WORK_PREFIX + name, value))
  }

  counted({ mill, run, sums }: Counted): SeriesRow[] {
    return sums.flatMap(({ name, atMs, amount }) => point({ mill, atMs }, run, REPORT_PREFIX + name, amount))
  }

  staffing(staffing: StaffingNow, run: string): SeriesRow[] {
    const of = (name: string, value: number | null) => point(staffing, run, STAFFING_PREFIX + name, value)
    return [
      ...of('required', staffing.per10k.required),
      ...of('rostered', staffing.per10k.rostered),
      ...of('index', staffing.index),
      ...of('onSite', staffing.onSitePer10k),
      ...of('hok', staffing.hok),
      ...staffing.byRole.flatMap(({ role, per10k }) => of(`role/${role}`, per10k)),
    ]
  }
}

function point({ mill, atMs }: { mill: string; atMs: number }, run: string, series: string, value: number | null) {
  return value === null || !Number.isFinite(value) ? [] : [{ run, mill, series, atMs, value }]
}
