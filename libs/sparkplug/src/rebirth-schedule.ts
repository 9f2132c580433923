const LONGEST_MS = 300_000
const MOST_UNHEARD = 8

/**
 * When to ask one edge for its births: at once, then at most once per interval, which doubles while the need persists
 * (up to five minutes). A request is repeated until the births come, since it may be lost, but an edge that is silent
 * altogether is asked eight times only.
 */
export class RebirthSchedule {
  readonly #baseMs: number
  #intervalMs: number
  #lastMs = Number.NEGATIVE_INFINITY
  #wanted = false
  #unheard = 0

  constructor(baseMs: number) {
    this.#baseMs = baseMs
    this.#intervalMs = baseMs
  }

  /** Whether births are needed. */
  get wanted(): boolean {
    return this.#wanted
  }

  /** Whether it was asked and has said nothing since. */
  get unheard(): boolean {
    return this.#unheard > 0
  }

  want(): void {
    this.#wanted = true
  }

  /** Births are needed for a new reason: however often they were asked for before, this is the first time. */
  wantAnew(): void {
    this.#wanted = true
    this.#intervalMs = this.#baseMs
    this.#lastMs = Number.NEGATIVE_INFINITY
    this.#unheard = 0
  }

  cancel(): void {
    this.#wanted = false
  }

  /** The edge gave a sign of life. */
  heard(): void {
    this.#unheard = 0
  }

  /** Whether to ask now; true counts as asked. */
  due(nowMs: number): boolean {
    if (!this.#wanted || this.#unheard >= MOST_UNHEARD) return false
    // A clock that was set back must not silence the host.
    const waitedMs = nowMs < this.#lastMs ? Number.POSITIVE_INFINITY : nowMs - this.#lastMs
    if (waitedMs < this.#intervalMs) return false
    this.#intervalMs = waitedMs < 4 * this.#intervalMs ? Math.min(2 * this.#intervalMs, LONGEST_MS) : this.#baseMs
    this.#lastMs = nowMs
    this.#unheard += 1
    return true
  }
}
