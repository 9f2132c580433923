import type { FrameInfo, FrameRow, MachineNow } from '@wanding/contracts'
import { humidityFactor } from '@wanding/mill'
import { RING_HUMIDITY } from '../../shared/process/reference'

/** Below and above these more ends break in the ring room, °C (domain 2.4, f_T). */
export const RING_TEMPERATURE = [22, 32] as const
/** Sensors of one zone further apart than this do not both tell the truth, % relative humidity. */
export const DRIFT_PERCENT = 3

export type Standing = 'low' | 'within' | 'high'

/** Where a value stands to the range it belongs in; null where there is no value or no range. */
export function standingOf(value: number | null, band: readonly [number, number] | null): Standing | null {
  if (value === null || band === null) return null
  if (value < band[0]) return 'low'
  return value > band[1] ? 'high' : 'within'
}

/** What a plant keeps of its zone, and what the zone's frames make of it. */
export interface ZoneClimate {
  plant: MachineNow
  zone: string
  humidity: number | null
  temperature: number | null
  /** Humidity of the second sensor less that of the first, %. */
  drift: number | null
  isDrifting: boolean
  humidityStanding: Standing | null
  temperatureStanding: Standing | null
  frames: number
  /** Running breaks per 1,000 spindle-hours of the zone's frames now, by producing spindles. */
  breakRate: number | null
  /** How many times as many ends break as at the best humidity; null outside the ring room. */
  factor: number | null
}

/** A figure that a machine says; null where it says none. */
export const said = ({ metrics }: Pick<MachineNow, 'metrics'>, name: string): number | null => {
  const value = metrics[name]
  return typeof value === 'number' ? value : null
}

const byName = new Intl.Collator('en', { numeric: true })

/** The zones of the plants, in the order of their names. The limits are those of ring rooms: other rooms have none here. */
export function zoneClimates(
  plants: readonly MachineNow[],
  frames: readonly FrameInfo[],
  rows: readonly FrameRow[],
): ZoneClimate[] {
  return plants
    .map((plant): ZoneClimate => {
      const zone = String(plant.metrics['zone/name'] ?? '')
      const own = rows.filter((_, i) => frames[i]?.zone === zone && zone !== '')
      const inRingRoom = own.length > 0
      const humidity = said(plant, 'zone/relativeHumidity')
      const temperature = said(plant, 'zone/temperature')
      const second = said(plant, 'zone/relativeHumidity2')
      const drift = humidity === null || second === null ? null : second - humidity
      return {
        plant,
        zone,
        humidity,
        temperature,
        drift,
        isDrifting: drift !== null && Math.abs(drift) > DRIFT_PERCENT,
        humidityStanding: standingOf(humidity, inRingRoom ? RING_HUMIDITY : null),
        temperatureStanding: standingOf(temperature, inRingRoom ? RING_TEMPERATURE : null),
        frames: own.length,
        breakRate: breakRateOf(own),
        factor: inRingRoom && humidity !== null ? humidityFactor(humidity) : null,
      }
    })
    .sort((a, b) => byName.compare(a.zone, b.zone) || byName.compare(a.plant.id, b.plant.id))
}

function breakRateOf(rows: readonly FrameRow[]): number | null {
  let breaks = 0
  let spindles = 0
  for (const { breaksPer1000SpindleHours: rate, producing, online, stale } of rows) {
    if (rate === null || !online || stale) continue
    breaks += rate * producing
    spindles += producing
  }
  return spindles > 0 ? breaks / spindles : null
}
