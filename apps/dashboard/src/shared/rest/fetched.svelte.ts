import { untrack } from 'svelte'
import { ApiError } from './api-error'

/** What is being asked of the backend, and what it last said. An answer that fails keeps the one before it. */
export class Fetched<T> {
  value = $state.raw<T | null>(null)
  error = $state.raw<ApiError | null>(null)
  /** Reader's clock: when the failures began. */
  failedSinceMs = $state<number | null>(null)
  loading = $state(false)
  #asked = 0

  /** Asks; of overlapping questions only the newest counts. Never rejects. */
  async load(ask: () => Promise<T>): Promise<void> {
    const asked = ++this.#asked
    this.loading = true
    try {
      const value = await ask()
      if (asked !== this.#asked) return
      this.value = value
      this.error = null
      this.failedSinceMs = null
    } catch (error) {
      if (asked !== this.#asked) return
      this.error = error instanceof ApiError ? error : new ApiError('answer/unreadable', 0, String(error))
      this.failedSinceMs ??= Date.now()
    } finally {
      if (asked === this.#asked) this.loading = false
    }
  }

  /** Forgets: what is asked next is about something else. */
  clear(): void {
    this.#asked += 1
    this.value = null
    this.error = null
    this.failedSinceMs = null
    this.loading = false
  }
}

/**
 * Calls `ask` now and every `periodMs` while the page is seen. Returns what ends it. What `ask` reads is no dependency of the
 * effect that polls: else the clock alone would start it anew each second.
 */
export function poll(ask: () => unknown, periodMs: number): () => void {
  const ifSeen = () => {
    if (!document.hidden) ask()
  }
  untrack(ask)
  const timer = setInterval(ifSeen, periodMs)
  document.addEventListener('visibilitychange', ifSeen)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', ifSeen)
  }
}
