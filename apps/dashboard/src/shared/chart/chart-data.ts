import type { LocalText } from '../i18n/texts'
import type { Sample } from '../live/series-window'
import type { Token } from '../theme/tokens'

/** One line of a chart. */
export interface ChartSeries {
  key: string
  name: LocalText
  token: Token
  samples: readonly Sample[]
  dash?: readonly number[]
  /** Holds its value until the next sample: counts and states, not measured curves. */
  stepped?: boolean
}

/** A thin line across a chart with its name. */
export interface ChartLimit {
  value: number
  name: LocalText
}

/** A note on a moment, or on a stretch of time. */
export interface ChartMark {
  fromMs: number
  toMs: number | null
  text: string
}

/** Columns as uPlot wants them: all times, then a column a series; null breaks a line, undefined lets it pass. */
export type Columns = [times: number[], ...values: (number | null | undefined)[][]]

/** Series with times of their own on one common time axis, epoch ms. A hole of more than `gapMs` breaks a line. */
export function align(series: readonly Pick<ChartSeries, 'samples'>[], gapMs: number): Columns {
  const times = new Set<number>()
  const breaks = series.map(({ samples }) => {
    const holes = new Set<number>()
    for (const [i, [atMs]] of samples.entries()) {
      times.add(atMs)
      const before = samples[i - 1]
      if (before && atMs - before[0] > gapMs) holes.add(before[0] + 1)
    }
    for (const hole of holes) times.add(hole)
    return holes
  })
  const sorted = [...times].sort((a, b) => a - b)
  const columns = series.map(({ samples }, i) => {
    const values = new Map(samples)
    return sorted.map((atMs) => (breaks[i]!.has(atMs) && !values.has(atMs) ? null : values.get(atMs)))
  })
  return [sorted, ...columns]
}

/** Of a column, the value that holds at `index`: its own, or the one before it on the same stretch of line. */
export function valueAt(column: readonly (number | null | undefined)[], index: number): number | null {
  for (let i = Math.min(index, column.length - 1); i >= 0; i--) {
    const value = column[i]
    if (value !== undefined) return value
  }
  return null
}

const MINUTE_MS = 60_000
const TICK_STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10_080].map(
  (minutes) => minutes * MINUTE_MS,
)

/** Round times on the mill's clock for the axis, epoch ms: at most `most` of them. */
export function timeTicks(fromMs: number, toMs: number, utcOffsetMinutes: number, most: number): number[] {
  const span = toMs - fromMs
  const step = TICK_STEPS_MS.find((candidate) => span / candidate <= Math.max(1, most)) ?? TICK_STEPS_MS.at(-1)!
  const offset = utcOffsetMinutes * MINUTE_MS
  const first = Math.ceil((fromMs + offset) / step) * step - offset
  const ticks: number[] = []
  for (let at = first; at <= toMs; at += step) ticks.push(at)
  return ticks
}

/** Heights of line-end labels, moved apart to be at least `gap` from each other and inside 0 … `height`. */
export function spreadLabels(wanted: readonly number[], gap: number, height: number): number[] {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y)
  let previous = Number.NEGATIVE_INFINITY
  for (const label of order) {
    label.y = Math.max(label.y, previous + gap)
    previous = label.y
  }
  let next = height + gap
  for (const label of order.reverse()) {
    label.y = Math.min(label.y, next - gap)
    next = label.y
  }
  const placed = new Array<number>(wanted.length)
  for (const { y, i } of order) placed[i] = y
  return placed
}

/** What a chart shows, as comma-separated values: the place from left to right, then a column a series. */
export function toCsv(
  columns: Columns,
  names: readonly string[],
  { fileName, cell }: { fileName: string; cell: (at: number) => string },
): string {
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const [times, ...values] = columns
  const rows = times.map((at, i) => {
    const cells = values.map((column) => column[i] ?? '')
    return cells.every((cell) => cell === '') ? null : [cell(at), ...cells].join(',')
  })
  return `${[[fileName, ...names].map(quoted).join(','), ...rows.filter((row) => row !== null)].join('\n')}\n`
}

/** Mill time in ISO 8601 with its offset. */
export function isoWithOffset(atMs: number, utcOffsetMinutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const size = Math.abs(utcOffsetMinutes)
  const zone = `${utcOffsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
  return new Date(atMs + utcOffsetMinutes * MINUTE_MS).toISOString().replace('Z', zone)
}
