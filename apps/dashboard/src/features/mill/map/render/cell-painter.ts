import { CLASS_SIGNS } from '../../../../shared/spindles/class-signs'
import type { LayerStep } from '../layers/layer-steps'
import type { Drawing, MapScene } from './map-scene'
import { type Strip, sidesOf } from './strips'

/** Widths of a spindle, CSS pixels, from which on its sign, its number and its value can be read. */
export const SIGN_CELL_PX = 12
export const NUMBER_CELL_PX = 26
const VALUE_CELL_PX = 40

/** True when single spindles are large enough to carry signs: then a changed code changes the overlay, too. */
export const showsCells = (strips: readonly Strip[], { picture, scale }: MapScene): boolean =>
  strips.some((strip) => cellOf(strip) / picture.ratio >= SIGN_CELL_PX * scale)

const cellOf = ({ x0, x1, perRow }: Strip): number => (x1 - x0) / perRow

/** Sign, number and value of each spindle that is wide enough. */
export function paintCells(drawing: Drawing): void {
  const { picture, scale } = drawing.scene
  for (const strip of drawing.strips) {
    if (cellOf(strip) / picture.ratio < SIGN_CELL_PX * scale) continue
    const height = strip.y1 - strip.y0
    const { row } = sidesOf(height, picture.ratio)
    paintSide(drawing, strip, 0, strip.left, strip.y0, row)
    paintSide(drawing, strip, strip.left, strip.spindles - strip.left, strip.y1 - row, row)
  }
}

function paintSide(drawing: Drawing, strip: Strip, first: number, count: number, top: number, height: number): void {
  const { scene, field } = drawing
  const { picture } = scene
  if (top + height < 0 || top > picture.height) return
  const cell = cellOf(strip)
  const codes = field.codesOf(strip.frame)
  const from = Math.max(0, Math.floor(-strip.x0 / cell))
  const to = Math.min(count, Math.ceil((picture.width - strip.x0) / cell))
  for (let i = from; i < to; i++) {
    const code = codes[first + i]!
    paintCell(drawing, code, first + i + 1, strip.x0 + i * cell, top, cell, height)
  }
}

function paintCell(
  { pen, scene }: Drawing,
  code: number,
  position: number,
  x: number,
  top: number,
  width: number,
  height: number,
): void {
  const { picture, scale, colours, fontFamily } = scene
  const unit = picture.ratio * scale
  const step = colours.stepOf(code)
  const ink = colours.inkOf(code)
  const wide = width / unit
  const lines = [
    ...(wide >= NUMBER_CELL_PX ? [String(position)] : []),
    ...(wide >= VALUE_CELL_PX && step && typeof step.text === 'string' && code !== 0 ? [step.text] : []),
  ]
  const sign = step?.sign ? CLASS_SIGNS[step.sign] : null
  const side = Math.min(width * 0.8, height * 0.8, 18 * unit)
  const line = 12 * unit
  const needed = (sign?.path ? side : 0) + lines.length * line
  let y = top + Math.max(0, (height - needed) / 2)
  if (sign?.path) {
    paintSign(pen, step!, x + (width - side) / 2, y, side, ink)
    y += side
  }
  pen.font = `${10.5 * unit}px ${fontFamily}`
  pen.textAlign = 'center'
  pen.textBaseline = 'top'
  pen.fillStyle = ink
  for (const text of lines) {
    if (y + line > top + height) return
    pen.fillText(text, x + width / 2, y + 1.5 * unit)
    y += line
  }
}

const paths = new Map<string, Path2D>()

/** A sign of 16 × 16 in a square of this side. */
export function paintPath(
  pen: CanvasRenderingContext2D,
  path: string,
  x: number,
  y: number,
  side: number,
  { ink, filled }: { ink: string; filled: boolean },
): void {
  let drawn = paths.get(path)
  if (!drawn) {
    drawn = new Path2D(path)
    paths.set(path, drawn)
  }
  pen.save()
  pen.translate(x, y)
  pen.scale(side / 16, side / 16)
  pen.fillStyle = ink
  pen.strokeStyle = ink
  pen.lineWidth = 1.8
  // Where a path runs inside another it is a hole.
  if (filled) pen.fill(drawn, 'evenodd')
  else pen.stroke(drawn)
  pen.restore()
}

function paintSign(
  pen: CanvasRenderingContext2D,
  step: LayerStep,
  x: number,
  y: number,
  side: number,
  ink: string,
): void {
  const { path, filled } = CLASS_SIGNS[step.sign!]
  paintPath(pen, path, x, y, side, { ink, filled })
}
