import type { MillClock } from './mill-clock'

const TICK_MS = 1000

/** Something that publishes what the mill does: a gateway, the trainer channel. */
export interface Publisher {
  start(): void
  stop(): Promise<void>
  publish(atMs: number, nowMs: number): void
}

/** Brings the mill forward to a moment of its own clock. */
export type AdvanceMill = (toMs: number) => void

/**
 * Owns the clock of a live mill: once a second of real time it brings the mill to the present and lets the gateways publish.
 * A late tick is one longer step, never a burst of short ones.
 */
export class MillRunner {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly clock: MillClock,
    private readonly advanceMill: AdvanceMill,
    private readonly edges: readonly Publisher[],
  ) {}

  start(): void {
    for (const edge of this.edges) edge.start()
    this.schedule()
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer)
    await Promise.all(this.edges.map((edge) => edge.stop()))
  }

  private schedule(): void {
    this.timer = setTimeout(
      () => {
        this.tick(Date.now())
        this.schedule()
      },
      TICK_MS - (Date.now() % TICK_MS),
    )
  }

  private tick(nowMs: number): void {
    const atMs = Math.round(this.clock.at(nowMs))
    this.advanceMill(atMs)
    for (const edge of this.edges) edge.publish(atMs, nowMs)
  }
}
