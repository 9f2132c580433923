/** A bar of a waterfall as it is drawn: from where to where, on a scale from 0 to 1. */
export interface WaterfallRow<Bar> {
  bar: Bar
  from: number
  to: number
  /** Left edge and width of the mark; at least so wide that it can be seen. */
  left: number
  width: number
}

export interface WaterfallScale<Bar> {
  rows: WaterfallRow<Bar>[]
  /** Value at the left and the right edge. */
  least: number
  most: number
  at(value: number): number
}

const LEAST_WIDTH = 0.003
const ROOM = 0.04

/** Lays bars end to end from `start`; the scale holds every end, and zero only if `fromZero`. */
export function waterfallScale<Bar extends { per10k: number }>(
  start: number,
  bars: readonly Bar[],
  fromZero: boolean,
): WaterfallScale<Bar> {
  let value = start
  const ends = bars.map(({ per10k }) => (value += per10k))
  const all = [start, ...ends]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  // A change of nothing still has a scale.
  const span = Math.max(high - low, Math.abs(high) * 0.001, 0.001)
  const least = fromZero ? Math.min(0, low) : low - span * ROOM
  const most = high + span * ROOM
  const at = (shown: number) => (shown - least) / (most - least)
  const rows = bars.map((bar, i) => {
    const [from, to] = [all[i]!, all[i + 1]!]
    const left = at(Math.min(from, to))
    return { bar, from, to, left, width: Math.max(LEAST_WIDTH, at(Math.max(from, to)) - left) }
  })
  return { rows, least, most, at }
}
