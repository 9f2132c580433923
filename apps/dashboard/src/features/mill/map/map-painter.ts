import type { FrameInfo, FrameRow } from '@wanding/contracts'
import type { LocalText } from '../../../shared/i18n/texts'
import { frameLook } from '../../../shared/machines/frame-look'
import { pixelOf, statePixels } from '../../../shared/spindles/palette'
import { rasterRow } from '../../../shared/spindles/raster-row'
import { leftLength } from '../../../shared/spindles/sides'
import { CLASS_OF_STATE } from '../../../shared/spindles/spindle-class'
import type { Palette } from '../../../shared/theme/tokens'
import type { FrameBox, MapLayout } from './map-layout'
import type { MapView } from './map-view'

/** All that a picture of the mill is made of. */
export interface MapScene {
  layout: MapLayout
  frames: readonly FrameInfo[]
  rows: readonly FrameRow[]
  states: (frame: number) => Uint8Array
  say: (text: LocalText) => string
  /** Heading of a group of frames. */
  heading: (group: string) => string
}

const LABEL_PX = 11
const READABLE_PX = 9
const WORD_PX = 11
const EDGE_WIDTH = 4

/** Paints the mill into a canvas: a frame alone when only that has changed. */
export class MapPainter {
  readonly #running: Uint32Array
  readonly #standing: Uint32Array
  readonly #gap: number
  readonly #hatch: CanvasPattern | null

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly palette: Palette,
    private readonly ratio: number,
    private readonly fontFamily: string,
    /** Size of the labels. */
    private readonly scale: number,
  ) {
    this.#running = statePixels(palette)
    this.#standing = statePixels(palette, true)
    this.#gap = pixelOf(palette.panel)
    this.#hatch = hatchPattern(context, palette, ratio)
  }

  paintAll(scene: MapScene, view: MapView): void {
    const { context, palette } = this
    context.fillStyle = palette.panel
    context.fillRect(0, 0, context.canvas.width, context.canvas.height)
    context.font = `600 ${Math.min(16, 11 * Math.sqrt(view.zoom)) * this.ratio * this.scale}px ${this.fontFamily}`
    context.textBaseline = 'alphabetic'
    context.textAlign = 'left'
    context.fillStyle = palette.muted
    for (const group of scene.layout.groups) {
      const [x, y] = this.#toPixels(view, group.x, group.y)
      context.fillText(
        scene.heading(group.name),
        Math.max(2 * this.ratio, x),
        y + 13 * this.ratio * this.scale * Math.min(view.zoom, 1.4),
      )
    }
    for (const box of scene.layout.boxes) this.#paintFrame(scene, view, box)
  }

  /** Paints only these frames anew. */
  paintFrames(scene: MapScene, view: MapView, frames: ReadonlySet<number>): void {
    for (const box of scene.layout.boxes) if (frames.has(box.frame)) this.#paintFrame(scene, view, box)
  }

  #toPixels(view: MapView, x: number, y: number): [number, number] {
    const scale = view.zoom * this.ratio
    return [Math.round((x - view.x) * scale), Math.round((y - view.y) * scale)]
  }

  #paintFrame(scene: MapScene, view: MapView, box: FrameBox): void {
    const { context, palette } = this
    const row = scene.rows[box.frame]
    const info = scene.frames[box.frame]
    if (!row || !info) return
    const [x0, y0] = this.#toPixels(view, box.x, box.y)
    const [stripX, y1] = this.#toPixels(view, box.stripX, box.y + box.height)
    const [stripEnd] = this.#toPixels(view, box.stripX + box.stripWidth, 0)
    const { width, height } = context.canvas
    if (y1 <= 0 || y0 >= height || stripEnd <= 0 || x0 >= width) return
    const look = frameLook(row)

    context.fillStyle = palette.panel
    context.fillRect(x0, y0, stripX - x0, y1 - y0)
    const pixels = look.standing ? this.#standing : this.#running
    this.#paintStrip(scene.states(box.frame), info.spindles, box, pixels, { stripX, stripEnd, y0, y1 })
    if (look.hatched && this.#hatch) {
      context.fillStyle = this.#hatch
      context.fillRect(stripX, y0, stripEnd - stripX, y1 - y0)
    }
    if (look.token) {
      const edge = EDGE_WIDTH * this.ratio
      context.fillStyle = palette[look.token]
      context.fillRect(stripX - edge - this.ratio, y0, edge, y1 - y0)
    }
    this.#paintWords(scene, info.id, look, { x0, stripX, stripEnd, y0, y1 })
  }

  #paintStrip(
    states: Uint8Array,
    spindles: number,
    box: FrameBox,
    pixels: Uint32Array,
    at: { stripX: number; stripEnd: number; y0: number; y1: number },
  ): void {
    const { context } = this
    const fromX = Math.max(0, at.stripX)
    const toX = Math.min(context.canvas.width, at.stripEnd)
    const width = toX - fromX
    const height = at.y1 - at.y0
    if (width <= 0 || height <= 0) return
    const scale = (at.stripEnd - at.stripX) / box.perRow
    const start = (fromX - at.stripX) / scale
    const left = leftLength(spindles)
    const image = context.createImageData(width, height)
    const out = new Uint32Array(image.data.buffer)
    const aisle = height > 2 * this.ratio ? Math.max(1, Math.round(this.ratio)) : 0
    const rowHeight = Math.max(1, Math.floor((height - aisle) / 2))
    const paint = { bytes: states, pixels, rank: CLASS_OF_STATE, gap: this.#gap }
    const side = (top: number, first: number, count: number) => {
      rasterRow(out, top * width, width, { ...paint, first, count }, start, scale)
      for (let y = 1; y < rowHeight && top + y < height; y++) {
        out.copyWithin((top + y) * width, top * width, (top + 1) * width)
      }
    }
    out.fill(this.#gap)
    side(0, 0, left)
    if (height > 1) side(height - rowHeight, left, spindles - left)
    context.putImageData(image, fromX, at.y0)
  }

  /** A label whose place has been scrolled away stands on the strip, on ground of its own. */
  #backing(text: string, x: number, y0: number, y1: number): void {
    const { context, palette, ratio } = this
    const height = Math.min(y1 - y0, 22 * ratio)
    context.fillStyle = palette.panel
    context.fillRect(0, (y0 + y1 - height) / 2, x + context.measureText(text).width + 6 * ratio, height)
  }

  #paintWords(
    scene: MapScene,
    id: string,
    look: ReturnType<typeof frameLook>,
    at: { x0: number; stripX: number; stripEnd: number; y0: number; y1: number },
  ): void {
    const { context, palette, ratio, scale } = this
    const height = (at.y1 - at.y0) / ratio
    if (height < READABLE_PX * this.scale) return
    const middle = (at.y0 + at.y1) / 2 + 0.5 * ratio
    context.textBaseline = 'middle'
    context.font = `${Math.min(14 * scale, Math.max(LABEL_PX * scale, height * 0.4)) * ratio}px ${this.fontFamily}`
    const labelX = Math.max(at.x0, 0) + 2 * ratio
    if (at.stripX <= labelX + 24 * ratio) this.#backing(id, labelX, at.y0, at.y1)
    context.fillStyle = palette.text
    context.textAlign = 'left'
    context.fillText(id, labelX, middle)
    if (!look.standing && !look.hatched) return
    const word = scene.say(look.word)
    context.font = `${Math.min(14 * scale, Math.max(WORD_PX * scale, height * 0.4)) * ratio}px ${this.fontFamily}`
    const from = Math.max(0, at.stripX)
    const to = Math.min(context.canvas.width, at.stripEnd)
    const width = context.measureText(word).width + 12 * ratio
    if (width > to - from) return
    const x = (from + to - width) / 2
    context.fillStyle = palette.panel
    context.fillRect(x, at.y0, width, at.y1 - at.y0)
    context.fillStyle = palette[look.token ?? 'muted']
    context.textAlign = 'center'
    context.fillText(word, (from + to) / 2, middle)
  }
}

/** Diagonal lines over what is not the present. */
function hatchPattern(context: CanvasRenderingContext2D, palette: Palette, ratio: number): CanvasPattern | null {
  const size = Math.round(8 * ratio)
  const tile = new OffscreenCanvas(size, size)
  const pen = tile.getContext('2d')
  if (!pen) return null
  pen.fillStyle = palette.panel
  pen.globalAlpha = 0.55
  pen.fillRect(0, 0, size, size)
  pen.globalAlpha = 1
  pen.strokeStyle = palette.ink
  pen.lineWidth = ratio
  for (const shift of [-size, 0, size]) {
    pen.beginPath()
    pen.moveTo(shift, size)
    pen.lineTo(shift + size, 0)
    pen.stroke()
  }
  return context.createPattern(tile, 'repeat')
}
