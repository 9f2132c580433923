import type { MapLayer } from '../../../../shared/router/map-query'

/** Layers that a past moment has, too: those made of the states of the spindles, and of the climate of their zones. */
const OF_THE_PAST: ReadonlySet<MapLayer> = new Set(['state', 'idle', 'rogue', 'slip', 'humidity', 'temperature'])

export const isOfThePast = (layer: MapLayer): boolean => OF_THE_PAST.has(layer)
