import type { NamedSeries, StaffingNow } from '@wanding/contracts'
import type { Sample } from '../../shared/live/series-window'
import { Fetched, poll } from '../../shared/rest/fetched.svelte'
import { SPANS, type Span } from '../../shared/router/route'
import type { Session } from '../../shared/session.svelte'

const NOW_MS = 5000
const HISTORY_MS = 30_000
const POINTS = 480

/** Staffing of the mill that is shown: now, and over time. Asked for, not sent: it moves in minutes. */
export class StaffingState {
  readonly now = new Fetched<StaffingNow>()
  readonly history = new Fetched<NamedSeries>()
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

  loadNow(mill: string): Promise<void> {
    return this.now.load(() => this.session.api.staffing(mill))
  }

  loadHistory(mill: string, span: Span): Promise<void> {
    const toMs = this.session.atMs
    const range = { fromMs: Math.max(0, toMs - SPANS[span]), toMs }
    return this.history.load(() => this.session.api.staffingHistory(mill, range, POINTS))
  }

  /** Keeps both up to date. Returns what ends it. */
  follow(mill: string, span: Span): () => void {
    const offs = [poll(() => this.loadNow(mill), NOW_MS), poll(() => this.loadHistory(mill, span), HISTORY_MS)]
    return () => {
      for (const off of offs) off()
    }
  }
}
