import { rasterRow } from '../../../../shared/spindles/raster-row'
import type { LayerColours } from '../layers/layer-colours'
import { LayerField } from '../layers/layer-field'
import type { Frames, MapRenderer } from './map-renderer.port'
import { mergedSides, type Picture, type Strip, sidesOf } from './strips'

/** A code is its own urgency. */
const RANK = Uint8Array.from({ length: 256 }, (_, code) => code)

/** The map on a 2D canvas: pixel by pixel on the CPU, where there is no WebGL or no graphics hardware behind it. */
export class CanvasRenderer implements MapRenderer {
  readonly kind = '2d'
  #field = new LayerField()
  #colours: LayerColours | null = null
  #hatch: CanvasPattern | null = null
  readonly #context: CanvasRenderingContext2D

  constructor(
    readonly canvas: HTMLCanvasElement,
    context: CanvasRenderingContext2D,
  ) {
    this.#context = context
  }

  static on(canvas: HTMLCanvasElement): CanvasRenderer | null {
    const context = canvas.getContext('2d', { alpha: false })
    return context && new CanvasRenderer(canvas, context)
  }

  load(field: LayerField): void {
    this.#field = field
  }

  colour(colours: LayerColours): void {
    this.#colours = colours
    this.#hatch = null
  }

  draw(strips: readonly Strip[], { width, height, ratio }: Picture, changed: Frames): void {
    const { canvas } = this
    const context = this.#context
    const colours = this.#colours
    if (!colours) return
    const resized = canvas.width !== width || canvas.height !== height
    if (resized) {
      canvas.width = width
      canvas.height = height
    }
    const all = resized || changed === 'all'
    if (all) {
      context.fillStyle = colours.hatch.ground
      context.fillRect(0, 0, width, height)
    }
    for (const strip of strips) if (all || (changed as ReadonlySet<number>).has(strip.frame)) this.#paint(strip, ratio)
  }

  dispose(): void {
    this.canvas.remove()
  }

  #paint(strip: Strip, ratio: number): void {
    const context = this.#context
    const colours = this.#colours!
    const { x0, x1, y0, y1 } = strip
    const fromX = Math.max(0, x0)
    const width = Math.min(this.canvas.width, x1) - fromX
    const height = y1 - y0
    if (width <= 0) return
    const scale = (x1 - x0) / strip.perRow
    const start = (fromX - x0) / scale
    const { row, single } = sidesOf(height, ratio)
    // Only what is seen: zoomed in, a frame is higher than the canvas.
    const top = Math.max(0, -y0)
    const rows = Math.min(height, this.canvas.height - y0) - top
    if (rows <= 0) return
    const image = context.createImageData(width, rows)
    const out = new Uint32Array(image.data.buffer).fill(colours.gap)
    const codes = this.#field.codesOf(strip.frame)
    const paint = { pixels: strip.standing ? colours.standing : colours.running, rank: RANK, gap: colours.gap }
    const side = (bytes: Uint8Array, first: number, count: number, from: number, to: number) => {
      const begin = Math.max(0, from - top)
      const end = Math.min(rows, to - top)
      if (begin >= end) return
      rasterRow(out, begin * width, width, { ...paint, bytes, first, count }, start, scale)
      for (let y = begin + 1; y < end; y++) out.copyWithin(y * width, begin * width, (begin + 1) * width)
    }
    if (single) side(mergedSides(codes, strip.left), 0, strip.left, 0, 1)
    else {
      side(codes, 0, strip.left, 0, row)
      side(codes, strip.left, strip.spindles - strip.left, height - row, height)
    }
    context.putImageData(image, fromX, y0 + top)
    if (!strip.hatched) return
    this.#hatch ??= hatchPattern(context, colours.hatch, ratio)
    if (this.#hatch) context.fillStyle = this.#hatch
    context.fillRect(fromX, y0, width, height)
  }
}

/** Diagonal lines over what is not the present. */
function hatchPattern(
  context: CanvasRenderingContext2D,
  { line, ground }: LayerColours['hatch'],
  ratio: number,
): CanvasPattern | null {
  const size = Math.round(8 * ratio)
  const tile = new OffscreenCanvas(size, size)
  const pen = tile.getContext('2d')
  if (!pen) return null
  pen.fillStyle = ground
  pen.globalAlpha = 0.55
  pen.fillRect(0, 0, size, size)
  pen.globalAlpha = 1
  pen.strokeStyle = line
  pen.lineWidth = ratio
  for (const shift of [-size, 0, size]) {
    pen.beginPath()
    pen.moveTo(shift, size)
    pen.lineTo(shift + size, 0)
    pen.stroke()
  }
  return context.createPattern(tile, 'repeat')
}
