import { moved } from './map-cursor'
import type { MapState } from './map-state.svelte'

const PAN: Readonly<Record<string, readonly [across: number, down: number]>> = {
  a: [-1, 0],
  d: [1, 0],
  w: [0, -1],
  s: [0, 1],
}

/**
 * What a key does on the map: arrows and their kin move the selection, W A S D the picture, + − 0 zoom, Enter opens, Esc goes one
 * level up: from the tooltip to the selection, from that to the whole mill. False for a key that means nothing here.
 */
export function mapKey(
  key: string,
  shift: boolean,
  map: MapState,
  spindlesOf: readonly number[],
  open: () => void,
): boolean {
  const pan = PAN[key.toLowerCase()]
  if (pan) map.step(...pan)
  else if (key === '+' || key === '=') map.zoomIn()
  else if (key === '-') map.zoomOut()
  else if (key === '0') map.whole()
  else if (key === 'Enter') {
    if (!map.cursor) return false
    open()
  } else if (key === 'Escape') return up(map)
  else {
    const from = map.cursor ?? { frame: 0, position: 1 }
    const to = moved(from, key, shift, spindlesOf)
    if (!to) return false
    map.point(map.cursor ? to : from)
  }
  return true
}

function up(map: MapState): boolean {
  if (map.hover) map.hover = null
  else if (map.cursor) map.cursor = null
  else if (map.view.zoom > 1) map.whole()
  else return false
  return true
}
