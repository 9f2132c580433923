import { exp } from '@wanding/mill'
import { idOf } from '../kernel/layout'
import type { Mill } from '../kernel/state'
import type { AirConditioningReading } from '../readings'
import { humidityAt, temperatureAt } from './climate'
import { J_PER_KWH } from './read-electricity'
import { outputShare, zoneEnergyJ } from './utilities'

/** The present of an air-conditioning plant and of its zone. */
export function readAirConditioning(mill: Mill, index: number): AirConditioningReading {
  const zone = mill.plan.zones[index]
  if (!zone) throw new RangeError(`there is no air-conditioning plant ${index + 1}`)
  const nowMs = mill.state.mill.nowMs
  const temperatureC = temperatureAt(mill, index, nowMs)
  const relativeHumidityPercent = humidityAt(mill, index, nowMs)
  const powerW = mill.state.zones.powerW[index]!
  return {
    kind: 'air-conditioning',
    id: idOf(mill.plan, 'air-conditioning', index),
    index,
    state: 'Executing',
    mode: 'Processing',
    reason: 'producing',
    zone: zone.id,
    temperatureC,
    relativeHumidityPercent,
    absoluteHumidityGPerKg: absoluteHumidity(temperatureC, relativeHumidityPercent),
    fanHz: 50 * (0.7 + 0.3 * outputShare(mill)),
    powerKw: powerW / 1000,
    energyKwh: zoneEnergyJ(mill, index, nowMs) / J_PER_KWH,
  }
}

/** Water in the air, g/kg, at sea level, by Magnus' formula. */
function absoluteHumidity(temperatureC: number, relativeHumidityPercent: number): number {
  const saturationHpa = 6.112 * exp((17.62 * temperatureC) / (243.12 + temperatureC))
  const vapourHpa = (saturationHpa * relativeHumidityPercent) / 100
  return (622 * vapourHpa) / (1013.25 - vapourHpa)
}
