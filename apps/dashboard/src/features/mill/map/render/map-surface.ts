import type { LayerColours } from '../layers/layer-colours'
import type { LayerField } from '../layers/layer-field'
import { CanvasRenderer } from './canvas-renderer'
import type { Frames, MapRenderer } from './map-renderer.port'
import type { Picture, Strip } from './strips'
import { WebglRenderer } from './webgl-renderer'

/**
 * The renderer of a map: WebGL 2 where the browser has it on graphics hardware, else the 2D canvas. A context that is lost is
 * painted on in 2D until it comes back.
 */
export class MapSurface {
  #renderer: MapRenderer | null
  /** The WebGL canvas while its context is lost. */
  #lost: HTMLCanvasElement | null = null
  #field: LayerField | null = null
  #colours: LayerColours | null = null
  #drawn: { strips: readonly Strip[]; picture: Picture } | null = null
  readonly #off = new AbortController()

  /** Canvases are put into `host`; `onKind` hears which renderer paints from now on. */
  constructor(
    private readonly host: HTMLElement,
    private readonly onKind: (kind: MapRenderer['kind'] | null) => void,
  ) {
    this.#renderer = this.#webgl() ?? this.#flat()
    onKind(this.#renderer?.kind ?? null)
  }

  load(field: LayerField, changed: Frames): void {
    this.#field = field
    this.#renderer?.load(field, changed)
  }

  colour(colours: LayerColours): void {
    this.#colours = colours
    this.#renderer?.colour(colours)
  }

  draw(strips: readonly Strip[], picture: Picture, changed: Frames): void {
    this.#drawn = { strips, picture }
    this.#renderer?.draw(strips, picture, changed)
  }

  dispose(): void {
    this.#off.abort()
    this.#renderer?.dispose()
    this.#lost?.remove()
    this.#renderer = null
  }

  #webgl(): MapRenderer | null {
    const canvas = this.#canvas()
    let renderer: MapRenderer | null = null
    try {
      renderer = WebglRenderer.on(canvas)
    } catch (fault) {
      // A driver that refuses the shaders is no reason to show no mill.
      console.warn(fault)
    }
    if (!renderer) {
      canvas.remove()
      return null
    }
    const { signal } = this.#off
    canvas.addEventListener('webglcontextlost', (event) => this.#onLost(event, canvas), { signal })
    canvas.addEventListener('webglcontextrestored', () => this.#onRestored(canvas), { signal })
    return renderer
  }

  #flat(): MapRenderer | null {
    return CanvasRenderer.on(this.#canvas())
  }

  #canvas(): HTMLCanvasElement {
    const canvas = document.createElement('canvas')
    canvas.dataset.layer = 'spindles'
    this.host.prepend(canvas)
    return canvas
  }

  #onLost(event: Event, canvas: HTMLCanvasElement): void {
    // Only then the browser tries to give it back.
    event.preventDefault()
    canvas.hidden = true
    this.#lost = canvas
    this.#goOn(this.#flat())
  }

  #onRestored(canvas: HTMLCanvasElement): void {
    const renderer = WebglRenderer.on(canvas)
    if (!renderer) return
    this.#lost = null
    canvas.hidden = false
    this.#renderer?.dispose()
    this.#goOn(renderer)
  }

  /** The new renderer shows at once what the old one did. */
  #goOn(renderer: MapRenderer | null): void {
    this.#renderer = renderer
    if (this.#colours) renderer?.colour(this.#colours)
    if (this.#field) renderer?.load(this.#field, 'all')
    if (this.#drawn) renderer?.draw(this.#drawn.strips, this.#drawn.picture, 'all')
    this.onKind(renderer?.kind ?? null)
  }
}
