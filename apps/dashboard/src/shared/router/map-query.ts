/** What the map can show of every spindle, or of the hall around it; one at a time. */
export const MAP_LAYERS = [
  'state',
  'breaks',
  'speed',
  'idle',
  'rogue',
  'slip',
  'humidity',
  'temperature',
  'work',
] as const
export type MapLayer = (typeof MAP_LAYERS)[number]

/** The middle of what is seen, as shares of the whole picture so that any screen shows the same place, and how much larger. */
export interface MapPlace {
  x: number
  y: number
  zoom: number
}

/** What the map shows: `place` is null for the whole mill, `selected` a spindle or frame as one writes it, `RF37-L512`. */
export interface MapLook {
  layer: MapLayer
  place: MapPlace | null
  selected: string | null
}

export const USUAL_MAP: MapLook = { layer: 'state', place: null, selected: null }

/** A hundred-thousandth of a 4K picture is a thirtieth of a pixel. */
const SHARE_DECIMALS = 5
const ZOOM_DECIMALS = 2
const MOST_ZOOM_IN_ADDRESS = 100_000

const numberOf = (text: string | null): number | null =>
  text !== null && /^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : null

/** Whatever the query says, it gives a look. */
export function parseMapLook(query: URLSearchParams): MapLook {
  const [x, y, zoom] = ['x', 'y', 'z'].map((name) => numberOf(query.get(name)))
  const isPlace = x != null && y != null && zoom != null && x <= 1 && y <= 1 && zoom > 1 && zoom <= MOST_ZOOM_IN_ADDRESS
  return {
    layer: MAP_LAYERS.find((layer) => layer === query.get('layer')) ?? USUAL_MAP.layer,
    place: isPlace ? { x, y, zoom } : null,
    selected: query.get('sel') || null,
  }
}

/** The inverse of {@link parseMapLook}, to the digits that can be seen. What is as usual is left out. */
export function formatMapLook(query: URLSearchParams, { layer, place, selected }: MapLook): void {
  if (layer !== USUAL_MAP.layer) query.set('layer', layer)
  if (place) {
    query.set('x', rounded(place.x, SHARE_DECIMALS))
    query.set('y', rounded(place.y, SHARE_DECIMALS))
    query.set('z', rounded(place.zoom, ZOOM_DECIMALS))
  }
  if (selected) query.set('sel', selected)
}

const rounded = (value: number, decimals: number): string => String(Number(value.toFixed(decimals)))
