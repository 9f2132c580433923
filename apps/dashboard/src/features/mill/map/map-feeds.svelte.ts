import { keyFiguresOf, OUTPUT, POWER, SPINDLE_LAYERS, type SpindleLayer } from '@wanding/contracts'
import { LayerState } from '../../../shared/live/layer-state.svelte'
import type { MillSource } from '../../../shared/live/live-source'
import { WorkState } from '../../../shared/live/work-state.svelte'
import { machineLook } from '../../../shared/machines/machine-look'
import { ProcessState } from '../../../shared/process/process-state.svelte'
import type { MapLayer } from '../../../shared/router/map-query'
import type { LayerSources } from './layers/layer-encode'
import type { TileLook } from './render/map-scene'

type ZoneClimate = NonNullable<ReturnType<LayerSources['climate']>>

const PLANT_FIGURES = [OUTPUT, POWER, ...keyFiguresOf('air-conditioning')]
const TEMPERATURE = PLANT_FIGURES.indexOf('zone/temperature')
const HUMIDITY = PLANT_FIGURES.indexOf('zone/relativeHumidity')

const isWatched = (layer: MapLayer): layer is SpindleLayer => (SPINDLE_LAYERS as readonly string[]).includes(layer)

/** What the map shows beside the mill's own state: the other machines always, a layer's data only while it is looked at. */
export class MapFeeds {
  readonly process = new ProcessState()
  readonly work = new WorkState()
  /** The layer that comes by a room of its own; null where the shown one needs none. */
  values = $state.raw<LayerState | null>(null)

  tiles = $derived.by<TileLook[]>(() => {
    const { machines, rows } = this.process
    return machines.map(({ id, kind }, i) => ({ id, look: machineLook(kind, rows[i]!) }))
  })

  /** Climate by zone, as the plants report it; a plant that is not heard of tells none. */
  climate = $derived.by(() => {
    const { machines, rows } = this.process
    const zones = new Map<string, ZoneClimate>()
    machines.forEach(({ kind, zone }, i) => {
      const row = rows[i]!
      if (kind !== 'air-conditioning' || zone === '' || !row.online || row.stale) return
      zones.set(zone, {
        temperatureC: row.figures[TEMPERATURE] ?? null,
        relativeHumidityPercent: row.figures[HUMIDITY] ?? null,
      })
    })
    return zones
  })

  readonly sources: LayerSources

  constructor(readonly source: MillSource) {
    this.sources = {
      states: (frame) => source.mill.statesOf(frame),
      values: (frame) => this.values?.valuesOf(frame) ?? new Uint8Array(),
      climate: (frame) => this.climate.get(source.mill.frames[frame]?.zone ?? '') ?? null,
    }
  }

  /** Watches what a layer needs of a mill. Returns what ends it. */
  watch(mill: string, layer: MapLayer): () => void {
    if (layer === 'work') return this.work.watch(this.source, mill)
    if (!isWatched(layer)) return () => {}
    const values = new LayerState(this.source.mill, layer)
    this.values = values
    const off = values.watch(this.source, mill)
    return () => {
      off()
      this.values = null
    }
  }
}
