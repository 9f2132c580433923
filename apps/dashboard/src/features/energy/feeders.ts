import type { ChartSeries } from '../../shared/chart/chart-data'
import type { LocalText } from '../../shared/i18n/texts'
import type { Sample } from '../../shared/live/series-window'

/** As many lines as a chart can tell apart. */
export const MOST_LINES = 5
const LINES = [
  { token: 'accent' },
  { token: 'endDown', dash: [6, 3] },
  { token: 'rogue', dash: [2, 3] },
  { token: 'doffing', dash: [10, 3, 2, 3] },
  { token: 'ink', dash: [4, 4] },
] as const

/** Power over flow of a compressed-air main, kWh/Nm³, at the times that both are told; none while no air flows. */
export function specificEnergy(powerKw: readonly Sample[], flowM3PerMin: readonly Sample[]): Sample[] {
  const flows = new Map(flowM3PerMin)
  return powerKw.flatMap(([atMs, kw]): Sample[] => {
    const flow = flows.get(atMs)
    return flow !== undefined && flow > 0 ? [[atMs, kw / (flow * 60)]] : []
  })
}

/** A line for each feeder; what is more than a chart can hold is added up into the last, at the times that all of it is told. */
export function feederLines(power: ReadonlyMap<string, readonly Sample[]>, others: LocalText): ChartSeries[] {
  const all = [...power]
  const own = all.length > MOST_LINES ? all.slice(0, MOST_LINES - 1) : all
  const rest = all.slice(own.length).map(([, samples]) => new Map(samples))
  const lines: ChartSeries[] = own.map(([machine, samples], i) => ({
    key: machine,
    name: { en: machine, zh: machine },
    samples,
    ...LINES[i]!,
  }))
  if (rest.length === 0) return lines
  const samples = [...rest[0]!.keys()]
    .filter((atMs) => rest.every((each) => each.has(atMs)))
    .map((atMs): Sample => [atMs, rest.reduce((sum, each) => sum + each.get(atMs)!, 0)])
  return [...lines, { key: 'others', name: others, samples, ...LINES[MOST_LINES - 1]! }]
}
