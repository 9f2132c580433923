import type { Anomaly } from '@wanding/contracts'
import type { Bounds } from '../../shared/time/playback'

const HOUR_MS = 3_600_000
/** What can be shown on the track at a time; `all` is everything that is kept. */
export const TRACK_SPANS = {
  '1h': HOUR_MS,
  '8h': 8 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  all: Number.POSITIVE_INFINITY,
} as const
export type TrackSpan = keyof typeof TRACK_SPANS

/** The stretch that is shown: it ends at the present, unless the moment lies before that; then the moment is in its middle. */
export function windowOf(bounds: Bounds, span: TrackSpan, atMs: number): Bounds {
  const lengthMs = Math.min(TRACK_SPANS[span], Math.max(1, bounds.toMs - bounds.fromMs))
  const latest = bounds.toMs - lengthMs
  const fromMs = atMs >= latest ? latest : Math.max(bounds.fromMs, atMs - lengthMs / 2)
  return { fromMs, toMs: fromMs + lengthMs }
}

export const shareOf = (atMs: number, { fromMs, toMs }: Bounds): number =>
  Math.min(1, Math.max(0, (atMs - fromMs) / (toMs - fromMs)))

export const timeAt = (share: number, { fromMs, toMs }: Bounds): number =>
  fromMs + Math.min(1, Math.max(0, share)) * (toMs - fromMs)

/** The ticks of one priority as one path in a box of `width` × `height`; several on the same pixel are one. */
export function tickPath(
  anomalies: readonly Anomaly[],
  priority: Anomaly['priority'],
  window: Bounds,
  width: number,
  height: number,
): string {
  const columns = new Set<number>()
  for (const anomaly of anomalies) {
    if (anomaly.priority === priority && anomaly.atMs >= window.fromMs && anomaly.atMs <= window.toMs) {
      columns.add(Math.round(shareOf(anomaly.atMs, window) * width))
    }
  }
  // The more urgent one reaches higher: it is told apart without its colour.
  const top = ((priority - 1) * height) / 3
  return [...columns].map((x) => `M${x} ${top}V${height}`).join('')
}
