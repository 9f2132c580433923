import type { LayerColours } from '../layers/layer-colours'
import type { LayerField } from '../layers/layer-field'
import type { Picture, Strip } from './strips'

/** Frames by index, or all of them. */
export type Frames = ReadonlySet<number> | 'all'

/** Paints the spindles of the mill on a canvas of its own. Names, words and signs lie on another canvas above. */
export interface MapRenderer {
  readonly kind: 'webgl2' | '2d'
  readonly canvas: HTMLCanvasElement
  /** The codes of these frames are others now. */
  load(field: LayerField, changed: Frames): void
  colour(colours: LayerColours): void
  /** Paints the strips: all of them where the picture moved or was resized, else those that changed. */
  draw(strips: readonly Strip[], picture: Picture, changed: Frames): void
  dispose(): void
}
