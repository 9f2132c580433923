import { locale, say } from '../i18n/locale.svelte'
import { UI } from '../ui/ui.texts'
import { type Columns, isoWithOffset, timeTicks, valueAt } from './chart-data'

/** What a chart has from left to right, and how its places are written. */
export interface ChartAxis {
  from: number
  to: number
  /** Axes with the same key are written alike, wherever they begin and end. */
  key: string
  /** Heading of its column in a table, and in a file. */
  name: string
  fileName: string
  /** Round places, at most `most` of them; null for those that are round as numbers. */
  ticks: ((most: number) => number[]) | null
  tick: (at: number) => string
  reading: (at: number) => string
  cell: (at: number) => string
  /** The table begins at the right edge: with what is newest. */
  latestFirst: boolean
  /** What a column has at a place: in time a value holds until the next, elsewhere each place has its own. */
  valueAt: (column: Columns[number], index: number) => number | null
}

/** The mill's time up to now. */
export const timeAxis = (nowMs: number, spanMs: number, utcOffsetMinutes: number): ChartAxis => ({
  from: nowMs - spanMs,
  to: nowMs,
  key: `time ${utcOffsetMinutes}`,
  name: say(UI.time),
  fileName: 'time',
  ticks: (most) => timeTicks(nowMs - spanMs, nowMs, utcOffsetMinutes, most),
  tick: (atMs) => locale.clock(atMs, utcOffsetMinutes),
  reading: (atMs) => locale.clock(atMs, utcOffsetMinutes, 'seconds'),
  cell: (atMs) => isoWithOffset(atMs, utcOffsetMinutes),
  latestFirst: true,
  valueAt,
})

const percent = (at: number): string => `${locale.number(at, Number.isInteger(at) ? 0 : 1)}\u202f%`

/** How much of something is done, percent. */
export const progressAxis = (name: string): ChartAxis => ({
  from: 0,
  to: 100,
  key: 'progress',
  name,
  fileName: `${name}, %`,
  ticks: null,
  tick: percent,
  reading: percent,
  cell: String,
  latestFirst: false,
  valueAt: (column, index) => column[index] ?? null,
})
