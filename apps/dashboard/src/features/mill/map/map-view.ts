/** What part of the layout is seen: a point of the layout at (x, y) is drawn at ((x − view.x) · zoom, …). */
export interface MapView {
  zoom: number
  x: number
  y: number
}

interface Size {
  width: number
  height: number
  /** The largest zoom. */
  most?: number
}

export const WHOLE: MapView = { zoom: 1, x: 0, y: 0 }
export const MOST_ZOOM = 40
/** Width of a spindle, CSS pixels, at which its number and value stand beside each other: nothing more is to be seen. */
const MOST_CELL_PX = 64

/** How far one can zoom in, so that a single spindle fills its place, in a mill of any size. */
export const mostZoom = (cellWidth: number): number =>
  Number.isFinite(cellWidth) ? Math.max(MOST_ZOOM, MOST_CELL_PX / cellWidth) : MOST_ZOOM

/** Inside the layout, so that no empty space is ever shown. */
export function clamped(view: MapView, { width, height, most: mostOf = MOST_ZOOM }: Size): MapView {
  const zoom = Math.max(1, Math.min(mostOf, view.zoom))
  const most = (size: number) => Math.max(0, size - size / zoom)
  return {
    zoom,
    x: Math.max(0, Math.min(most(width), view.x)),
    y: Math.max(0, Math.min(most(height), view.y)),
  }
}

/** Zooms by a factor so that what is under the point (screen pixels) stays there. */
export function zoomedAt(view: MapView, factor: number, screenX: number, screenY: number, size: Size): MapView {
  const zoom = Math.max(1, Math.min(size.most ?? MOST_ZOOM, view.zoom * factor))
  return clamped(
    { zoom, x: view.x + screenX / view.zoom - screenX / zoom, y: view.y + screenY / view.zoom - screenY / zoom },
    size,
  )
}

/** Moves by screen pixels: the picture follows the hand. */
export function panned(view: MapView, dx: number, dy: number, size: Size): MapView {
  return clamped({ ...view, x: view.x - dx / view.zoom, y: view.y - dy / view.zoom }, size)
}

/** The least move that brings a rectangle of the layout into sight. */
export function revealed(
  view: MapView,
  rect: { x: number; y: number; width: number; height: number },
  size: Size,
): MapView {
  const along = (from: number, seen: number, at: number, length: number): number =>
    at < from ? at : at + length > from + seen ? at + length - seen : from
  return clamped(
    {
      zoom: view.zoom,
      x: along(view.x, size.width / view.zoom, rect.x, rect.width),
      y: along(view.y, size.height / view.zoom, rect.y, rect.height),
    },
    size,
  )
}

/** The view with this point of the layout in the middle. */
export const centred = (x: number, y: number, zoom: number, size: Size): MapView =>
  clamped({ zoom, x: x - size.width / zoom / 2, y: y - size.height / zoom / 2 }, size)

/** The view as shares of the picture, the same place on any screen; null for the whole. */
export function placeOf(view: MapView, { width, height }: Size): { x: number; y: number; zoom: number } | null {
  if (view.zoom <= 1 || width <= 0 || height <= 0) return null
  const { zoom } = view
  return { x: (view.x + width / zoom / 2) / width, y: (view.y + height / zoom / 2) / height, zoom }
}

/** The inverse of {@link placeOf}. */
export const viewOf = (place: { x: number; y: number; zoom: number } | null, size: Size): MapView =>
  place ? centred(place.x * size.width, place.y * size.height, place.zoom, size) : WHOLE

/** A view on the way from one to another; in between it is zoomed evenly. */
export function onTheWay(from: MapView, to: MapView, share: number): MapView {
  const zoom = from.zoom * (to.zoom / from.zoom) ** share
  // What stays in place while zooming must not swing: x moves as 1/zoom does.
  const moved = from.zoom === to.zoom ? share : (1 / zoom - 1 / from.zoom) / (1 / to.zoom - 1 / from.zoom)
  return { zoom, x: from.x + (to.x - from.x) * moved, y: from.y + (to.y - from.y) * moved }
}

/** From the screen to the layout. */
export const toLayout = (view: MapView, screenX: number, screenY: number): [x: number, y: number] => [
  screenX / view.zoom + view.x,
  screenY / view.zoom + view.y,
]
