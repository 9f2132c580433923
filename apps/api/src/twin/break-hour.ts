const HOUR_MS = 3_600_000
/** Breaks that are held; a mill of a million spindles in a crisis has a tenth of them in an hour. */
const MOST_BREAKS = 1_000_000
/** The counts are bytes; what is beyond is not told apart. */
const MOST_OF_ONE = 0xff

interface Break {
  counts: Uint8Array
  index: number
  atMs: number
}

/** Counts the end breaks of every spindle over the last hour of mill time; costs something only when an end breaks. */
export class BreakHour {
  private breaks: Break[] = []
  private oldest = 0
  private fromMs: number | null = null

  /** Mill time from which on breaks are counted, at most an hour ago; null before anything was heard. */
  sinceMs(atMs: number): number | null {
    return this.fromMs === null ? null : Math.max(this.fromMs, atMs - HOUR_MS)
  }

  /** A message of spindles was heard at this time, with breaks or without. */
  heard(atMs: number): void {
    this.fromMs ??= atMs
  }

  /** The end at `index` of a frame broke; `counts` are the frame's counts. */
  add(counts: Uint8Array, index: number, atMs: number): void {
    if (counts[index] === MOST_OF_ONE) return
    counts[index]! += 1
    this.breaks.push({ counts, index, atMs })
    if (this.breaks.length - this.oldest > MOST_BREAKS) this.forgetOldest()
  }

  /** Takes out of the counts what is more than an hour old. */
  expire(atMs: number): void {
    while (this.oldest < this.breaks.length && this.breaks[this.oldest]!.atMs <= atMs - HOUR_MS) this.forgetOldest()
    if (this.oldest > 1024 && this.oldest > this.breaks.length / 2) {
      this.breaks = this.breaks.slice(this.oldest)
      this.oldest = 0
    }
  }

  /** Another run: another history of the mill. */
  clear(): void {
    for (let i = this.oldest; i < this.breaks.length; i++) this.breaks[i]!.counts.fill(0)
    this.breaks = []
    this.oldest = 0
    this.fromMs = null
  }

  private forgetOldest(): void {
    const { counts, index } = this.breaks[this.oldest++]!
    counts[index]! -= 1
  }
}
