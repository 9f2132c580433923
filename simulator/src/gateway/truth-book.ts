import type { TrainerEvent } from '@wanding/contracts/trainer'
import type { MillPlan } from '@wanding/mill'
import { type MillEvent, placeId } from '../engine'

/** A fast mill breaks thousands of ends between two messages; faults and responses are few and always told. */
const MOST_BREAKS = 2000

/** What really happens, until it is told to trainers. */
export class TruthBook {
  private events: TrainerEvent[] = []
  private breaks = 0
  private dropped = 0

  constructor(private readonly plan: MillPlan) {}

  add(event: MillEvent): void {
    if (event.kind === 'fault' || event.kind === 'response') this.events.push(event)
    else if (event.kind === 'spindle' && event.cause !== undefined) {
      if (this.breaks >= MOST_BREAKS) {
        this.dropped += 1
        return
      }
      this.breaks += 1
      const { atMs, frame, position, cause, breakClass = 'running' } = event
      const index = frame * this.plan.ringRoom.spindlesPerFrame + position - 1
      this.events.push({
        kind: 'break',
        atMs,
        place: placeId(this.plan, { kind: 'spindle', index }),
        cause,
        breakClass,
      })
    }
  }

  /** Everything since the last time; undefined when there is nothing. */
  take(): { events: TrainerEvent[]; dropped: number } | undefined {
    if (this.events.length === 0) return undefined
    const page = { events: this.events, dropped: this.dropped }
    this.events = []
    this.breaks = 0
    this.dropped = 0
    return page
  }
}
