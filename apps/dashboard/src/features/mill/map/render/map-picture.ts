import type { FrameRow } from '@wanding/contracts'
import { frameLook } from '../../../../shared/machines/frame-look'
import type { LayerColours } from '../layers/layer-colours'
import { type Encode, LayerField } from '../layers/layer-field'
import { paintCells, showsCells } from './cell-painter'
import { paintLabels } from './label-painter'
import type { Frames } from './map-renderer.port'
import type { MapScene } from './map-scene'
import type { MapSurface } from './map-surface'
import { paintMarks } from './mark-painter'
import { stripsOf } from './strips'
import { paintBands } from './tile-painter'

/** What is another since the last picture. */
export interface Dirty {
  /** The layer, or the frames that there are. */
  layer: boolean
  /** Size, view, theme, language. */
  view: boolean
  /** What lies on the overlay: tiles, marks. */
  overlay: boolean
  /** Frames whose codes may be others. */
  codes: Frames
  /** Frames whose row in the live table is another. */
  rows: boolean
}

export const CLEAN: Dirty = { layer: false, view: false, overlay: false, codes: new Set(), rows: false }
export const ALL_DIRTY: Dirty = { layer: true, view: true, overlay: true, codes: 'all', rows: true }

/** The whole picture: spindles on the surface, all that has words and signs on the overlay above; painted as far as it changed. */
export class MapPicture {
  readonly #field = new LayerField()
  /** Of each frame how it looks as a whole, to see when that changes. */
  #looks: string[] = []
  #colours: LayerColours | null = null

  constructor(
    private readonly surface: MapSurface,
    private readonly overlay: HTMLCanvasElement,
  ) {}

  /** How many spindles are of each code. */
  get counts(): Uint32Array {
    return this.#field.counts
  }

  /** Paints; true when a count may be another. */
  paint(scene: MapScene, encode: Encode, dirty: Dirty, windowS: number | null): boolean {
    const changed = this.#encode(scene, encode, dirty)
    if (this.#colours !== scene.colours) {
      this.#colours = scene.colours
      this.surface.colour(scene.colours)
    }
    const looks = dirty.rows || dirty.layer ? this.#lookAt(scene.rows) : new Set<number>()
    const whole = dirty.layer || dirty.view || changed === 'all'
    const strips = stripsOf(scene.layout, scene.frames, scene.rows, scene.view, scene.picture)
    if (whole) this.surface.draw(strips, scene.picture, 'all')
    else if (changed.size + looks.size > 0) {
      this.surface.draw(strips, scene.picture, new Set([...changed, ...looks]))
    }
    const cells = showsCells(strips, scene)
    const signs = cells && changed !== 'all' && changed.size > 0
    if (whole || dirty.overlay || looks.size > 0 || signs) {
      const pen = this.#pen(scene)
      if (pen) {
        const drawing = { pen, scene, strips, field: this.#field }
        if (cells) paintCells(drawing)
        paintLabels(drawing)
        paintBands(drawing)
        if (windowS !== null) paintMarks(drawing, windowS)
      }
    }
    return changed === 'all' || changed.size > 0
  }

  /** Frames of which a code is another. */
  #encode(scene: MapScene, encode: Encode, { layer, codes }: Dirty): Frames {
    if (layer) {
      this.#field.rebuild(
        scene.frames.map(({ spindles }) => spindles),
        encode,
      )
      this.surface.load(this.#field, 'all')
      return 'all'
    }
    const changed = this.#field.update(codes === 'all' ? scene.frames.keys() : codes, encode)
    if (changed.size > 0) this.surface.load(this.#field, changed)
    return changed
  }

  #lookAt(rows: readonly FrameRow[]): Set<number> {
    const changed = new Set<number>()
    rows.forEach((row, frame) => {
      const { standing, hatched, token, word } = frameLook(row)
      const look = `${standing}${hatched}${token}${word.en}`
      if (this.#looks[frame] !== look) changed.add(frame)
      this.#looks[frame] = look
    })
    return changed
  }

  #pen({ picture }: MapScene): CanvasRenderingContext2D | null {
    const { overlay } = this
    if (overlay.width !== picture.width || overlay.height !== picture.height) {
      overlay.width = picture.width
      overlay.height = picture.height
    }
    const pen = overlay.getContext('2d')
    pen?.clearRect(0, 0, picture.width, picture.height)
    return pen
  }
}
