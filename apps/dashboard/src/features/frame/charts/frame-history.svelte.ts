import type { FrameLive, HistoryPoint } from '@wanding/contracts'
import { type Sample, SeriesWindow } from '../../../shared/live/series-window'
import type { Api } from '../../../shared/rest/api'
import { ApiError } from '../../../shared/rest/api-error'
import { breakRates, RATE_WINDOW_MS } from './break-rate'

/** Signals that are drawn over time; the two counters only together, as a rate. */
export const DRAWN = ['spindle/speed', 'energy/power', 'spindles/endsDown'] as const
const COUNTERS = ['breaks/running', 'spindles/runHours'] as const
export type Drawn = (typeof DRAWN)[number]
type Kept = Drawn | (typeof COUNTERS)[number]

const POINTS = 720

/** History of one frame over a span of mill time: from the store at first, then second by second. */
export class FrameHistory {
  error = $state.raw<ApiError | null>(null)
  failedSinceMs = $state<number | null>(null)
  loaded = $state(false)
  #version = $state(0)
  readonly #series: Record<Kept, SeriesWindow>

  constructor(
    private readonly api: Api,
    private readonly mill: string,
    private readonly machine: string,
    readonly spanMs: number,
  ) {
    const stepMs = spanMs / POINTS
    const window = (more = 0) => new SeriesWindow(spanMs + more, stepMs)
    this.#series = {
      'spindle/speed': window(),
      'energy/power': window(),
      'spindles/endsDown': window(),
      'breaks/running': window(RATE_WINDOW_MS),
      'spindles/runHours': window(RATE_WINDOW_MS),
    }
  }

  /** Asks the store for all series up to `toMs`; what has come live meanwhile stays. Never rejects. */
  async load(toMs: number): Promise<void> {
    try {
      await Promise.all(
        Object.entries(this.#series).map(async ([metric, series]) => {
          const points = Math.ceil((POINTS * series.spanMs) / this.spanMs)
          const range = { fromMs: Math.max(0, toMs - series.spanMs), toMs }
          const history = await this.api.history(this.mill, this.machine, metric, range, points)
          series.fill(history.points satisfies HistoryPoint[])
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

  add({ atMs, metrics }: Pick<FrameLive, 'atMs' | 'metrics'>): void {
    for (const [metric, series] of Object.entries(this.#series)) {
      const value = metrics[metric]
      if (typeof value === 'number') series.add(atMs, value)
    }
    this.#version += 1
  }

  samples(metric: Drawn): readonly Sample[] {
    void this.#version
    return this.#series[metric].samples.slice()
  }

  breakRate(): readonly Sample[] {
    void this.#version
    const rates = breakRates(this.#series['breaks/running'].samples, this.#series['spindles/runHours'].samples)
    const newest = rates.at(-1)?.[0] ?? 0
    return rates.filter(([atMs]) => atMs >= newest - this.spanMs)
  }
}
