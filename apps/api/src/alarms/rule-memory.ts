/** What rules have to remember from one moment to the next beyond the book. It starts empty with the program. */
export class RuleMemory {
  /** Frames that a voltage sag tripped, with the mill time of the last moment of it. */
  readonly tripped = new Map<string, number>()
  /** Keys of alarms that began with such a sag. */
  readonly suffered = new Set<string>()
  /** Counters as they stood when they were last looked at. */
  readonly counters = new Map<string, number>()
  /** Values that should move, and since when (mill time) they have not. */
  readonly still = new Map<string, { value: number; sinceMs: number }>()

  /** A sag is over for a frame. */
  recovered(frame: string): void {
    this.tripped.delete(frame)
    for (const key of this.suffered) if (key.endsWith(`/${frame}`)) this.suffered.delete(key)
  }

  /** Mill time for which a value has not moved, ms. */
  stillFor(key: string, value: number, nowMs: number): number {
    const known = this.still.get(key)
    if (known?.value === value && nowMs >= known.sinceMs) return nowMs - known.sinceMs
    this.still.set(key, { value, sinceMs: nowMs })
    return 0
  }

  forgetStill(key: string): void {
    this.still.delete(key)
  }

  /** What a counter has gained since it was last looked at; nothing at the first look, or when it fell. */
  gained(key: string, value: number): number {
    const before = this.counters.get(key)
    this.counters.set(key, value)
    return before === undefined ? 0 : Math.max(0, value - before)
  }
}
