import { speedSteps } from '@wanding/contracts'
import { SPINDLE_STATE_MASK, SpindleFlag, SpindleState } from '@wanding/mill'
import type { MapLayer } from '../../../../shared/router/map-query'
import { CLASS_OF_STATE } from '../../../../shared/spindles/spindle-class'
import { climateCode, HUMIDITY_BOUNDS, TEMPERATURE_BOUNDS } from './climate-codes'
import { breaksCode, deviationCode, FIRST_CODE, NO_DATA } from './layer-codes'
import type { Encode } from './layer-field'

/** What the codes of the layers are made of. */
export interface LayerSources {
  states: (frame: number) => Uint8Array
  /** Bytes of the watched layer; empty while it is on its way. */
  values: (frame: number) => Uint8Array
  /** Climate of the zone that a frame stands in; null where nobody tells it. */
  climate: (frame: number) => { temperatureC: number | null; relativeHumidityPercent: number | null } | null
}

const tableOf = (code: (byte: number) => number): Uint8Array =>
  Uint8Array.from({ length: 256 }, (_, byte) => code(byte))
const inState = (byte: number, state: number): boolean => (byte & SPINDLE_STATE_MASK) === state
const isKnown = (byte: number): boolean => {
  const state = byte & SPINDLE_STATE_MASK
  return state >= SpindleState.producing && state <= SpindleState.maintenance
}
const flagged = (flag: number) => tableOf((byte) => (!isKnown(byte) ? NO_DATA : byte & flag ? FIRST_CODE : 0))

/** Codes of the layers that are made of the state bytes. A flag counts whatever the spindle does at this moment. */
const OF_STATES: Readonly<Partial<Record<MapLayer, Uint8Array>>> = {
  state: CLASS_OF_STATE,
  work: tableOf((byte) => (inState(byte, SpindleState.endDown) ? FIRST_CODE : 0)),
  idle: tableOf((byte) => {
    if (inState(byte, SpindleState.idle)) return FIRST_CODE + 1
    if (inState(byte, SpindleState.noRoving)) return FIRST_CODE
    return isKnown(byte) ? 0 : NO_DATA
  }),
  rogue: flagged(SpindleFlag.rogue),
  slip: flagged(SpindleFlag.slip),
}

const OF_VALUES: Readonly<Partial<Record<MapLayer, Uint8Array>>> = {
  breaks: tableOf(breaksCode),
  speed: tableOf((byte) => {
    const steps = speedSteps(byte)
    return steps === null ? NO_DATA : deviationCode(steps)
  }),
}

/** How a layer is encoded. */
export function encoderOf(layer: MapLayer, sources: LayerSources): Encode {
  const ofStates = OF_STATES[layer]
  if (ofStates) return through(ofStates, sources.states)
  const ofValues = OF_VALUES[layer]
  if (ofValues) return through(ofValues, sources.values)
  return (frame, out) => {
    const climate = sources.climate(frame)
    out.fill(
      layer === 'humidity'
        ? climateCode(climate?.relativeHumidityPercent ?? null, HUMIDITY_BOUNDS)
        : climateCode(climate?.temperatureC ?? null, TEMPERATURE_BOUNDS),
    )
  }
}

function through(table: Uint8Array, bytesOf: (frame: number) => Uint8Array): Encode {
  return (frame, out) => {
    const bytes = bytesOf(frame)
    if (bytes.length !== out.length) out.fill(NO_DATA)
    else for (let i = 0; i < out.length; i++) out[i] = table[bytes[i]!]!
  }
}
