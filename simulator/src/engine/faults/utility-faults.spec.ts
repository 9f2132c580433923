import type { FaultKind } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { loadMillPlan } from '../../mill-files'
import {
  activeFaults,
  advance,
  createMill,
  inject,
  loadMill,
  type Mill,
  type MillEvent,
  readMachine,
  readRingFrame,
  respond,
  saveMill,
} from '../index'
import type { AirConditioningReading, CompressedAirReading, ElectricityReading, WinderReading } from '../readings'
import { readWindingUnits } from '../winding/read-winder'
import { kindsOf } from './fault-families.builder'

const MINUTE_MS = 60_000
const seen: FaultKind[] = []
/** Notes that a fault is tested here. */
function tested(fault: FaultKind): FaultKind {
  seen.push(fault)
  return fault
}
const START_MS = Date.UTC(2026, 3, 6)
/** A mill in which nothing goes wrong by itself. */
const millOf = (...overrides: string[]) =>
  createMill(
    loadMillPlan('jimo', ['faults.scale=0', 'ringRoom.stopsPerFrameDay=0', ...overrides], import.meta.url),
    7,
    START_MS,
  )
const winder = (mill: Mill, index = 0) => readMachine(mill, { kind: 'winder', index }) as WinderReading
const climate = (mill: Mill, index = 0) =>
  readMachine(mill, { kind: 'air-conditioning', index }) as AirConditioningReading
const air = (mill: Mill, index = 0) => readMachine(mill, { kind: 'compressed-air', index }) as CompressedAirReading
const feeder = (mill: Mill, index = 0) => readMachine(mill, { kind: 'electricity', index }) as ElectricityReading
const at = (mill: Mill, minutes: number, events?: MillEvent[]) =>
  advance(mill, START_MS + minutes * MINUTE_MS, (event) => events?.push(event))
const until = (mill: Mill, done: () => boolean, mostMinutes: number): number => {
  const from = mill.state.mill.nowMs
  while (!done() && mill.state.mill.nowMs < from + mostMinutes * MINUTE_MS) {
    advance(mill, mill.state.mill.nowMs + 10_000)
  }
  return (mill.state.mill.nowMs - from) / MINUTE_MS
}
const framesOf = (mill: Mill) => Array.from({ length: mill.layout.frames }, (_, frame) => readRingFrame(mill, frame))
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)

describe(tested('humidification-failure'), () => {
  const mill = millOf(
    'ringRoom.frames=12',
    'zones.perFrames=6',
    'staff.posts.2.persons=24',
    'ringRoom.breaks.ratePerSpindleHour=0.015',
  )
  const zone = mill.plan.zones[0]!.id
  const breaks = (first: number) =>
    sum(
      framesOf(mill)
        .slice(first, first + 6)
        .map(({ breaksRunning }) => breaksRunning),
    )
  const breaksIn = (minutes: number) => {
    const before = [breaks(0), breaks(6)]
    advance(mill, mill.state.mill.nowMs + minutes * MINUTE_MS)
    return [breaks(0) - before[0]!, breaks(6) - before[1]!] as const
  }

  it('humidity falls first, then the breaks of all frames of the zone and of no other rise; only spray cures it', () => {
    at(mill, 10)
    const start = climate(mill).relativeHumidityPercent
    const other = climate(mill, 1).relativeHumidityPercent
    expect(inject(mill, { fault: 'humidification-failure', place: zone, severity: 16, selfCure: false }, 0).ok).toBe(
      true,
    )
    const fallen = () => start - climate(mill).relativeHumidityPercent
    const minutes = until(mill, () => fallen() > 16 * 0.632, 60)
    expect(minutes).toBeGreaterThan(14)
    expect(minutes).toBeLessThan(28)
    expect(climate(mill).sprayPercent).toBe(0)
    expect(Math.abs(climate(mill, 1).relativeHumidityPercent - other)).toBeLessThan(2)
    breaksIn(60)
    const [dry, usual] = breaksIn(60)
    expect(dry / usual).toBeGreaterThan(2)

    for (const response of ['change-travellers', 'calibrate-sensor', 'change-mixing'] as const) {
      respond(mill, { response, place: zone }, 0)
    }
    breaksIn(30)
    expect(fallen()).toBeGreaterThan(12)
    respond(mill, { response: 'restore-spray', place: zone }, 0)
    breaksIn(90)
    expect(fallen()).toBeLessThan(3)
    const [cured, still] = breaksIn(150)
    expect(cured / still).toBeLessThan(1.6)
  })
})

describe(tested('air-filter-clogged'), () => {
  it('filter pressure rises, then the room warms up and dries; a new filter cures it', () => {
    const mill = millOf('ringRoom.frames=6', 'zones.perFrames=6')
    const zone = mill.plan.zones[0]!.id
    at(mill, 15)
    const start = climate(mill)
    inject(mill, { fault: 'air-filter-clogged', place: zone, severity: 40, selfCure: false }, 0)
    at(mill, 16)
    expect(climate(mill).filterPa).toBeGreaterThan(start.filterPa)
    at(mill, 60)
    expect(climate(mill).fanHz).toBeLessThan(start.fanHz * 0.8)
    expect(climate(mill).temperatureC).toBeGreaterThan(start.temperatureC + 1.5)
    expect(climate(mill).relativeHumidityPercent).toBeLessThan(start.relativeHumidityPercent - 4)
    respond(mill, { response: 'restore-spray', place: zone }, 0)
    at(mill, 90)
    expect(climate(mill).temperatureC).toBeGreaterThan(start.temperatureC + 1.5)
    respond(mill, { response: 'change-air-filter', place: zone }, 0)
    at(mill, 200)
    expect(climate(mill).temperatureC).toBeLessThan(start.temperatureC + 1)
  })

  it('the utilities attendant changes it, and sees to a lost spray of the same plant, too', () => {
    const mill = millOf('ringRoom.frames=6', 'zones.perFrames=6')
    const zone = mill.plan.zones[0]!.id
    inject(mill, { fault: 'air-filter-clogged', place: zone }, 0)
    inject(mill, { fault: 'humidification-failure', place: zone }, 0)
    at(mill, 1)
    expect(activeFaults(mill)).toHaveLength(2)
    const cured: string[] = []
    const repairs: number[] = []
    advance(mill, mill.state.mill.nowMs + 10 * 3_600_000, (event) => {
      if (event.kind === 'fault' && event.phase === 'cured') cured.push(`${event.fault} by ${event.by}`)
      if (event.kind === 'task' && event.task === 'repair-utility') repairs.push(event.position)
    })
    expect(cured.sort()).toEqual(['air-filter-clogged by people', 'humidification-failure by people'])
    expect(repairs.sort()).toEqual([1, 2])
  })
})

describe(tested('compressed-air-drop'), () => {
  const mill = millOf('ringRoom.frames=8', 'airMains.perFrames=4')
  const main = mill.plan.airMains[0]!.id
  const reasons = () => Array.from({ length: 8 }, (_, index) => winder(mill, index).reason)

  it('pressure falls, splicers stop within minutes, then doffers; winders of the other main go on', () => {
    at(mill, 20)
    inject(mill, { fault: 'compressed-air-drop', place: main, severity: 2.2, selfCure: false }, 0)
    const low = until(mill, () => air(mill).pressureBar < 5.5, 10)
    expect(low).toBeLessThan(2)
    at(mill, 24)
    expect(reasons().slice(0, 4)).toEqual(Array(4).fill('air-pressure-low'))
    expect(reasons().slice(4)).not.toContain('air-pressure-low')
    const events: MillEvent[] = []
    at(mill, 220, events)
    const held = events.flatMap((event) =>
      event.kind === 'frame' && event.reason === 'air-pressure-low' ? [event.frame] : [],
    )
    expect(Math.max(...held)).toBeLessThan(4)
    expect(new Set(held).size).toBeGreaterThan(2)
  })

  it('only the standby compressor cures it; then held doffs are made', () => {
    for (const response of ['service-splicer', 'clear-transport', 'clear-doffer'] as const) {
      respond(mill, { response, place: main }, 0)
    }
    at(mill, 230)
    expect(reasons()[0]).toBe('air-pressure-low')
    respond(mill, { response: 'start-compressor', place: main }, 0)
    at(mill, 240)
    expect(air(mill).pressureBar).toBeGreaterThan(6.2)
    expect(reasons()).not.toContain('air-pressure-low')
    at(mill, 250)
    expect(framesOf(mill).map(({ reason }) => reason)).not.toContain('air-pressure-low')
  })
})

describe(tested('voltage-sag'), () => {
  const sagged = (...overrides: string[]) => {
    const mill = millOf('ringRoom.frames=18', 'feeders.perFrames=9', ...overrides)
    at(mill, 10)
    const events: MillEvent[] = []
    inject(mill, { fault: 'voltage-sag', place: mill.plan.feeders[0]!.id, severity: 0.4, selfCure: false }, 0)
    advance(mill, mill.state.mill.nowMs + 1000, (event) => events.push(event))
    return { mill, events, place: mill.plan.feeders[0]!.id }
  }
  const down = (mill: Mill) => sum(framesOf(mill).map(({ endsDown, noRoving }) => endsDown + noRoving))

  it('all running frames of the feeder trip within a second, and stand until they are restarted in blocks of 4 to 6', () => {
    const { mill, events, place } = sagged()
    expect(feeder(mill).sags).toBe(1)
    expect(feeder(mill).lowestSagPercent).toBeCloseTo(60)
    const trips = events.filter((event) => event.kind === 'frame' && event.reason === 'voltage-sag')
    expect(trips.length).toBeGreaterThanOrEqual(7)
    expect(
      framesOf(mill)
        .slice(12)
        .every(({ reason }) => reason !== 'voltage-sag'),
    ).toBe(true)
    for (const response of ['call-mechanic', 'wait'] as const) respond(mill, { response, place }, 0)
    at(mill, 40)
    expect(framesOf(mill).filter(({ reason }) => reason === 'voltage-sag')).toHaveLength(trips.length)

    respond(mill, { response: 'restart-blocks', place }, 0)
    const starts: number[] = []
    advance(mill, mill.state.mill.nowMs + 100 * MINUTE_MS, (event) => {
      if (event.kind === 'frame' && event.reason === 'starting' && event.frame < 9) starts.push(event.atMs)
    })
    const firstBlock = starts.filter((ms) => ms === starts[0]).length
    expect(firstBlock).toBeGreaterThanOrEqual(4)
    expect(firstBlock).toBeLessThanOrEqual(6)
    expect(framesOf(mill).some(({ reason }) => reason === 'voltage-sag')).toBe(false)
  })

  it('the avalanche: with few piecers it takes several times as long until the ends are up', () => {
    const recovery = (tenters: number) => {
      const { mill, place } = sagged(`staff.posts.2.persons=${tenters}`, 'staff.robots.count=0')
      const before = down(mill)
      respond(mill, { response: 'restart-blocks', place }, 0)
      advance(mill, mill.state.mill.nowMs + 12 * MINUTE_MS)
      expect(down(mill)).toBeGreaterThan(before + 9 * 1200 * 0.02)
      return until(
        mill,
        () => framesOf(mill).every(({ reason }) => reason !== 'voltage-sag') && down(mill) < 18 * 6,
        1200,
      )
    }
    const few = recovery(3)
    const many = recovery(12)
    expect(many).toBeGreaterThan(40)
    expect(many).toBeLessThan(200)
    expect(few).toBeGreaterThan(many * 2)
  })
})

describe('faults of a winder', () => {
  const units = (mill: Mill) => {
    const count = mill.layout.unitsPerWinder
    const reading = {
      state: new Uint8Array(count),
      cuts: new Uint16Array(count),
      cops: new Uint16Array(count),
      spliceFailurePercent: new Uint8Array(count),
      packageG: new Uint16Array(count),
    }
    readWindingUnits(mill, 0, reading)
    return reading
  }

  it(`${tested('transport-jam')}: units run dry; nobody but a tenter of the winders clears it`, () => {
    const mill = millOf('ringRoom.frames=2')
    at(mill, 20)
    inject(mill, { fault: 'transport-jam', place: 'WD01', selfCure: false }, 0)
    at(mill, 26)
    expect(winder(mill).reason).toBe('transport-jam')
    expect(winder(mill).jams).toBe(1)
    respond(mill, { response: 'service-splicer', place: 'WD01' }, 0)
    at(mill, 36)
    expect(winder(mill).reason).toBe('transport-jam')
    respond(mill, { response: 'clear-transport', place: 'WD01' }, 0)
    at(mill, 40)
    expect(winder(mill).reason).not.toBe('transport-jam')
  })

  it('transport jam: the people of the mill clear it within minutes', () => {
    const mill = millOf('ringRoom.frames=2')
    at(mill, 20)
    inject(mill, { fault: 'transport-jam', place: 'WD01' }, 0)
    advance(mill, mill.state.mill.nowMs + 1000)
    const minutes = until(mill, () => mill.state.winders.jamMs[0] === 0, 60)
    expect(minutes).toBeGreaterThan(1.5)
    expect(minutes).toBeLessThan(15)
  })

  it(`${tested('splicer-fault')}: failures of one unit, then its red lights; servicing cures it`, () => {
    const mill = millOf('ringRoom.frames=2')
    at(mill, 20)
    inject(mill, { fault: 'splicer-fault', place: 'WD01/7', severity: 60, selfCure: false }, 0)
    at(mill, 21)
    expect(units(mill).spliceFailurePercent[6]).toBe(60)
    expect(winder(mill).spliceFailurePercent).toBeGreaterThan(4)
    const red = until(mill, () => mill.state.windingUnits.red[6] === 1, 60)
    expect(red).toBeLessThan(30)
    respond(mill, { response: 'clean-clearer', place: 'WD01/7' }, 0)
    advance(mill, mill.state.mill.nowMs + 15 * MINUTE_MS)
    expect(units(mill).spliceFailurePercent[6]).toBe(60)
    respond(mill, { response: 'service-splicer', place: 'WD01/7' }, 0)
    advance(mill, mill.state.mill.nowMs + 10 * MINUTE_MS)
    expect(units(mill).spliceFailurePercent[6]).toBeLessThan(5)
  })

  it(`${tested('clearer-dirt')}: one unit cuts several times as often, the others as before; cleaning cures it`, () => {
    const mill = millOf('ringRoom.frames=2', 'machines.winders.spindlesPerMachine=24')
    inject(mill, { fault: 'clearer-dirt', place: 'WD01/3', severity: 4, selfCure: false }, START_MS)
    at(mill, 170)
    const perCop = () => {
      const { cuts, cops } = units(mill)
      return (unit: number) => cuts[unit]! / cops[unit]!
    }
    const others = () => sum(Array.from({ length: 20 }, (_, unit) => perCop()(unit + 4))) / 20
    expect(perCop()(2)).toBeGreaterThan(1.8 * others())
    expect(others()).toBeLessThan(1.7)
    respond(mill, { response: 'service-splicer', place: 'WD01/3' }, 0)
    at(mill, 180)
    expect(mill.state.windingUnits.cutFactor[2]!).toBeGreaterThan(3)
    respond(mill, { response: 'clean-clearer', place: 'WD01/3' }, 0)
    at(mill, 190)
    expect(mill.state.windingUnits.cutFactor[2]!).toBeLessThan(1.2)
  })
})

describe('determinism', () => {
  it('a mill saved in the midst of these faults goes on as if it had never stopped', () => {
    const mill = millOf('ringRoom.frames=6', 'zones.perFrames=3', 'feeders.perFrames=6', 'airMains.perFrames=6')
    const { zones, feeders, airMains } = mill.plan
    const order = (fault: FaultKind, place: string, minute: number) =>
      expect(inject(mill, { fault, place, minutes: 40 }, START_MS + minute * MINUTE_MS).ok).toBe(true)
    order('humidification-failure', zones[0]!.id, 5)
    order('air-filter-clogged', zones[1]!.id, 7)
    order('compressed-air-drop', airMains[0]!.id, 12)
    order('voltage-sag', feeders[0]!.id, 20)
    order('transport-jam', 'WD02', 9)
    order('splicer-fault', 'WD03/4', 3)
    order('clearer-dirt', 'WD03/5', 3)
    for (const minute of [11, 12.7, 20, 33, 61]) {
      at(mill, minute)
      const loaded = loadMill(saveMill(mill))
      const events: MillEvent[] = []
      const again: MillEvent[] = []
      const twin = loadMill(saveMill(mill))
      at(twin, minute + 6.5)
      at(loaded, minute + 20, events)
      at(twin, minute + 20, again)
      expect(loaded.state).toEqual(twin.state)
      expect(events.slice(-again.length)).toEqual(again)
    }
  })
})

it('every fault of utilities and winding is tested here', () => {
  expect(seen.sort()).toEqual(kindsOf('utilities-and-winding'))
})
