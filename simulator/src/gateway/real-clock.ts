/** What the computer's clock may lose by being slewed between two looks; more is somebody setting it back. */
const SLEW_MS = 250

/**
 * Real time that never goes back. When the computer's clock is set back, a second is still a second after the one before: a mill
 * whose time went back would say two things of one second, and gateways would wait an hour for what is due in five seconds.
 * Forward it follows, as after a laptop's sleep.
 */
export class RealClock {
  private aheadMs = 0
  private lastMs: number
  private markMs: number

  /** `wallNowMs` is what is set and slewed, `steadyNowMs` only goes on; ms. */
  constructor(
    private readonly wallNowMs: () => number = Date.now,
    private readonly steadyNowMs: () => number = () => performance.now(),
  ) {
    this.lastMs = wallNowMs()
    this.markMs = steadyNowMs()
  }

  /** Epoch ms. */
  nowMs(): number {
    const markMs = this.steadyNowMs()
    const passedMs = Math.round(markMs - this.markMs)
    const nowMs = this.wallNowMs() + this.aheadMs
    const lateMs = this.lastMs + passedMs - nowMs
    if (lateMs > SLEW_MS) this.aheadMs += lateMs
    this.markMs = markMs
    this.lastMs = lateMs > SLEW_MS ? this.lastMs + passedMs : Math.max(this.lastMs, nowMs)
    return this.lastMs
  }
}
