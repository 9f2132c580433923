import type { LoadPoint } from '@wanding/contracts'

export interface CurveBox {
  width: number
  height: number
}

/** Ends down over the index on a logarithmic scale: they climb by a thousand when the load passes 1. */
export function curveScale(points: readonly LoadPoint[], { width, height }: CurveBox) {
  const downs = points.map(({ endsDownPercent }) => Math.log10(Math.max(1e-4, endsDownPercent)))
  const bottom = Math.floor(Math.min(...downs))
  const top = Math.max(bottom + 1, Math.ceil(Math.max(...downs)))
  const left = points[0]?.index ?? 0
  const right = points.at(-1)?.index ?? 1
  const x = (index: number) => ((Math.min(right, Math.max(left, index)) - left) / (right - left || 1)) * width
  const y = (endsDownPercent: number) =>
    height - ((Math.log10(Math.max(10 ** bottom, endsDownPercent)) - bottom) / (top - bottom)) * height
  const path = points
    .map(
      ({ index, endsDownPercent }, i) =>
        `${i === 0 ? 'M' : 'L'}${x(index).toFixed(1)} ${y(endsDownPercent).toFixed(1)}`,
    )
    .join('')
  const decades = Array.from({ length: top - bottom + 1 }, (_, i) => 10 ** (bottom + i))
  return { x, y, path, decades }
}
