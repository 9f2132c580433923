import type { ProcessState } from '../../../shared/process/process-state.svelte'
import type { MapPlace } from '../../../shared/router/map-query'
import { spindleAddress, spindleNamed } from '../../../shared/router/spindle-name'
import type { Session } from '../../../shared/session.svelte'
import { viewport } from '../../../shared/ui/viewport.svelte'
import { type Bands, hitTile, layoutBands, type Tile } from './band/band-layout'
import type { Cursor } from './map-cursor'
import { Glide } from './map-glide'
import { cellRect, cellWidth, type Hit, hitMap, layoutMap } from './map-layout'
import {
  centred,
  type MapView,
  mostZoom,
  panned,
  placeOf,
  revealed,
  toLayout,
  viewOf,
  WHOLE,
  zoomedAt,
} from './map-view'

const ZOOM_STEP = 1.6
/** Share of the picture that a key or button moves it. */
const PAN_STEP = 0.2
/** Width of a spindle that was searched for, CSS pixels: its sign can be seen, and its neighbours. */
const FOUND_CELL_PX = 18

/** What the pointer is on. */
export type Hover = { x: number; y: number } & ({ hit: Hit; tile: null } | { hit: null; tile: Tile })

/** What is seen of the map, and what pointer and keyboard are on. */
export class MapState {
  width = $state(0)
  height = $state(0)
  view = $state.raw<MapView>(WHOLE)
  cursor = $state.raw<Cursor | null>(null)
  hover = $state.raw<Hover | null>(null)
  bands = $derived.by<Bands>(() => layoutBands(this.process.machines, this.width, this.height, viewport.scale))
  layout = $derived.by(() => layoutMap(this.session.mill.frames, this.width, this.height, viewport.scale, this.bands))
  readonly #size = $derived({ width: this.width, height: this.height, most: mostZoom(cellWidth(this.layout)) })
  #fitted = { width: 0, height: 0 }
  readonly #glide = new Glide((view) => {
    this.view = view
  })

  constructor(
    private readonly session: Session,
    private readonly process: ProcessState,
  ) {}

  /** Width of a spindle on the screen, CSS pixels. */
  get cellPx(): number {
    return cellWidth(this.layout) * this.view.zoom
  }

  hitAt(x: number, y: number): Hover | null {
    const [layoutX, layoutY] = toLayout(this.view, x, y)
    const tile = hitTile(this.bands, layoutX, layoutY)
    if (tile) return { x, y, hit: null, tile }
    const hit = hitMap(this.layout, this.session.mill.frames, layoutX, layoutY)
    return hit && { x, y, hit, tile: null }
  }

  hoverAt(x: number, y: number): void {
    this.hover = this.hitAt(x, y)
  }

  /** Follows the hand at once. */
  zoom(factor: number, x = this.width / 2, y = this.height / 2): void {
    this.#glide.stop()
    this.view = zoomedAt(this.view, factor, x, y, this.#size)
  }

  zoomIn(): void {
    this.#go(zoomedAt(this.#glide.target ?? this.view, ZOOM_STEP, this.width / 2, this.height / 2, this.#size))
  }

  zoomOut(): void {
    this.#go(zoomedAt(this.#glide.target ?? this.view, 1 / ZOOM_STEP, this.width / 2, this.height / 2, this.#size))
  }

  whole(): void {
    this.#go(WHOLE)
  }

  pan(dx: number, dy: number): void {
    this.#glide.stop()
    this.view = panned(this.view, dx, dy, this.#size)
  }

  /** A step to a side: −1 left or up, 1 right or down. */
  step(across: number, down: number): void {
    const from = this.#glide.target ?? this.view
    this.#go(panned(from, -across * PAN_STEP * this.width, -down * PAN_STEP * this.height, this.#size))
  }

  /** Puts the keyboard's cell somewhere and brings it into sight. */
  point(cursor: Cursor): void {
    this.cursor = cursor
    const rect = cellRect(this.layout, this.session.mill.frames, cursor.frame, cursor.position)
    this.#glide.stop()
    if (rect) this.view = revealed(this.view, rect, this.#size)
  }

  /** What the address keeps of it. */
  get told(): { place: MapPlace | null; selected: string | null } {
    const info = this.cursor && this.session.mill.frames[this.cursor.frame]
    const view = this.#glide.target ?? this.view
    return {
      place: placeOf(view, this.#size),
      selected: this.cursor && info ? spindleAddress(info, this.cursor.position) : null,
    }
  }

  /** Goes where an address says. A selection without a place is looked for. */
  adopt({ place, selected }: { place: MapPlace | null; selected: string | null }): void {
    this.#glide.stop()
    const named = selected === null ? null : spindleNamed(selected, this.session.mill.frames)
    this.cursor = named && { frame: named.frame, position: named.position ?? 1 }
    this.view = viewOf(place, this.#size)
    if (place || !this.cursor) return
    const rect = cellRect(this.layout, this.session.mill.frames, this.cursor.frame, this.cursor.position)
    const zoom = Math.max(1, FOUND_CELL_PX / cellWidth(this.layout))
    if (rect) this.view = centred(rect.x + rect.width / 2, rect.y + rect.height / 2, zoom, this.#size)
  }

  /** Another size of the window shows the same place. */
  fit(): void {
    const before = this.#fitted
    this.#fitted = this.#size
    if (before.width > 0) this.view = viewOf(placeOf(this.view, before), this.#size)
  }

  /** The keyboard's cell on the screen, never too small to be seen. */
  cursorBox(): { left: number; top: number; width: number; height: number } | null {
    if (!this.cursor) return null
    const rect = cellRect(this.layout, this.session.mill.frames, this.cursor.frame, this.cursor.position)
    if (!rect) return null
    const { zoom, x, y } = this.view
    const width = Math.max(8, rect.width * zoom)
    const height = Math.max(8, rect.height * zoom)
    return {
      left: (rect.x + rect.width / 2 - x) * zoom - width / 2,
      top: (rect.y + rect.height / 2 - y) * zoom - height / 2,
      width,
      height,
    }
  }

  end(): void {
    this.#glide.stop()
  }

  #go(to: MapView): void {
    this.#glide.go(this.view, to)
  }
}
