import type { Sample } from '../live/series-window'

export interface Box {
  fromMs: number
  toMs: number
  least: number
  most: number
  width: number
  height: number
}

/** The range of values to show: all samples and the band, never flat. */
export function valueRange(samples: readonly Sample[], band: readonly [number, number] | null): [number, number] {
  const values = samples.map(([, value]) => value)
  if (band) values.push(...band)
  if (values.length === 0) return [0, 1]
  const least = Math.min(...values)
  const most = Math.max(...values)
  const room = Math.max((most - least) * 0.08, Math.abs(most) * 0.01, 1e-6)
  return [least - room, most + room]
}

/** SVG path of samples in a box; a hole of more than `gapMs` breaks the line. */
export function sparkPath(samples: readonly Sample[], box: Box, gapMs: number): string {
  const x = (atMs: number) => ((atMs - box.fromMs) / (box.toMs - box.fromMs)) * box.width
  const y = (value: number) => box.height - ((value - box.least) / (box.most - box.least)) * box.height
  let previousMs = Number.NEGATIVE_INFINITY
  return samples
    .filter(([atMs]) => atMs >= box.fromMs && atMs <= box.toMs)
    .map(([atMs, value]) => {
      const command = atMs - previousMs > gapMs ? 'M' : 'L'
      previousMs = atMs
      return `${command}${x(atMs).toFixed(1)} ${y(value).toFixed(1)}`
    })
    .join('')
}
