import type {
  NamedSeries,
  StaffingComparison,
  StaffingNow,
  StaffingShifts,
  StaffingWaterfall,
} from '@wanding/contracts'
import { pollMoving } from '../../shared/live/poll-moving'
import type { Sample } from '../../shared/live/series-window'
import { Fetched } from '../../shared/rest/fetched.svelte'
import { SPANS, type Span } from '../../shared/router/route'
import type { StaffingLook } from '../../shared/router/staffing-query'
import type { Session } from '../../shared/session.svelte'

const NOW_MS = 5000
const HISTORY_MS = 30_000
const POINTS = 480
/** How far back shifts are listed. */
const SHIFTS_MS = 3 * 86_400_000
/** The backend is ahead of the page by what is on its way: a running shift is told up to the present wherever that is. */
const AHEAD_MS = 3_600_000

/** Staffing of the mill that is shown: now, and over time. Asked for, not sent: it moves in minutes. */
export class StaffingState {
  readonly now = new Fetched<StaffingNow>()
  readonly history = new Fetched<NamedSeries>()
  readonly waterfall = new Fetched<StaffingWaterfall>()
  readonly shifts = new Fetched<StaffingShifts>()
  readonly comparison = new Fetched<StaffingComparison>()
  samples = $derived.by(() => {
    const series = this.history.value?.series ?? {}
    const of = (name: string): Sample[] => (series[name] ?? []).map(([atMs, mean]) => [atMs, mean])
    const now = this.now.value
    // The newest figures stand at the right edge, also between two questions for history.
    const withNow = (samples: Sample[], value: number | null | undefined): Sample[] =>
      now && value !== null && value !== undefined && (samples.at(-1)?.[0] ?? 0) < now.atMs
        ? [...samples, [now.atMs, value]]
        : samples
    return {
      required: withNow(of('required'), now?.per10k.required),
      rostered: withNow(of('rostered'), now?.per10k.rostered),
      index: withNow(of('index'), now?.index),
    }
  })

  constructor(private readonly session: Session) {}

  loadNow(mill: string, { rules }: StaffingLook): Promise<void> {
    return this.now.load(() => this.session.api.staffing(mill, rules))
  }

  loadWaterfall(mill: string, { rules, order }: StaffingLook): Promise<void> {
    return this.waterfall.load(() => this.session.api.staffingWaterfall(mill, { ...rules, order }))
  }

  loadShifts(mill: string, { rules }: StaffingLook): Promise<void> {
    return this.shifts.load(() => this.session.api.staffingShifts(mill, this.shiftRange(), rules))
  }

  /** The last three days, the running shift included. */
  shiftRange(): { fromMs: number; toMs: number } {
    const toMs = Math.ceil(this.session.atMs) + AHEAD_MS
    return { fromMs: Math.max(0, toMs - AHEAD_MS - SHIFTS_MS), toMs }
  }

  loadComparison(mill: string, { rules, periods }: StaffingLook): Promise<void> {
    if (!periods) return Promise.resolve()
    return this.comparison.load(() => this.session.api.staffingComparison(mill, { ...rules, ...periods }))
  }

  loadHistory(mill: string, span: Span): Promise<void> {
    const toMs = this.session.atMs
    const range = { fromMs: Math.max(0, toMs - SPANS[span]), toMs }
    return this.history.load(() => this.session.api.staffingHistory(mill, range, POINTS))
  }

  /** Keeps up to date what the look shows. Returns what ends it. */
  follow(mill: string, span: Span, look: StaffingLook): () => void {
    const offs = [
      pollMoving(this.session, () => this.loadNow(mill, look), NOW_MS),
      pollMoving(this.session, () => this.loadHistory(mill, span), HISTORY_MS),
      pollMoving(this.session, () => this.loadWaterfall(mill, look), HISTORY_MS),
    ]
    if (look.view === 'shift' || look.view === 'crew')
      offs.push(pollMoving(this.session, () => this.loadShifts(mill, look), HISTORY_MS))
    return () => {
      for (const off of offs) off()
    }
  }
}
