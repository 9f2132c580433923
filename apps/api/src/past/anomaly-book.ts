import type { Anomaly, Attention, KpiNow } from '@wanding/contracts'

/** Ends down of the installed spindles of the mill, %, from which it is a wave, and below which the next may come (domain 6.3). */
const WAVE = { from: 1, until: 0.8 } as const
/** An item that went and came back within this mill time is the same one. */
const SAME_MS = 60_000
/** An item may tell that it has been so for longer than anybody watched. */
const FARTHEST_BACK_MS = 600_000

/**
 * Finds what of a mill's figures a reader of the past will look for: alarms of priority 1 to 3 when they come onto the list of
 * what needs attention, and the moment at which the ends down of the whole mill pass 1 %.
 */
export class AnomalyBook {
  /** Mill time at which each item was last on the list. */
  private readonly seenMs = new Map<string, number>()
  private wave = false

  /** What is new in these figures, the longest standing first. */
  take(kpi: KpiNow): Anomaly[] {
    const found = kpi.attention.flatMap((item) => this.item(item, kpi.atMs))
    for (const [key, atMs] of this.seenMs) if (kpi.atMs - atMs > SAME_MS) this.seenMs.delete(key)
    return [...found, ...this.waveOf(kpi)].sort((a, b) => a.atMs - b.atMs)
  }

  private item({ key, kind, priority, machine, sinceMs, value, limit }: Attention, nowMs: number): Anomaly[] {
    if (priority === 4) return []
    const known = this.seenMs.has(key)
    this.seenMs.set(key, nowMs)
    if (known) return []
    const atMs = Math.min(nowMs, Math.max(sinceMs ?? nowMs, nowMs - FARTHEST_BACK_MS))
    return [{ atMs, kind, priority, machine, value, limit }]
  }

  private waveOf({ mill, atMs, figures }: KpiNow): Anomaly[] {
    const { value } = figures.endsDownPercent
    if (value === null) return []
    const before = this.wave
    this.wave = value > (before ? WAVE.until : WAVE.from)
    if (before || !this.wave) return []
    return [{ atMs, kind: 'ends-down-wave', priority: 1, machine: mill, value, limit: WAVE.from }]
  }
}
