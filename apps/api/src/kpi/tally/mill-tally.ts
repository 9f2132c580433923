import type { Counted } from '../../bus'
import { MachineTally } from './machine-tally'
import { SLOT_MS, SlotSums } from './slot-sums'

/** The sums of one mill's reports, handed over slot by slot. */
export class MillTally {
  readonly sums = new SlotSums()
  fullGrams: number | null = null
  private handedOverSlot = Number.NEGATIVE_INFINITY
  private handOvers = 0

  /** `startMs`: real time at which this program began to count. */
  constructor(private readonly startMs: number) {}

  machine(id: string, kind: string): MachineTally {
    return new MachineTally(this.sums, id, kind, () => this.fullGrams)
  }

  /** What came about since the last time, once a slot of the mill's time; null in between. */
  due(mill: string, run: string, atMs: number): Counted | null {
    const slot = Math.floor(atMs / SLOT_MS)
    if (slot === this.handedOverSlot) return null
    this.handedOverSlot = slot
    return this.handOver(mill, run)
  }

  /** Everything that was not handed over yet. */
  handOver(mill: string, run: string): Counted | null {
    const sums = this.sums.take()
    if (sums.length === 0) return null
    // Parts of one slot must not replace each other in the store: each hand-over has a place of its own within the slot.
    // There are more milliseconds than hand-overs, so a program that is started again is behind all places of the last one.
    const place = (this.startMs + this.handOvers++) % SLOT_MS
    return {
      mill,
      run,
      sums: sums.map(({ slotMs, name, amount }) => ({ name, atMs: slotMs + place, slotMs, amount })),
    }
  }

  clear(): void {
    this.sums.clear()
  }
}
