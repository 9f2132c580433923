import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MillClock } from './mill-clock'
import { phaseOf } from './phase'

const TICK_MS = 1000
/** Mills tick at one of so many moments of the first part of a second; the rest is left for a tick that comes late. */
const TICK_PHASES = 17
const PHASE_MS = 48

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
  private ticking: Promise<void> | undefined
  private stopped = false
  /** When in a second this mill ticks: a host of many mills hears them one after the other. */
  private readonly phaseMs: number

  constructor(
    private readonly clock: MillClock,
    private readonly advanceMill: AdvanceMill,
    private readonly edges: readonly Publisher[],
    mill: string,
    /** Real time, epoch ms. */
    private readonly realNowMs: () => number,
  ) {
    this.phaseMs = phaseOf(mill, TICK_PHASES) * PHASE_MS
  }

  start(): void {
    for (const edge of this.edges) edge.start()
    this.schedule()
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.ticking
    await Promise.all(this.edges.map((edge) => edge.stop()))
  }

  private schedule(): void {
    this.timer = setTimeout(
      async () => {
        this.ticking = this.tick(this.realNowMs())
        await this.ticking
        if (!this.stopped) this.schedule()
      },
      TICK_MS - ((this.realNowMs() - this.phaseMs) % TICK_MS),
    )
  }

  /** What one gateway has to say goes to its disk and out while the next one is read. */
  private async tick(nowMs: number): Promise<void> {
    const atMs = Math.round(this.clock.at(nowMs))
    this.advanceMill(atMs)
    for (const edge of this.edges) {
      edge.publish(atMs, nowMs)
      await nextTurn()
    }
  }
}
