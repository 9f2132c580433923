import { SPEED_STEP, speedSteps } from '@wanding/contracts'
import { SPINDLE_STATE_MASK, SpindleFlag } from '@wanding/mill'
import { locale, say } from '../../../shared/i18n/locale.svelte'
import type { MillState } from '../../../shared/live/mill-state.svelte'
import type { MapLayer } from '../../../shared/router/map-query'
import { positionLabel } from '../../../shared/spindles/sides'
import { spindleClass } from '../../../shared/spindles/spindle-class'
import { SPINDLE_WORDS } from '../../../shared/spindles/spindles.texts'
import { MILL } from '../mill.texts'
import type { LayerSources } from './layers/layer-encode'
import type { Cursor } from './map-cursor'

/** A spindle in words, with what the shown layer says of it: for who hears the map, and beside the picture. */
export function spindleWords(mill: MillState, cursor: Cursor, layer: MapLayer, sources: LayerSources): string {
  const info = mill.frames[cursor.frame]
  if (!info) return ''
  const state = mill.statesOf(cursor.frame)[cursor.position - 1] ?? 0
  const text = say(MILL.cell, {
    frame: info.id,
    position: positionLabel(cursor.position, info.spindles),
    state: say(SPINDLE_WORDS[spindleClass(state)]),
  })
  const value = layerWords(cursor, state, layer, sources)
  return value === '' ? text : `${text} · ${value}`
}

/** What a layer says of a spindle beside its state; empty where that is all. */
export function layerWords({ frame, position }: Cursor, state: number, layer: MapLayer, sources: LayerSources): string {
  const byte = sources.values(frame)[position - 1]
  const climate = sources.climate(frame)
  switch (layer) {
    case 'breaks':
      return byte === undefined ? '' : say(MILL.breaksOfHour, { breaks: byte })
    case 'speed': {
      const steps = byte === undefined ? null : speedSteps(byte)
      if (steps === null) return say(MILL.notTurning)
      return say(MILL.deviation, { percent: locale.signed(steps * SPEED_STEP * 100, 1) })
    }
    case 'humidity':
      return climate ? `${locale.number(climate.relativeHumidityPercent, 1)}\u202f% RH` : ''
    case 'temperature':
      return climate ? `${locale.number(climate.temperatureC, 1)}\u202f°C` : ''
    case 'rogue':
      return isOther(state, SpindleFlag.rogue) ? say(SPINDLE_WORDS.rogue) : ''
    case 'slip':
      return isOther(state, SpindleFlag.slip) ? say(SPINDLE_WORDS.slip) : ''
    default:
      return ''
  }
}

/** A flag of a spindle whose state hides it. */
const isOther = (state: number, flag: number): boolean => (state & flag) !== 0 && (state & SPINDLE_STATE_MASK) !== 1
