/** Waits while the broker says that somebody else has our id, ms. */
const FIRST_TAKEN_OVER_MS = 1000
const LONGEST_TAKEN_OVER_MS = 60_000
/** A session that stood for so long has no rival any more. */
const CALM_MS = 5 * LONGEST_TAKEN_OVER_MS
/** So many sessions in a row that ended soon are no accident. */
const SUSPICIOUS = 4

export interface Wait {
  waitMs: number
  /** This is the first time that another client seems to have our id. */
  rival: boolean
}

/**
 * How long to wait before the next attempt. It doubles; a session that stood for longer than twice the wait before it begins the
 * wait anew. So two clients with one id, each of which takes the session from the other when its wait is over, come ever more
 * seldom, and a network that is away again and again is used as soon as it is there.
 */
export class RetryWait {
  private lastMs = 0
  private short = 0
  private toldRival = false

  constructor(
    private readonly firstMs: number,
    private readonly longestMs: number,
  ) {}

  /** `stoodMs` is how long the session stood that has ended now; null where none was made. */
  after(stoodMs: number | null, isTakenOver: boolean): Wait {
    if (stoodMs !== null) {
      const isShort = stoodMs <= 2 * this.lastMs
      this.short = isShort ? this.short + 1 : 0
      if (!isShort) this.lastMs = 0
      if (stoodMs >= CALM_MS) this.toldRival = false
    }
    const [firstMs, longestMs] = isTakenOver
      ? [FIRST_TAKEN_OVER_MS, LONGEST_TAKEN_OVER_MS]
      : [this.firstMs, this.longestMs]
    this.lastMs = Math.min(Math.max(2 * this.lastMs, firstMs), longestMs)
    const rival = !this.toldRival && (isTakenOver || this.short >= SUSPICIOUS)
    this.toldRival ||= rival
    return { waitMs: this.lastMs, rival }
  }
}
