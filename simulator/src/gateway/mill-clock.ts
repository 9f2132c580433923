/** The mill's clock: runs at `speed` times real time from the moment it was started. */
export class MillClock {
  constructor(
    readonly startMillMs: number,
    private readonly startRealMs: number,
    readonly speed: number,
  ) {}

  /** Mill time at a moment of real time; both epoch ms. */
  at(realMs: number): number {
    return this.startMillMs + Math.max(0, realMs - this.startRealMs) * this.speed
  }
}
