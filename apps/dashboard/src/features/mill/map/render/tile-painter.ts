import { MACHINE_SIGNS } from '../../../../shared/machines/machine-signs'
import { paintPath } from './cell-painter'
import type { Drawing } from './map-scene'
import { toPixels } from './strips'

/** Sides of a tile, CSS pixels, from which on its sign and its name can be read. */
const SIGN_PX = 11
const NAME_PX = 34

/** The processes around the hall: each department with its name, its machines as squares with colour and sign. */
export function paintBands(drawing: Drawing): void {
  paintDepartments(drawing)
  const { pen, scene } = drawing
  const { view, picture, palette } = scene
  const unit = picture.ratio * scene.scale
  for (const tile of scene.bands.tiles) {
    const seen = scene.tiles[tile.machine]
    if (!seen) continue
    const [x, y] = toPixels(view, picture.ratio, tile.x, tile.y)
    const side = Math.max(2, Math.round(tile.side * view.zoom * picture.ratio))
    if (x > picture.width || y > picture.height || x + side < 0 || y + side < 0) continue
    const { shape, token, hatched } = seen.look
    pen.fillStyle = palette[token]
    pen.fillRect(x, y, side, side)
    const ink = shape === 'runs' ? palette.text : palette.panel
    const sign = hatched ? MACHINE_SIGNS.offline : MACHINE_SIGNS[shape]
    const signSide = Math.min(side, 20 * unit)
    if (side >= SIGN_PX * unit && sign) {
      paintPath(pen, sign, x + (side - signSide) / 2, y + (side - signSide) / 2, signSide, { ink, filled: false })
    }
    if (side < NAME_PX * unit) continue
    pen.font = `${11 * unit}px ${scene.fontFamily}`
    pen.textAlign = 'left'
    pen.textBaseline = 'top'
    pen.fillStyle = ink
    pen.fillText(seen.id, x + 3 * unit, y + 3 * unit)
  }
}

function paintDepartments({ pen, scene }: Drawing): void {
  const { view, picture, palette, bands } = scene
  const unit = picture.ratio * scene.scale
  pen.font = `${Math.min(16, 11 * Math.sqrt(view.zoom)) * unit}px ${scene.fontFamily}`
  pen.textAlign = 'left'
  pen.textBaseline = 'alphabetic'
  pen.fillStyle = palette.muted
  for (const heading of bands.headings) {
    const [x, y] = toPixels(view, picture.ratio, heading.x, heading.y)
    const [end] = toPixels(view, picture.ratio, heading.x + heading.width, 0)
    const baseline = y + 12 * unit * Math.min(view.zoom, 1.3)
    if (end < 0 || x > picture.width || baseline < 0 || y > picture.height) continue
    const name = scene.department(heading.kind)
    pen.fillText(name, x, baseline, Math.max(20 * unit, end - x))
    // The way of the material, so that the order is not left to reading.
    if (heading.goesOn) pen.fillText('›', end + 6 * unit, baseline)
  }
}
