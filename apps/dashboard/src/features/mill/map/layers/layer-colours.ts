import type { MapLayer } from '../../../../shared/router/map-query'
import { mixed, pixelOf } from '../../../../shared/spindles/palette'
import { contrast } from '../../../../shared/theme/contrast'
import type { Palette } from '../../../../shared/theme/tokens'
import { type LayerStep, layerSteps } from './layer-steps'

/** A layer as pixels, 256 each: what the renderers paint with. */
export interface LayerColours {
  steps: readonly LayerStep[]
  running: Uint32Array
  /** Of frames that stand: what recedes is pale. */
  standing: Uint32Array
  /** Between spindles, and where there is none. */
  gap: number
  /** Over what is not the present. */
  hatch: { line: string; ground: string }
  stepOf: (code: number) => LayerStep | undefined
  /** The colour of words and signs on a spindle of this code. */
  inkOf: (code: number) => string
}

export function layerColours(layer: MapLayer, palette: Palette): LayerColours {
  const steps = layerSteps(layer, palette)
  const byCode = new Map(steps.map((step) => [step.code, step]))
  const running = Uint32Array.from({ length: 256 }, (_, code) => pixelOf(byCode.get(code)?.colour ?? palette.panel))
  const standing = running.slice()
  standing[0] = pixelOf(mixed(palette.producing, palette.panel))
  const inks = new Map(
    steps.map(({ code, colour }) => [
      code,
      contrast(colour, palette.text) >= contrast(colour, palette.panel) ? palette.text : palette.panel,
    ]),
  )
  return {
    steps,
    running,
    standing,
    gap: pixelOf(palette.panel),
    hatch: { line: palette.ink, ground: palette.panel },
    stepOf: (code) => byCode.get(code),
    inkOf: (code) => inks.get(code) ?? palette.text,
  }
}
