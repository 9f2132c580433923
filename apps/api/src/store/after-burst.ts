/** A mill's gateways speak together once a second; by this long after the first word the burst is over. */
const BURST_MS = 120
/** More work than this is not put off. */
const MOST_WAITING = 2000

/**
 * Work that may wait until a burst of messages is over, so that what is shown live does not wait for what is kept.
 * Done in the order it came; bounded, because a full list is done at once.
 */
export class AfterBurst {
  private waiting: (() => void)[] = []
  private timer: NodeJS.Timeout | undefined

  /** `onError` hears of work that fails; the rest is done all the same. */
  constructor(private readonly onError: (error: unknown) => void) {}

  add(work: () => void): void {
    this.waiting.push(work)
    if (this.waiting.length >= MOST_WAITING) this.drain()
    else this.timer ??= setTimeout(() => this.drain(), BURST_MS)
  }

  /** Does all that waits, now. */
  drain(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const work = this.waiting
    this.waiting = []
    for (const item of work) {
      try {
        item()
      } catch (error) {
        this.onError(error)
      }
    }
  }
}
