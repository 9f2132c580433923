import type { FrameInfo, FrameRow } from '@wanding/contracts'
import { frameLook } from '../../../../shared/machines/frame-look'
import { leftLength } from '../../../../shared/spindles/sides'
import type { MapLayout } from '../map-layout'
import type { MapView } from '../map-view'

/** The spindles of a frame where they are on the canvas, in its pixels; `x1` and `y1` are outside. */
export interface Strip {
  frame: number
  /** Where its label begins. */
  labelX: number
  x0: number
  x1: number
  y0: number
  y1: number
  /** Spindles of the longer side; it fills the width. */
  perRow: number
  left: number
  spindles: number
  /** What recedes is pale. */
  standing: boolean
  /** The last values are not the present. */
  hatched: boolean
}

/** A canvas: its size and how many of its pixels a CSS pixel has. */
export interface Picture {
  width: number
  height: number
  ratio: number
}

/** From the layout to pixels of the canvas. */
export function toPixels(view: MapView, ratio: number, x: number, y: number): [x: number, y: number] {
  const scale = view.zoom * ratio
  return [Math.round((x - view.x) * scale), Math.round((y - view.y) * scale)]
}

/** The frames of which something is on the picture. Both renderers paint these same rectangles. */
export function stripsOf(
  layout: MapLayout,
  frames: readonly FrameInfo[],
  rows: readonly FrameRow[],
  view: MapView,
  { width, height, ratio }: Picture,
): Strip[] {
  const strips: Strip[] = []
  for (const box of layout.boxes) {
    const row = rows[box.frame]
    const info = frames[box.frame]
    if (!row || !info) continue
    const [labelX, y0] = toPixels(view, ratio, box.x, box.y)
    const [x0, bottom] = toPixels(view, ratio, box.stripX, box.y + box.height)
    const [x1] = toPixels(view, ratio, box.stripX + box.stripWidth, 0)
    // However many frames there are: none is so thin that it has no line of its own.
    const y1 = Math.max(bottom, y0 + 1)
    if (y1 <= 0 || y0 >= height || x1 <= 0 || labelX >= width) continue
    const { standing, hatched } = frameLook(row)
    const { spindles } = info
    strips.push({
      frame: box.frame,
      labelX,
      x0,
      x1,
      y0,
      y1,
      perRow: box.perRow,
      left: leftLength(spindles),
      spindles,
      standing,
      hatched,
    })
  }
  return strips
}

/** Lines of a strip: each side as high as the other, an aisle between them. */
export function sidesOf(height: number, ratio: number): { row: number; single: boolean } {
  const aisle = height > 2 * ratio ? Math.max(1, Math.round(ratio)) : 0
  return { row: Math.max(1, Math.floor((height - aisle) / 2)), single: height < 2 }
}

/** The codes of a frame of a single line: of each pair of spindles that stand back to back the more urgent. */
export const mergedSides = (codes: Uint8Array, left: number): Uint8Array =>
  Uint8Array.from({ length: left }, (_, i) => Math.max(codes[i] ?? 0, codes[left + i] ?? 0))
