import { FIGURES, type FigureName, type KpiNow, type NamedSeries } from '@wanding/contracts'
import { type Sample, SeriesWindow } from '../live/series-window'

export const SPARK_SPAN_MS = 3_600_000
const SPARK_STEP_MS = 30_000

/** The last hour of the seven figures: from the store at first, then as they come. */
export class FigureHistory {
  #series = FIGURES.map(() => new SeriesWindow(SPARK_SPAN_MS, SPARK_STEP_MS))
  #version = $state(0)
  #run: string | null = null

  /** Samples of a figure, oldest first. */
  samples(name: FigureName): readonly Sample[] {
    void this.#version
    return this.#series[FIGURES.indexOf(name)]!.samples.slice()
  }

  fill({ run, series }: NamedSeries): void {
    this.#follow(run)
    for (const [name, points] of Object.entries(series)) {
      const index = FIGURES.indexOf(name as FigureName)
      if (index >= 0) this.#series[index]!.fill(points)
    }
    this.#version += 1
  }

  add(kpi: KpiNow): void {
    this.#follow(kpi.run)
    for (const [index, name] of FIGURES.entries()) {
      const { value } = kpi.figures[name]
      if (value !== null) this.#series[index]!.add(kpi.atMs, value)
    }
    this.#version += 1
  }

  clear(): void {
    for (const series of this.#series) series.clear()
    this.#run = null
    this.#version += 1
  }

  /** Another run is another history: its clock may stand before the old one's. */
  #follow(run: string): void {
    if (this.#run !== null && this.#run !== run) for (const series of this.#series) series.clear()
    this.#run = run
  }
}
