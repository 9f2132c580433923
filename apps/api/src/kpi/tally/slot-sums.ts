/** Length of a slot: what is booked into one belongs to every period that contains it. All shifts begin on its grid. */
export const SLOT_MS = 300_000

/** Slots kept before they are handed over; the oldest are given up first. More than a day of late data at once is a fault. */
const MOST_SLOTS = 576

/** A sum of a slot that is ready to be kept. */
export interface SlotSum {
  slotMs: number
  /** `<machine>/<quantity>`. */
  name: string
  amount: number
}

/** Amounts by the slot of mill time in which they came about, until they are handed over. */
export class SlotSums {
  private slots = new Map<number, Map<string, number>>()

  /** Adds what came about evenly from `fromMs` to `toMs`; each slot gets the part that fell into it. */
  add(name: string, fromMs: number, toMs: number, amount: number): void {
    const first = Math.floor(fromMs / SLOT_MS) * SLOT_MS
    const last = Math.floor(toMs / SLOT_MS) * SLOT_MS
    if (first >= last) {
      this.addTo(last, name, amount)
      return
    }
    const perMs = amount / (toMs - fromMs)
    for (let slot = Math.max(first, last - MOST_SLOTS * SLOT_MS); slot <= last; slot += SLOT_MS) {
      const part = Math.min(toMs, slot + SLOT_MS) - Math.max(fromMs, slot)
      if (part > 0) this.addTo(slot, name, perMs * part)
    }
  }

  /** Hands over everything; what comes later for the same slot is in a later sum. */
  take(): SlotSum[] {
    const sums = [...this.slots].flatMap(([slotMs, amounts]) =>
      [...amounts].map(([name, amount]) => ({ slotMs, name, amount })),
    )
    this.slots = new Map()
    return sums
  }

  /** What was not handed over yet, of the slots that begin in the range. */
  pending(fromMs: number, toMs: number): Map<string, number> {
    const found = new Map<string, number>()
    for (const [slotMs, amounts] of this.slots) {
      if (slotMs < fromMs || slotMs >= toMs) continue
      for (const [name, amount] of amounts) found.set(name, (found.get(name) ?? 0) + amount)
    }
    return found
  }

  clear(): void {
    this.slots = new Map()
  }

  private addTo(slot: number, name: string, amount: number): void {
    if (!Number.isFinite(amount) || amount === 0) return
    let amounts = this.slots.get(slot)
    if (!amounts) {
      if (this.slots.size >= MOST_SLOTS) this.slots.delete(Math.min(...this.slots.keys()))
      amounts = new Map()
      this.slots.set(slot, amounts)
    }
    amounts.set(name, (amounts.get(name) ?? 0) + amount)
  }
}
