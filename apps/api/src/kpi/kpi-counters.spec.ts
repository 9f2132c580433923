import { afterEach, describe, expect, it } from 'vitest'
import { Bus } from '../bus'
import { KpiService } from './kpi.service'
import { MINUTE_MS, START_MS, Telemetry } from './telemetry.builder'

const SECOND_MS = 1000
const services: KpiService[] = []

function aKpi() {
  const bus = new Bus((error) => {
    throw error
  })
  const clock = { nowMs: () => START_MS }
  const kpi = new KpiService(bus, clock)
  kpi.onModuleInit()
  services.push(kpi)
  const telemetry = new Telemetry(bus)
  const frame = { 'frame/spindles': 1200, 'doff/count': 100, 'piecing/byPeople': 500 }
  const count = (event: 'frameDoffs' | 'endsPiecedByPeople') => kpi.measured('jimo')?.events[event]?.count
  const spindleHours = () => {
    const events = kpi.measured('jimo')?.events.frameDoffs
    return events && 'spindleHours' in events ? events.spindleHours : undefined
  }
  return { bus, kpi, telemetry, frame, count, spindleHours }
}

afterEach(() => {
  for (const service of services.splice(0)) service.onApplicationShutdown()
})

describe('counters in the window', () => {
  it('take their first value as a baseline and add what they gain', () => {
    const { telemetry, frame, count } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    expect(count('frameDoffs')).toBeUndefined()
    telemetry.data('RF01', START_MS + SECOND_MS, { 'doff/count': 101 })
    telemetry.data('RF01', START_MS + 2 * SECOND_MS, { 'doff/count': 103 })
    expect(count('frameDoffs')).toBe(3)
  })

  it('read a fall as a counter that was replaced: never negative, and counting goes on from there', () => {
    const { telemetry, frame, count } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    telemetry.data('RF01', START_MS + SECOND_MS, { 'doff/count': 101 })
    telemetry.data('RF01', START_MS + 2 * SECOND_MS, { 'doff/count': 7 })
    expect(count('frameDoffs')).toBe(1)
    telemetry.data('RF01', START_MS + 3 * SECOND_MS, { 'doff/count': 9 })
    expect(count('frameDoffs')).toBe(3)
  })

  it('count no jump at a rebirth, whatever the values in it', () => {
    const { telemetry, frame, count } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    telemetry.data('RF01', START_MS + SECOND_MS, { 'doff/count': 101 })
    telemetry.birth('RF01', 'ring-frame', START_MS + 2 * SECOND_MS, { ...frame, 'doff/count': 9000 })
    expect(count('frameDoffs')).toBe(1)
    telemetry.data('RF01', START_MS + 3 * SECOND_MS, { 'doff/count': 9001 })
    expect(count('frameDoffs')).toBe(2)
  })

  it('start anew after a value that is no number', () => {
    const { telemetry, frame, count } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    telemetry.data('RF01', START_MS + SECOND_MS, { 'doff/count': null })
    telemetry.data('RF01', START_MS + 2 * SECOND_MS, { 'doff/count': 900 })
    expect(count('frameDoffs')).toBe(0)
    telemetry.data('RF01', START_MS + 3 * SECOND_MS, { 'doff/count': 901 })
    expect(count('frameDoffs')).toBe(1)
  })

  it('leave the window after an hour of mill time', () => {
    const { telemetry, frame, count } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    telemetry.data('RF01', START_MS + SECOND_MS, { 'doff/count': 101 })
    for (let minute = 1; minute < 60; minute++) telemetry.data('RF01', START_MS + minute * MINUTE_MS, {})
    expect(count('frameDoffs')).toBe(1)
    telemetry.data('RF01', START_MS + 60 * MINUTE_MS, {})
    expect(count('frameDoffs')).toBe(0)
  })
})

describe('time that was seen', () => {
  /** A frame that is silent from 00:10 to 00:40 while its gateway is dead; 30 doffs happen meanwhile. */
  const anOutage = () => {
    const mill = aKpi()
    const { telemetry, frame } = mill
    telemetry.gatewayOnline('G01', START_MS)
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    for (let minute = 1; minute <= 10; minute++) {
      telemetry.data('RF01', START_MS + minute * MINUTE_MS, { 'doff/count': 100 + minute })
    }
    telemetry.gatewayOffline('G01', START_MS + 10 * MINUTE_MS + SECOND_MS)
    telemetry.gatewayOnline('G01', START_MS + 40 * MINUTE_MS)
    telemetry.birth('RF01', 'ring-frame', START_MS + 40 * MINUTE_MS, { ...frame, 'doff/count': 140 })
    for (let minute = 41; minute <= 50; minute++) {
      telemetry.data('RF01', START_MS + minute * MINUTE_MS, { 'doff/count': 100 + minute })
    }
    return mill
  }

  it('leaves out an outage, in the count and in the time alike', () => {
    const { kpi, count, spindleHours } = anOutage()
    expect(count('frameDoffs')).toBeCloseTo(20)
    expect(spindleHours()).toBeCloseTo((1200 * 20) / 60)
    expect(kpi.measured('jimo')?.windowMinutes).toBeCloseTo(20)
    expect(kpi.now('jimo')?.extra.doffsPerFrameDay.value).toBeCloseTo(60 * 24)
  })

  it('takes what the gateway had stored into the minutes in which it happened, once', () => {
    const { telemetry, kpi, count, spindleHours } = anOutage()
    const stored = () => {
      for (let minute = 5; minute <= 39; minute++) {
        telemetry.data(
          'RF01',
          START_MS + minute * MINUTE_MS,
          { 'doff/count': 100 + minute },
          { historical: true, receivedMs: START_MS + 51 * MINUTE_MS },
        )
      }
    }
    stored()
    expect(count('frameDoffs')).toBeCloseTo(49)
    expect(spindleHours()).toBeCloseTo((1200 * 49) / 60)
    stored()
    expect(count('frameDoffs')).toBeCloseTo(49)
    // An hour after the start, only what is younger than an hour is left: the stored minutes stand where they belong.
    for (let minute = 51; minute <= 90; minute++) {
      telemetry.data('RF01', START_MS + minute * MINUTE_MS, { 'doff/count': 100 + minute })
    }
    expect(count('frameDoffs')).toBeCloseTo(58)
    expect(kpi.now('jimo')?.figures.kgPerHour.windowMinutes).toBeCloseTo(58)
  })

  it('keeps stored data out of the present', () => {
    const { telemetry, kpi } = anOutage()
    telemetry.data('RF01', START_MS + 20 * MINUTE_MS, { 'spindles/endsDown': 900 }, { historical: true })
    expect(kpi.now('jimo')?.figures.endsDownPercent.value).toBeNull()
    expect(kpi.now('jimo')?.atMs).toBe(START_MS + 50 * MINUTE_MS)
  })

  it('bridges the silence of a machine as long as its gateway talks', () => {
    const { telemetry, kpi, frame } = aKpi()
    telemetry.birth('CD01', 'card', START_MS, { 'cans/count': 10 })
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    for (let s = 1; s <= 1800; s++) telemetry.data('RF01', START_MS + s * SECOND_MS, {})
    expect(kpi.measured('jimo')?.events.cardCans).toEqual({ count: 0, hours: 0.5 })
    telemetry.data('CD01', START_MS + 1800 * SECOND_MS, { 'cans/count': 13 })
    expect(kpi.measured('jimo')?.events.cardCans).toEqual({ count: expect.closeTo(3), hours: 0.5 })
  })

  it('does not bridge the silence of a gateway of which nobody reported the death', () => {
    const { telemetry, frame, count, spindleHours } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    telemetry.data('RF01', START_MS + 5 * MINUTE_MS, { 'doff/count': 150 })
    expect(count('frameDoffs')).toBeUndefined()
    expect(spindleHours()).toBeUndefined()
    telemetry.data('RF01', START_MS + 5 * MINUTE_MS + SECOND_MS, { 'doff/count': 151 })
    expect(count('frameDoffs')).toBe(1)
  })

  it('sees all of a burst that was late but complete', () => {
    const { telemetry, frame, count } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    for (let s = 1; s <= 300; s++) {
      telemetry.data('RF01', START_MS + s * SECOND_MS, { 'doff/count': 100 + s }, { receivedMs: START_MS + 900_000 })
    }
    expect(count('frameDoffs')).toBeCloseTo(300)
  })

  it('takes stored data of a stall that ended without a birth, and never twice', () => {
    const { telemetry, frame, count, spindleHours } = aKpi()
    const receivedMs = START_MS + 5 * MINUTE_MS
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    const stored = () => {
      for (let s = 1; s <= 300; s++) {
        const at = START_MS + s * SECOND_MS
        telemetry.data('RF01', at, { 'doff/count': 100 + s }, { receivedMs, historical: true })
      }
    }
    stored()
    stored()
    telemetry.data('RF01', START_MS + 301 * SECOND_MS, { 'doff/count': 401 }, { receivedMs })
    expect(count('frameDoffs')).toBeCloseTo(301)
    expect(spindleHours()).toBeCloseTo((1200 * 301) / 3600)
  })

  it('loses what was said while our own connection was away', () => {
    const { bus, telemetry, frame, count } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    telemetry.data('RF01', START_MS + SECOND_MS, { 'doff/count': 101 })
    bus.emit('broker', { connected: false, atMs: START_MS + 2 * SECOND_MS })
    telemetry.data('RF01', START_MS + 30 * SECOND_MS, { 'doff/count': 130 })
    expect(count('frameDoffs')).toBe(1)
  })

  it('sees a mill at 3,600 times the speed of the clock as well as one at its own', () => {
    const { telemetry, frame, count, spindleHours } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    const tenMinutes = 10 * MINUTE_MS
    for (let step = 1; step <= 12; step++) {
      telemetry.data(
        'RF01',
        START_MS + step * tenMinutes - 1,
        { 'doff/count': 100 + 10 * step },
        { receivedMs: START_MS + step * 166 },
      )
    }
    expect(spindleHours()).toBeCloseTo(1200, 0)
    expect(count('frameDoffs')).toBeCloseTo(60, 0)
  })
})

describe('runs', () => {
  it('forgets the old run at the first birth of a new one, and does not take its late messages', () => {
    const { bus, kpi, telemetry, frame, count } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, frame)
    telemetry.data('RF01', START_MS + SECOND_MS, { 'doff/count': 110 })
    const next = new Telemetry(bus, 'jimo', 'run-2')
    next.gatewayOnline('G01', START_MS - 3_600_000, START_MS + 2 * SECOND_MS)
    next.birth('RF01', 'ring-frame', START_MS - 3_600_000, frame, 'G01', { receivedMs: START_MS + 2 * SECOND_MS })
    telemetry.data('RF01', START_MS + 3 * SECOND_MS, { 'doff/count': 120 })
    telemetry.birth('RF02', 'ring-frame', START_MS + 3 * SECOND_MS, frame, 'G02')
    expect(kpi.now('jimo')).toMatchObject({ run: 'run-2', atMs: START_MS - 3_600_000 })
    expect(count('frameDoffs')).toBeUndefined()
    expect(kpi.measured('jimo')?.spindles).toBe(1200)
  })
})

describe('clocks', () => {
  it('one gateway with a wrong clock does not move the mill', () => {
    const { kpi, telemetry, frame } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, frame, 'G01')
    telemetry.birth('RF02', 'ring-frame', START_MS, frame, 'G02')
    telemetry.birth('RF03', 'ring-frame', START_MS + 400 * 86_400_000, frame, 'G03', { receivedMs: START_MS })
    expect(kpi.now('jimo')?.atMs).toBe(START_MS)
  })

  it('a machine whose clock is put right counts again at once', () => {
    const { telemetry, frame, count } = aKpi()
    const wrong = START_MS + 400 * 86_400_000
    telemetry.birth('RF01', 'ring-frame', wrong, frame, 'G01', { receivedMs: START_MS })
    telemetry.data('RF01', wrong + SECOND_MS, { 'doff/count': 101 }, { receivedMs: START_MS + SECOND_MS })
    telemetry.data('RF01', START_MS + 2 * SECOND_MS, { 'doff/count': 102 })
    telemetry.data('RF01', START_MS + 3 * SECOND_MS, { 'doff/count': 105 })
    expect(count('frameDoffs')).toBe(3)
  })
})
