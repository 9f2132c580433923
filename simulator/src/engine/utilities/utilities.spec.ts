import type { EnergyDepartment } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import { advance, createMill, departmentKwh, type Mill, type MillEvent, readMachine, ringRoomTotals } from '../index'
import type { AirConditioningReading, CompressedAirReading, ElectricityReading, WinderReading } from '../readings'
import { humidityAt, regainHumidityAt, retarget, temperatureAt } from './climate'
import { pressureAt, setMain } from './compressed-air'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 3, 6)
const plan = (...overrides: string[]) => loadMillPlan('jimo', overrides, import.meta.url)
const within = (value: number, target: number, share: number) => {
  expect(value).toBeGreaterThan(target * (1 - share))
  expect(value).toBeLessThan(target * (1 + share))
}
const climateOf = (mill: Mill) => readMachine(mill, { kind: 'air-conditioning', index: 0 }) as AirConditioningReading
const airOf = (mill: Mill) => readMachine(mill, { kind: 'compressed-air', index: 0 }) as CompressedAirReading
const feederOf = (mill: Mill) => readMachine(mill, { kind: 'electricity', index: 0 }) as ElectricityReading

describe('the default mill over a shift', () => {
  const mill = createMill(plan(), 7, START_MS)
  const before = { kwh: departmentKwh(mill), kg: ringRoomTotals(mill).productionKg }
  advance(mill, START_MS + 8 * HOUR_MS)
  const now = departmentKwh(mill)
  const kg = ringRoomTotals(mill).productionKg - before.kg
  const perKg = (name: EnergyDepartment) => (now[name] - before.kwh[name]) / kg

  // Domain 1.4, kWh/kg at Ne 40 combed compact.
  const published: [EnergyDepartment, number][] = [
    ['blowroom', 0.14],
    ['carding', 0.28],
    ['combing', 0.16],
    ['drawing', 0.08],
    ['roving', 0.14],
    ['ring', 2.45],
    ['winding', 0.32],
    ['air-conditioning', 0.62],
    ['compressed-air', 0.14],
    ['light-and-logistics', 0.07],
  ]
  it.each(published)('%s takes %s kWh/kg', (name, kwhPerKg) => {
    expect(perKg(name)).toBeGreaterThan(kwhPerKg * 0.9)
    // Packing is metered with light and logistics.
    expect(perKg(name)).toBeLessThan(kwhPerKg * (name === 'light-and-logistics' ? 1.25 : 1.1))
  })

  it('all departments together take 4.40 kWh/kg', () => {
    within(
      published.reduce((sum, [name]) => sum + perKg(name), 0),
      4.4,
      0.05,
    )
  })

  it('compressors give about 33 Nm³/min at 6.5 to 7 bar, for 6 to 7 kW each', () => {
    const mains = [0, 1].map((index) => readMachine(mill, { kind: 'compressed-air', index }) as CompressedAirReading)
    within(
      mains.reduce((sum, main) => sum + main.flowNm3PerMin, 0),
      33,
      0.15,
    )
    for (const main of mains) {
      expect(main.pressureBar).toBeGreaterThan(6.4)
      expect(main.pressureBar).toBeLessThan(7.1)
      expect(main.powerKw / main.flowNm3PerMin).toBeGreaterThan(6)
      expect(main.powerKw / main.flowNm3PerMin).toBeLessThan(7.2)
      expect(main.dewPointC).toBeGreaterThan(2)
    }
  })

  it('feeders have a credible voltage, power factor and demand', () => {
    const feeder = feederOf(mill)
    within(feeder.demandKw, feeder.powerKw, 0.15)
    expect(feeder.powerFactor).toBeGreaterThan(0.9)
    expect(feeder.powerFactor).toBeLessThan(0.99)
    expect(feeder.voltageV).toBeGreaterThan(385)
    expect(feeder.voltageV).toBeLessThan(410)
    const metered = Object.values(feeder.departmentKwh).reduce((sum, kwh) => sum + kwh, 0)
    expect(metered).toBeCloseTo(feeder.energyKwh, 3)
  })
})

describe('climate', () => {
  const still = () => createMill(plan('ringRoom.frames=4', 'zones.perFrames=4'), 7, START_MS)

  it('without spray the humidity decays with 20 min, and the fibre follows 10 to 20 min later', () => {
    const mill = still()
    const start = humidityAt(mill, 0, START_MS)
    mill.state.zones.humidityLoss[0] = 10
    retarget(mill, 0, START_MS)
    const target = mill.state.zones.targetHumidity[0]!
    const left = (value: number) => (value - target) / (start - target)
    expect(left(humidityAt(mill, 0, START_MS + 20 * MINUTE_MS))).toBeCloseTo(Math.exp(-1), 1)
    // The fibre comes half-way some 10–20 min after the room does.
    const halfway = (at: (atMs: number) => number) => {
      let minute = 0
      while (left(at(START_MS + minute * MINUTE_MS)) > 0.5) minute++
      return minute
    }
    const lag = halfway((atMs) => regainHumidityAt(mill, 0, atMs)) - halfway((atMs) => humidityAt(mill, 0, atMs))
    expect(lag).toBeGreaterThanOrEqual(10)
    expect(lag).toBeLessThanOrEqual(20)
    expect(climateOf(mill).sprayPercent).toBeLessThan(25)
  })

  it('less air than the heat needs makes the room warm and dry, and the filter shows it', () => {
    const mill = still()
    const before = climateOf(mill)
    mill.state.zones.airLost[0] = 0.35
    advance(mill, START_MS + 2 * HOUR_MS)
    const now = climateOf(mill)
    expect(now.temperatureC).toBeGreaterThan(before.temperatureC + 1.5)
    expect(now.relativeHumidityPercent).toBeLessThan(before.relativeHumidityPercent - 4)
    expect(now.filterPa).toBeGreaterThan(before.filterPa)
    // The water in the air stays about the same.
    within(now.absoluteHumidityGPerKg, before.absoluteHumidityGPerKg, 0.08)
  })

  it('frames that stand heat no longer: fans slow down, and the room cools', () => {
    const mill = createMill(plan('ringRoom.frames=1', 'zones.perFrames=1', 'ringRoom.doff.stopS=1800'), 7, START_MS)
    const before = { temperatureC: temperatureAt(mill, 0, START_MS), fanHz: climateOf(mill).fanHz }
    const least = { temperatureC: 99, fanHz: 99 }
    for (let minute = 0; minute < 240; minute += 5) {
      advance(mill, START_MS + minute * MINUTE_MS)
      const { temperatureC, fanHz } = climateOf(mill)
      least.temperatureC = Math.min(least.temperatureC, temperatureC)
      least.fanHz = Math.min(least.fanHz, fanHz)
    }
    expect(least.fanHz).toBeLessThan(before.fanHz * 0.75)
    expect(least.temperatureC).toBeLessThan(before.temperatureC - 0.5)
  })
})

describe('compressed air', () => {
  const mill = createMill(plan('ringRoom.frames=8', 'airMains.perFrames=8'), 7, START_MS)
  advance(mill, START_MS + 30 * MINUTE_MS)
  const beforeFlow = airOf(mill).flowNm3PerMin
  const winders = () =>
    Array.from({ length: 8 }, (_, index) => readMachine(mill, { kind: 'winder', index }) as WinderReading)
  const events: MillEvent[] = []
  const at = (minutes: number) => advance(mill, START_MS + (30 + minutes) * MINUTE_MS, (event) => events.push(event))
  mill.state.airMains.lossBar[0] = 2
  setMain(mill, 0, mill.state.mill.nowMs)

  it('below 5.5 bar winders stop splicing and doffers wait; the flow falls with them', () => {
    at(0.4)
    expect(winders().some(({ reason }) => reason === 'producing')).toBe(true)
    at(3)
    expect(pressureAt(mill, 0, mill.state.mill.nowMs)).toBeLessThan(5.5)
    expect(winders().every(({ reason }) => reason === 'air-pressure-low')).toBe(true)
    expect(airOf(mill).flowNm3PerMin).toBeLessThan(beforeFlow * 0.7)
    at(40)
    expect(events.some((event) => event.kind === 'frame' && event.reason === 'air-pressure-low')).toBe(true)
  })

  it('with the pressure back they go on', () => {
    mill.state.airMains.lossBar[0] = 0
    setMain(mill, 0, mill.state.mill.nowMs)
    at(45)
    expect(winders().some(({ reason }) => reason === 'producing')).toBe(true)
    expect(airOf(mill).pressureBar).toBeGreaterThan(6.3)
  })
})
