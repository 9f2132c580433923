/** What part of the layout is seen: a point of the layout at (x, y) is drawn at ((x − view.x) · zoom, …). */
export interface MapView {
  zoom: number
  x: number
  y: number
}

interface Size {
  width: number
  height: number
}

export const WHOLE: MapView = { zoom: 1, x: 0, y: 0 }
export const MOST_ZOOM = 40

/** Inside the layout, so that no empty space is ever shown. */
export function clamped(view: MapView, { width, height }: Size): MapView {
  const zoom = Math.max(1, Math.min(MOST_ZOOM, view.zoom))
  const most = (size: number) => Math.max(0, size - size / zoom)
  return {
    zoom,
    x: Math.max(0, Math.min(most(width), view.x)),
    y: Math.max(0, Math.min(most(height), view.y)),
  }
}

/** Zooms by a factor so that what is under the point (screen pixels) stays there. */
export function zoomedAt(view: MapView, factor: number, screenX: number, screenY: number, size: Size): MapView {
  const zoom = Math.max(1, Math.min(MOST_ZOOM, view.zoom * factor))
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

/** From the screen to the layout. */
export const toLayout = (view: MapView, screenX: number, screenY: number): [x: number, y: number] => [
  screenX / view.zoom + view.x,
  screenY / view.zoom + view.y,
]
