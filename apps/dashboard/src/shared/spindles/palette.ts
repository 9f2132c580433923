import { rgbOf } from '../theme/contrast'
import { between, diverging } from '../theme/scales'
import type { Palette } from '../theme/tokens'
import { SPINDLE_CLASSES, type SpindleClass, spindleClass } from './spindle-class'

/** The colour of each class. A spindle without roving is an empty place: dark grey, no alarm; one without signal a hole. */
export function classColours(palette: Palette): Readonly<Record<SpindleClass, string>> {
  return {
    producing: palette.producing,
    noSignal: palette.panel,
    maintenance: palette.maintenance,
    idle: palette.idle,
    noRoving: palette.ink,
    slip: palette.slip,
    rogue: palette.rogue,
    endDown: palette.endDown,
  }
}

/** A colour as canvas pixels hold it on little-endian machines: alpha, blue, green, red from the high byte. */
export function pixelOf(hex: string): number {
  const [red, green, blue] = rgbOf(hex)
  return ((0xff << 24) | (blue << 16) | (green << 8) | red) >>> 0
}

/** The colour halfway between two. */
export const mixed = (one: string, other: string): string => between(one, other, 0.5)

/** The pixel of each state byte. `standing` frames are hollow: their producing spindles pale. */
export function statePixels(palette: Palette, standing = false): Uint32Array {
  const colours = classColours(palette)
  const pixels = new Map(SPINDLE_CLASSES.map((name) => [name, pixelOf(colours[name])]))
  if (standing) pixels.set('producing', pixelOf(mixed(palette.producing, palette.panel)))
  return Uint32Array.from({ length: 256 }, (_, state) => pixels.get(spindleClass(state))!)
}

/** Steps from much too slow (orange) over as the others (grey) to much too fast (blue). */
export const DEVIATION_STEPS = 21

/** Pixels of a diverging scale of {@link DEVIATION_STEPS} steps around the colour of a running spindle. */
export function deviationPixels(palette: Palette): Uint32Array {
  const middle = (DEVIATION_STEPS - 1) / 2
  return Uint32Array.from({ length: DEVIATION_STEPS }, (_, step) =>
    pixelOf(diverging(palette, (step - middle) / middle)),
  )
}

/** The step of a speed against the mean; `range` is the deviation, as a fraction, at which the scale ends. */
export function deviationStep(rpm: number, meanRpm: number, range: number): number {
  const middle = (DEVIATION_STEPS - 1) / 2
  if (!(meanRpm > 0)) return middle
  const share = (rpm - meanRpm) / meanRpm / range
  return Math.max(0, Math.min(DEVIATION_STEPS - 1, Math.round(middle + share * middle)))
}
