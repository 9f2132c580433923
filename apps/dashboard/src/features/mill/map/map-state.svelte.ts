import type { Session } from '../../../shared/session.svelte'
import { viewport } from '../../../shared/ui/viewport.svelte'
import type { Cursor } from './map-cursor'
import { cellRect, type Hit, hitMap, layoutMap } from './map-layout'
import { type MapView, panned, revealed, toLayout, WHOLE, zoomedAt } from './map-view'

const ZOOM_STEP = 1.6

/** What is seen of the map, and what pointer and keyboard are on. */
export class MapState {
  width = $state(0)
  height = $state(0)
  view = $state.raw<MapView>(WHOLE)
  cursor = $state.raw<Cursor | null>(null)
  hover = $state.raw<{ hit: Hit; x: number; y: number } | null>(null)
  layout = $derived.by(() => layoutMap(this.session.mill.frames, this.width, this.height, viewport.scale))

  constructor(private readonly session: Session) {}

  hitAt(x: number, y: number): Hit | null {
    const [layoutX, layoutY] = toLayout(this.view, x, y)
    return hitMap(this.layout, this.session.mill.frames, layoutX, layoutY)
  }

  hoverAt(x: number, y: number): void {
    const hit = this.hitAt(x, y)
    this.hover = hit ? { hit, x, y } : null
  }

  zoom(factor: number, x = this.width / 2, y = this.height / 2): void {
    this.view = zoomedAt(this.view, factor, x, y, this)
  }

  zoomIn(): void {
    this.zoom(ZOOM_STEP)
  }

  zoomOut(): void {
    this.zoom(1 / ZOOM_STEP)
  }

  whole(): void {
    this.view = WHOLE
  }

  pan(dx: number, dy: number): void {
    this.view = panned(this.view, dx, dy, this)
  }

  /** Puts the keyboard's cell somewhere and brings it into sight. */
  point(cursor: Cursor): void {
    this.cursor = cursor
    const rect = cellRect(this.layout, this.session.mill.frames, cursor.frame, cursor.position)
    if (rect) this.view = revealed(this.view, rect, this)
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
}
