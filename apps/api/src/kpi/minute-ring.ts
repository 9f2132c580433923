const MINUTE_MS = 60_000

/** Length of the measuring window, minutes of mill time; the newest of them is still running. */
export const WINDOW_MINUTES = 60

/** The minutes first … last, both included, counted from the epoch. */
export interface MinuteSpan {
  first: number
  last: number
}

/** The measuring window that ends in the minute of `atMs`. */
export const windowAt = (atMs: number): MinuteSpan => {
  const last = Math.floor(atMs / MINUTE_MS)
  return { first: last - WINDOW_MINUTES + 1, last }
}

/**
 * A quantity by the minute of mill time in which it came about. Keeps one hour: a minute pushes out the one
 * an hour before it, and what is older than that is not taken.
 */
export class MinuteRing {
  private readonly amounts = new Float64Array(WINDOW_MINUTES)
  private readonly minutes = new Float64Array(WINDOW_MINUTES).fill(Number.NEGATIVE_INFINITY)
  private newest = Number.NEGATIVE_INFINITY
  /** Sum of the window that ends with the newest minute: the one that is asked for nearly always. */
  private total = 0

  /** Adds what came about evenly from `fromMs` to `toMs`; each minute gets the part that fell into it. */
  add(fromMs: number, toMs: number, amount: number): void {
    const first = Math.floor(fromMs / MINUTE_MS)
    const last = Math.floor(toMs / MINUTE_MS)
    if (first >= last) {
      this.addTo(last, amount)
      return
    }
    const perMs = amount / (toMs - fromMs)
    for (let minute = Math.max(first, last - WINDOW_MINUTES + 1); minute <= last; minute++) {
      const begins = Math.max(fromMs, minute * MINUTE_MS)
      const ends = Math.min(toMs, (minute + 1) * MINUTE_MS)
      this.addTo(minute, (ends - begins) * perMs)
    }
  }

  /** What came about in these minutes. */
  sum(span: MinuteSpan): number {
    if (this.newest < span.first) return 0
    const isNewest = span.last === this.newest && span.first === this.newest - WINDOW_MINUTES + 1
    return isNewest ? this.total : this.summed(span)
  }

  private summed(span: MinuteSpan): number {
    let sum = 0
    for (let slot = 0; slot < WINDOW_MINUTES; slot++) {
      const minute = this.minutes[slot]!
      if (minute >= span.first && minute <= span.last) sum += this.amounts[slot]!
    }
    return sum
  }

  private addTo(minute: number, amount: number): void {
    if (minute <= this.newest - WINDOW_MINUTES) return
    const slot = ((minute % WINDOW_MINUTES) + WINDOW_MINUTES) % WINDOW_MINUTES
    if (minute > this.minutes[slot]!) {
      this.minutes[slot] = minute
      this.amounts[slot] = 0
    }
    this.amounts[slot]! += amount
    if (minute > this.newest) {
      this.newest = minute
      // Summed anew each minute, so that rounding cannot add up.
      this.total = this.summed({ first: minute - WINDOW_MINUTES + 1, last: minute })
    } else this.total += amount
  }
}
