/** How many messages of the backlog may be on their way at least, at first, and at most. */
const LEAST = 16
const FIRST = 64
const MOST = 500
/** A message without an answer for so long is lost; and however slow a host is, for so many times as long as it took of late, ms. */
const LEAST_PATIENCE_MS = 5000
const LONGEST_PATIENCE_MS = 60_000
const TRIPS = 4
/** What one answer counts for in the mean of the time to it. */
const NEWEST = 0.25
/** By so many messages a window grows that is answered whole, where it was too wide before. */
const STEP = 8

/**
 * How much of the backlog is on its way, and how long its answer is waited for: TCP's way (RFC 5681, RFC 6298), for the same reason.
 * A host that falls behind loses messages and answers late; if every gateway then told everything again at once, it would never catch
 * up. So a loss halves the window, answers widen it again, and the patience follows the time that answers take.
 */
export class SendWindow {
  private width = FIRST
  /** Up to here it doubles with each window that is answered, beyond it grows by a step. */
  private threshold = MOST
  private tripMs = 0
  private patience = LEAST_PATIENCE_MS
  private probe: { position: number; sentMs: number } | undefined

  get size(): number {
    return Math.floor(this.width)
  }

  /** How long a watermark may stand still, ms. */
  get patienceMs(): number {
    return this.patience
  }

  /** A message was sent for the first time: the answer to one at a time is timed. */
  sent(position: number, nowMs: number): void {
    this.probe ??= { position, sentMs: nowMs }
  }

  /** The host has `count` messages more; up to which position, if they are of those that are timed. */
  answered(count: number, nowMs: number, position = 0): void {
    const growth = this.width < this.threshold ? count : (STEP * count) / this.width
    this.width = Math.min(MOST, this.width + growth)
    if (this.probe && position >= this.probe.position) {
      const tripMs = Math.max(0, nowMs - this.probe.sentMs)
      this.tripMs += (this.tripMs === 0 ? 1 : NEWEST) * (tripMs - this.tripMs)
      this.probe = undefined
    }
    this.patience = Math.min(LONGEST_PATIENCE_MS, Math.max(LEAST_PATIENCE_MS, TRIPS * this.tripMs))
  }

  /** What was on its way did not arrive. */
  lost(): void {
    this.threshold = Math.max(LEAST, this.width / 2)
    this.width = this.threshold
    this.interrupted()
  }

  /** The answer that comes next is not to what was sent last. */
  interrupted(): void {
    this.probe = undefined
  }

  /** No answer in time: the next one is waited for twice as long. */
  timedOut(): void {
    this.lost()
    this.patience = Math.min(LONGEST_PATIENCE_MS, 2 * this.patience)
  }
}
