import { ratePerHour } from '../../shared/chart/rate-per-hour'
import type { Sample } from '../../shared/live/series-window'
import type { Api } from '../../shared/rest/api'
import { Fetched } from '../../shared/rest/fetched.svelte'
import type { ChosenSignal } from './chosen-signals'

const POINTS = 720
/** Counters are drawn as rates over this part of what is shown. */
const RATE_PARTS = 12

/** What the store holds of chosen signals, all up to the same moment. */
export class SignalHistory extends Fetched<ReadonlyMap<string, readonly Sample[]>> {
  constructor(
    private readonly api: Api,
    private readonly mill: string,
  ) {
    super()
  }

  ask(chosen: readonly ChosenSignal[], toMs: number, spanMs: number): Promise<void> {
    return this.load(async () => {
      const all = await Promise.all(chosen.map((each) => this.samplesOf(each, toMs, spanMs)))
      return new Map(all)
    })
  }

  /** Of a counter the rate per hour. */
  private async samplesOf(
    { key, machine, signal }: ChosenSignal,
    toMs: number,
    spanMs: number,
  ): Promise<[string, readonly Sample[]]> {
    const windowMs = spanMs / RATE_PARTS
    const isCounter = signal.nature === 'counter'
    const range = { fromMs: Math.max(0, toMs - spanMs - (isCounter ? windowMs : 0)), toMs }
    const { points } = await this.api.history(this.mill, machine, signal.name, range, POINTS)
    if (isCounter)
      return [
        key,
        ratePerHour(
          points.map(([atMs, , , most]): Sample => [atMs, most]),
          windowMs,
        ),
      ]
    return [key, points.map(([atMs, mean]): Sample => [atMs, mean])]
  }
}
