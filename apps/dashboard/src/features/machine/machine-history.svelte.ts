import type { MachineLive, Signal } from '@wanding/contracts'
import { ratePerHour } from '../../shared/chart/rate-per-hour'
import { type Sample, SeriesWindow } from '../../shared/live/series-window'
import type { Api } from '../../shared/rest/api'
import { ApiError } from '../../shared/rest/api-error'

const POINTS = 720
/** Counters are drawn as rates over this part of what is shown. */
const RATE_PARTS = 12

/** History of chosen signals of one machine over a span of mill time: from the store at first, then as it comes live. */
export class MachineHistory {
  error = $state.raw<ApiError | null>(null)
  failedSinceMs = $state<number | null>(null)
  loaded = $state(false)
  #version = $state(0)
  readonly #series: ReadonlyMap<string, SeriesWindow>

  constructor(
    private readonly api: Api,
    private readonly mill: string,
    private readonly machine: string,
    signals: readonly Signal[],
    readonly spanMs: number,
  ) {
    this.#series = new Map(
      signals.map(({ name, nature }) => {
        const more = nature === 'counter' ? spanMs / RATE_PARTS : 0
        return [name, new SeriesWindow(spanMs + more, spanMs / POINTS)]
      }),
    )
  }

  /** Asks the store for all series up to `toMs`; what has come live meanwhile stays. Never rejects. */
  async load(toMs: number): Promise<void> {
    try {
      await Promise.all(
        [...this.#series].map(async ([metric, series]) => {
          const range = { fromMs: Math.max(0, toMs - series.spanMs), toMs }
          series.fill((await this.api.history(this.mill, this.machine, metric, range, POINTS)).points)
        }),
      )
      this.error = null
      this.failedSinceMs = null
    } catch (error) {
      this.error = error instanceof ApiError ? error : new ApiError('answer/unreadable', 0, String(error))
      this.failedSinceMs ??= Date.now()
    }
    this.loaded = true
    this.#version += 1
  }

  add({ atMs, metrics }: Pick<MachineLive, 'atMs' | 'metrics'>): void {
    for (const [metric, series] of this.#series) {
      const value = metrics[metric]
      if (typeof value === 'number') series.add(atMs, value)
    }
    this.#version += 1
  }

  /** Of a counter the rate per hour. */
  samples({ name, nature }: Signal): readonly Sample[] {
    void this.#version
    const samples = this.#series.get(name)?.samples ?? []
    return nature === 'counter' ? ratePerHour(samples, this.spanMs / RATE_PARTS) : samples.slice()
  }
}
