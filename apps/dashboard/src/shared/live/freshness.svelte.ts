/** Data older than this is shown as stale. */
export const STALE_MS = 5000

/** Age of the telemetry behind the page. The server's clock and the reader's may differ; only differences on one are used. */
export class Freshness {
  /** Reader's clock, ms; set by whoever has a timer. */
  #nowMs = $state(0)
  /** Reader's time at which the newest telemetry was known to be fresh. */
  #heardMs = $state<number | null>(null)
  #newestMs = Number.NEGATIVE_INFINITY

  ageMs = $derived(this.#heardMs === null ? null : Math.max(0, this.#nowMs - this.#heardMs))

  tick(nowMs: number): void {
    this.#nowMs = nowMs
  }

  /**
   * The server says that its newest telemetry came at `receivedMs` of its clock. If that is news, it has just come; at first
   * it is as old as `serverNowMs`, the server's clock as far as it is known, says.
   */
  heard(receivedMs: number, nowMs: number, serverNowMs: number | null): void {
    if (receivedMs <= this.#newestMs) return
    const first = this.#heardMs === null
    this.#newestMs = receivedMs
    this.#heardMs = first && serverNowMs !== null ? nowMs - Math.max(0, serverNowMs - receivedMs) : nowMs
    this.#nowMs = Math.max(this.#nowMs, nowMs)
  }

  forget(): void {
    this.#heardMs = null
    this.#newestMs = Number.NEGATIVE_INFINITY
  }
}
