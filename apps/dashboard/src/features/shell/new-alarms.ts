import type { Attention } from '@wanding/contracts'

/** A voice that says more often than this is switched off. */
const LEAST_MS = 10_000

/** Finds items of the highest priority that were not there before, and holds them back so that they are not told too often. */
export class NewAlarms {
  #known: ReadonlySet<string> | null = null
  #waiting: Attention[] = []
  #toldMs = Number.NEGATIVE_INFINITY

  /** Takes the list as it is now; returns what is to be told now, if anything. What stood at first is no news. */
  take(items: readonly Attention[], nowMs: number): readonly Attention[] {
    const urgent = items.filter(({ priority }) => priority === 1)
    const present = new Set(urgent.map(({ key }) => key))
    const fresh = this.#known ? urgent.filter(({ key }) => !this.#known?.has(key)) : []
    this.#known = present
    this.#waiting = [...this.#waiting.filter(({ key }) => present.has(key)), ...fresh]
    if (this.#waiting.length === 0 || nowMs - this.#toldMs < LEAST_MS) return []
    const told = this.#waiting
    this.#waiting = []
    this.#toldMs = nowMs
    return told
  }
}
