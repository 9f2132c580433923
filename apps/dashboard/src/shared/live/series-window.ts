import type { HistoryPoint } from '@wanding/contracts'

/** A value and its time on the mill's clock. */
export type Sample = readonly [atMs: number, value: number]

/**
 * One quantity over a moving window of mill time: history from the store, then what comes live. At most one sample a step is
 * kept, the newest, so that a page open for days holds no more than a window's worth.
 */
export class SeriesWindow {
  #samples: Sample[] = []

  constructor(
    readonly spanMs: number,
    readonly stepMs: number,
  ) {}

  get samples(): readonly Sample[] {
    return this.#samples
  }

  get newestMs(): number | null {
    return this.#samples.at(-1)?.[0] ?? null
  }

  /** Takes history; what came live after its last point stays. */
  fill(points: readonly HistoryPoint[]): void {
    const history = points.map(([atMs, mean]): Sample => [atMs, mean])
    const lastMs = history.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY
    this.#samples = [...history, ...this.#samples.filter(([atMs]) => atMs > lastMs)]
  }

  /** Adds what is now. What is older than the newest sample is left out: the mill's clock went back, or it came late. */
  add(atMs: number, value: number): void {
    const newest = this.#samples.at(-1)
    if (newest && atMs <= newest[0]) return
    const sameStep = newest && Math.floor(newest[0] / this.stepMs) === Math.floor(atMs / this.stepMs)
    if (sameStep) this.#samples.pop()
    this.#samples.push([atMs, value])
    const begin = atMs - this.spanMs
    const keep = this.#samples.findIndex(([at]) => at >= begin)
    if (keep > 0) this.#samples.splice(0, keep)
  }

  clear(): void {
    this.#samples = []
  }
}
