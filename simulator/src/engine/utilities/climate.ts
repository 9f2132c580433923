import { exp, humidityFactor } from '@wanding/mill'
import { schedule } from '../kernel/calendar'
import { nextNormal } from '../kernel/random'
import type { Mill } from '../kernel/state'
import { heatExcessK, measureHeat, setPlant } from './air-conditioning'
import { dayCurve } from './weather'

const MINUTE_MS = 60_000
/** An air-conditioning plant sets its target anew this often; between, the room follows by first order. */
const STEP_MS = 10 * MINUTE_MS
/** Fibre takes up moisture with this lag (domain 2.4: 10–20 min). */
const REGAIN_MS = 15 * MINUTE_MS
/** Relative humidity falls by this share for each K that the air is warmer, at the same water in it. */
const DRIER_PER_K = 0.055
/** Unrest of a plant and of the weather: standard deviation, and hours over which they forget [EST]. */
const PLANT = { percent: 0.7, celsius: 0.25, hours: 3 }
const WEATHER = { percent: 0.5, celsius: 0.3, hours: 12 }
/** Warmest hours of the day against the mean, °C and % RH in the room: what the plants do not hold back [EST]. */
const DAY_SWING = { celsius: 0.6, percent: -0.5 }

/** Every ten minutes: the plant's unrest moves on, and the plant follows heat and weather. */
export function onZone(mill: Mill, zone: number, atMs: number): void {
  const { zones, kernel } = mill.state
  measureHeat(mill, zone, atMs)
  const stream = mill.layout.streams.zones + zone
  const keep = exp(-STEP_MS / (PLANT.hours * 60 * MINUTE_MS))
  const fresh = Math.sqrt(1 - keep * keep)
  zones.unrest[zone] = keep * zones.unrest[zone]! + fresh * nextNormal(kernel.streams, stream)
  zones.unrestTemperature[zone] = keep * zones.unrestTemperature[zone]! + fresh * nextNormal(kernel.streams, stream)
  retarget(mill, zone, atMs)
  schedule(mill.calendar, mill.layout.slots.zones + zone, atMs + STEP_MS)
}

/** Something has changed at the plant or in the weather: the zone takes a new target, and follows it from where it is. */
export function retarget(mill: Mill, zone: number, atMs: number): void {
  const { zones, mill: numbers } = mill.state
  const plan = mill.plan.zones[zone]!
  const humidity = humidityAt(mill, zone, atMs)
  zones.regainHumidity[zone] = regainHumidityAt(mill, zone, atMs, humidity)
  zones.temperature[zone] = temperatureAt(mill, zone, atMs)
  zones.humidity[zone] = humidity
  zones.atMs[zone] = atMs
  setPlant(mill, zone, atMs)
  const day = dayCurve(mill, atMs)
  const excessK = heatExcessK(mill, zone)
  const unrest =
    mill.effects.humidityUnrest *
    (PLANT.percent * zones.unrest[zone]! + WEATHER.percent * numbers.weather + DAY_SWING.percent * day)
  // Warmer air of the same water is drier.
  const byHeat = plan.relativeHumidityPercent * DRIER_PER_K * excessK
  const held = plan.relativeHumidityPercent + zones.humidityOffset[zone]! - zones.humidityLoss[zone]!
  zones.targetHumidity[zone] = clamp(held + unrest - byHeat, 30, 88)
  zones.targetTemperature[zone] =
    plan.temperatureC +
    excessK +
    PLANT.celsius * zones.unrestTemperature[zone]! +
    WEATHER.celsius * numbers.weatherTemperature +
    DAY_SWING.celsius * day
  // Until the next step the fibre's humidity stays between where it is, where the room is and where the room goes.
  zones.humidityBound[zone] = Math.max(
    humidityFactor(zones.humidity[zone]!),
    humidityFactor(zones.regainHumidity[zone]!),
    humidityFactor(zones.targetHumidity[zone]!),
  )
}

/** The weather moves with the mill's ten-minute step, for all zones together. */
export function stepWeather(mill: Mill): void {
  const { mill: numbers, kernel } = mill.state
  const stream = mill.layout.streams.weather
  const keep = exp(-STEP_MS / (WEATHER.hours * 60 * MINUTE_MS))
  const fresh = Math.sqrt(1 - keep * keep)
  numbers.weather = keep * numbers.weather + fresh * nextNormal(kernel.streams, stream)
  numbers.weatherTemperature = keep * numbers.weatherTemperature + fresh * nextNormal(kernel.streams, stream)
}

/** A stationary start: the zones stand at their targets. */
export function startZone(mill: Mill, zone: number, atMs: number): void {
  const { zones, kernel } = mill.state
  const stream = mill.layout.streams.zones + zone
  zones.unrest[zone] = nextNormal(kernel.streams, stream)
  zones.unrestTemperature[zone] = nextNormal(kernel.streams, stream)
  const plan = mill.plan.zones[zone]!
  zones.heatShare[zone] = 1
  zones.atMs[zone] = atMs
  zones.powerAtMs[zone] = atMs
  zones.targetHumidity[zone] = plan.relativeHumidityPercent
  zones.targetTemperature[zone] = plan.temperatureC
  zones.temperature[zone] = plan.temperatureC
  zones.humidity[zone] =
    plan.relativeHumidityPercent + mill.effects.humidityUnrest * PLANT.percent * zones.unrest[zone]!
  zones.regainHumidity[zone] = zones.humidity[zone]!
  onZone(mill, zone, atMs)
  // Plants do not act at the same moment.
  const first = atMs + Math.floor((STEP_MS * ((zone * 0.618033988749895) % 1)) / 1000) * 1000 + 1000
  schedule(mill.calendar, mill.layout.slots.zones + zone, first)
}

/** Relative humidity of the room, %. */
export function humidityAt(mill: Mill, zone: number, atMs: number): number {
  const { zones } = mill.state
  const target = zones.targetHumidity[zone]!
  return target + (zones.humidity[zone]! - target) * exp(-(atMs - zones.atMs[zone]!) / timeConstantMs(mill, zone))
}

/** Relative humidity as the fibre feels it, %: the room's, followed with the lag of the regain. */
export function regainHumidityAt(
  mill: Mill,
  zone: number,
  atMs: number,
  humidity = humidityAt(mill, zone, atMs),
): number {
  const { zones } = mill.state
  const roomMs = timeConstantMs(mill, zone)
  const target = zones.targetHumidity[zone]!
  // Two lags in a row; equal time constants would divide by zero, so that of the room is kept apart.
  const part = ((zones.humidity[zone]! - target) * roomMs) / (roomMs - REGAIN_MS)
  const decay = exp(-(atMs - zones.atMs[zone]!) / REGAIN_MS)
  const roomPart = (humidity - target) * (roomMs / (roomMs - REGAIN_MS))
  return target + roomPart + (zones.regainHumidity[zone]! - target - part) * decay
}

/** Dry-bulb temperature of the room, °C. */
export function temperatureAt(mill: Mill, zone: number, atMs: number): number {
  const { zones } = mill.state
  const target = zones.targetTemperature[zone]!
  return target + (zones.temperature[zone]! - target) * exp(-(atMs - zones.atMs[zone]!) / timeConstantMs(mill, zone))
}

function timeConstantMs(mill: Mill, zone: number): number {
  const ms = mill.plan.zones[zone]!.timeConstantMin * MINUTE_MS
  return ms > REGAIN_MS * 0.98 && ms < REGAIN_MS * 1.02 ? REGAIN_MS * 1.02 : ms
}

function clamp(value: number, least: number, most: number): number {
  return value < least ? least : value > most ? most : value
}
