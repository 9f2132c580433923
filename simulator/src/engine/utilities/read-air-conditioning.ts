import { exp } from '@wanding/mill'
import { idOf } from '../kernel/layout'
import { noise } from '../kernel/noise'
import { fnv1a, mix32 } from '../kernel/random'
import type { Mill } from '../kernel/state'
import type { AirConditioningReading } from '../readings'
import { zoneEnergyJ } from './air-conditioning'
import { humidityAt, temperatureAt } from './climate'
import { J_PER_KWH } from './electricity'
import { outsideHumidity, outsideTemperature } from './weather'

const SUPPLY_HZ = 46
const RETURN_HZ = 42
/** The filter clogs from clean to the pressure at which it moves on, in so many hours [EST]. */
const FILTER_PA = { clean: 110, most: 240, hours: 30 }
const CLOGGED_PA = 320
/** Supply air leaves the spray nearly saturated, so much below the room [EST]. */
const SUPPLY_K = 9
/** Two sensors in each zone; each is off by at most this, % and K [EST]. */
const SENSOR_OFF = { percent: 0.5, celsius: 0.2 }

/** The present of an air-conditioning plant and of its zone. */
export function readAirConditioning(mill: Mill, index: number): AirConditioningReading {
  const zone = mill.plan.zones[index]
  if (!zone) throw new RangeError(`there is no air-conditioning plant ${index + 1}`)
  const { zones, mill: numbers } = mill.state
  const { nowMs } = numbers
  const temperatureC = temperatureAt(mill, index, nowMs)
  const humidity = humidityAt(mill, index, nowMs)
  const fan = zones.fanShare[index]!
  const filterAgeH = (nowMs / 3_600_000 + index * 7.3) % FILTER_PA.hours
  return {
    kind: 'air-conditioning',
    id: idOf(mill.plan, 'air-conditioning', index),
    index,
    state: 'Executing',
    mode: 'Processing',
    reason: 'producing',
    zone: zone.id,
    temperatureC: temperatureC + SENSOR_OFF.celsius * off(mill, index, 0),
    temperature2C: temperatureC + SENSOR_OFF.celsius * off(mill, index, 1),
    relativeHumidityPercent: humidity + SENSOR_OFF.percent * off(mill, index, 2) + 0.1 * noise(mill, 8300 + index),
    relativeHumidity2Percent: humidity + SENSOR_OFF.percent * off(mill, index, 3) + 0.1 * noise(mill, 8350 + index),
    absoluteHumidityGPerKg: absoluteHumidity(temperatureC, humidity),
    fanHz: SUPPLY_HZ * fan,
    returnFanHz: RETURN_HZ * fan,
    sprayPercent: 100 * zones.sprayShare[index]!,
    damperPercent: 100 * zones.damperShare[index]!,
    filterPa:
      (FILTER_PA.clean + ((FILTER_PA.most - FILTER_PA.clean) * filterAgeH) / FILTER_PA.hours) * fan * fan +
      CLOGGED_PA * zones.airLost[index]!,
    supplyC: temperatureC - SUPPLY_K * Math.min(1.5, zones.heatShare[index]! / Math.max(0.1, fan)),
    outsideC: outsideTemperature(mill, nowMs),
    outsideRelativeHumidityPercent: outsideHumidity(mill, nowMs),
    powerKw: zones.powerW[index]! / 1000,
    energyKwh: zoneEnergyJ(mill, index, nowMs) / J_PER_KWH,
  }
}

/** How a sensor is off, -1 … 1; its own as long as the mill stands. */
function off(mill: Mill, zone: number, sensor: number): number {
  return mix32(fnv1a('sensor', mill.state.mill.seed) ^ Math.imul(zone * 8 + sensor + 1, 0x85ebca77)) / 2147483648 - 1
}

/** Water in the air, g/kg, at sea level, by Magnus' formula. */
function absoluteHumidity(temperatureC: number, relativeHumidityPercent: number): number {
  const saturationHpa = 6.112 * exp((17.62 * temperatureC) / (243.12 + temperatureC))
  const vapourHpa = (saturationHpa * relativeHumidityPercent) / 100
  return (622 * vapourHpa) / (1013.25 - vapourHpa)
}
