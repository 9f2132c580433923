import type { StripMode } from '../../../shared/router/route'
import { DEVIATION_STEPS, deviationPixels, deviationStep, pixelOf, statePixels } from '../../../shared/spindles/palette'
import { rasterRow } from '../../../shared/spindles/raster-row'
import { CLASS_OF_STATE } from '../../../shared/spindles/spindle-class'
import type { Palette } from '../../../shared/theme/tokens'
import type { StripLayout } from './strip-layout'

/** Deviation at which the scale of speeds ends, as a fraction: the alarm limit of slip (domain 6.3). */
export const SPEED_RANGE = 0.08

export interface StripScene {
  layout: StripLayout
  states: Uint8Array
  rpm: Uint16Array
  meanRpm: number
  mode: StripMode
  standing: boolean
}

/** By deviation no spindle is more urgent than another: cells are never narrower than a pixel here. */
const NO_RANK = new Uint8Array(256)

/** Paints all spindles of a frame, by state or by speed against the mean. */
export function paintStrip(
  context: CanvasRenderingContext2D,
  scene: StripScene,
  palette: Palette,
  ratio: number,
): void {
  const { layout, mode } = scene
  const { width } = context.canvas
  const gap = pixelOf(palette.panel)
  const bySpeed = mode === 'speed'
  const bytes = bySpeed ? speedBytes(scene) : scene.states
  const pixels = bySpeed ? speedPixels(palette) : statePixels(palette, scene.standing)
  const height = Math.max(1, Math.round(layout.rowHeight * ratio))
  context.fillStyle = palette.panel
  context.fillRect(0, 0, width, context.canvas.height)
  for (const row of layout.rows) {
    const image = context.createImageData(width, height)
    const out = new Uint32Array(image.data.buffer)
    const paint = {
      bytes,
      first: row.first - 1,
      count: row.count,
      pixels,
      rank: bySpeed ? NO_RANK : CLASS_OF_STATE,
      gap,
    }
    rasterRow(out, 0, width, paint, 0, layout.cellWidth * ratio)
    for (let y = 1; y < height; y++) out.copyWithin(y * width, 0, width)
    context.putImageData(image, 0, Math.round(row.y * ratio))
  }
}

/** Standing spindles are a step of their own, beyond the scale. */
const STANDING = DEVIATION_STEPS

function speedBytes({ rpm, meanRpm, states }: StripScene): Uint8Array {
  return Uint8Array.from(states, (_, i) => {
    const speed = rpm[i] ?? 0
    return speed === 0 ? STANDING : deviationStep(speed, meanRpm, SPEED_RANGE)
  })
}

function speedPixels(palette: Palette): Uint32Array {
  const pixels = new Uint32Array(256)
  pixels.set(deviationPixels(palette))
  pixels[STANDING] = pixelOf(palette.bg)
  return pixels
}
