import { afterEach, describe, expect, it } from 'vitest'
import { Bus, type Counted } from '../../bus'
import { KpiService } from '../kpi.service'
import { HOUR_MS, MINUTE_MS, START_MS, Telemetry } from '../telemetry.builder'
import { SLOT_MS } from './slot-sums'

const services: KpiService[] = []

function aKpi() {
  const bus = new Bus((error) => {
    throw error
  })
  const kpi = new KpiService(bus, { nowMs: () => START_MS })
  kpi.onModuleInit()
  services.push(kpi)
  const said: Counted[] = []
  bus.on('counted', (counted) => said.push(counted))
  const telemetry = new Telemetry(bus)
  telemetry.birth('MILL', 'mill', START_MS, { 'mill/fullProduction': 20 })
  const total = (name: string, fromMs = 0, toMs = Number.POSITIVE_INFINITY) =>
    said
      .flatMap(({ sums }) => sums)
      .filter((sum) => sum.name === name && sum.slotMs >= fromMs && sum.slotMs < toMs)
      .reduce((sum, { amount }) => sum + amount, 0)
  return { kpi, telemetry, said, total }
}

afterEach(() => {
  for (const service of services.splice(0)) service.onApplicationShutdown()
})

const FRAME = {
  'machine/state': 'Executing',
  'machine/reason': 'producing',
  'frame/spindles': 1000,
  'frame/zone': 'Z1',
  'spin/count': 40,
  'production/total': 100,
  'spindles/runHours': 0,
}

describe('sums for reports', () => {
  it('are what the counters gained and how long the frame was seen, by slot and group', () => {
    const { kpi, telemetry, total } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, FRAME)
    for (let minute = 1; minute <= 60; minute++) {
      const atMs = START_MS + minute * MINUTE_MS
      telemetry.data('RF01', atMs, { 'production/total': 100 + minute * 0.3, 'spindles/runHours': minute * 16 })
      kpi.announce()
    }
    kpi.beforeApplicationShutdown()
    expect(total('RF01/kg')).toBeCloseTo(18, 9)
    expect(total('RF01/hours')).toBeCloseTo(1, 9)
    expect(total('RF01/spindleHours')).toBeCloseTo(1000, 6)
    expect(total('RF01/fullKg')).toBeCloseTo(20, 9)
    expect(total('RF01/plannedRunHours')).toBeCloseTo(900, 6)
    expect(total('count:40/kg')).toBeCloseTo(18, 9)
    expect(total('zone:Z1/runHours')).toBeCloseTo(960, 6)
    expect(total('RF01/kg', START_MS, START_MS + 3 * SLOT_MS)).toBeCloseTo(4.5, 9)
  })

  it('never give two parts of a sum the same time', () => {
    const { kpi, telemetry, said } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, FRAME)
    for (let second = 10; second <= 3600; second += 10) {
      telemetry.data('RF01', START_MS + second * 1000, { 'production/total': 100 + second })
      kpi.announce()
      if (second % 130 === 0) kpi.beforeApplicationShutdown()
    }
    const keys = said.flatMap(({ sums }) => sums.map(({ name, atMs }) => `${name} ${atMs}`))
    expect(new Set(keys).size).toBe(keys.length)
    for (const { atMs, slotMs } of said.flatMap(({ sums }) => sums)) {
      expect(atMs - slotMs).toBeGreaterThanOrEqual(0)
      expect(atMs - slotMs).toBeLessThan(SLOT_MS)
    }
  })

  it('book late data into the time that it is of, with what the frame was doing then', () => {
    const { kpi, telemetry, total } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, FRAME)
    telemetry.data('RF01', START_MS + 1000, { 'production/total': 101 })
    telemetry.gatewayOffline('G01', START_MS + 1000)
    telemetry.gatewayOnline('G01', START_MS + 2 * HOUR_MS)
    telemetry.birth('RF01', 'ring-frame', START_MS + 2 * HOUR_MS, { ...FRAME, 'production/total': 140 })
    kpi.announce()
    const late = { historical: true }
    telemetry.data(
      'RF01',
      START_MS + HOUR_MS,
      { 'production/total': 119, 'machine/state': 'NotExecuting', 'machine/reason': 'doffing' },
      late,
    )
    telemetry.data('RF01', START_MS + 1.5 * HOUR_MS, { 'production/total': 119.5 }, late)
    kpi.beforeApplicationShutdown()
    expect(total('RF01/kg', START_MS, START_MS + HOUR_MS)).toBeCloseTo(19, 1)
    expect(total('RF01/kg')).toBeCloseTo(19.5, 9)
    expect(total('RF01/stop:doffing')).toBeCloseTo(0.5, 9)
    expect(total('RF01/stops:doffing')).toBe(1)
    expect(total('RF01/hours')).toBeCloseTo(1.5, 9)
  })

  it('count a stop once, where it begins, and its time wherever it is', () => {
    const { kpi, telemetry, total } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, FRAME)
    telemetry.data('RF01', START_MS + 9000, { 'machine/state': 'NotExecuting', 'machine/reason': 'fault' })
    for (let minute = 1; minute <= 10; minute++)
      telemetry.data('RF01', START_MS + minute * MINUTE_MS, { 'energy/power': 1 })
    telemetry.data('RF01', START_MS + 10 * MINUTE_MS, { 'machine/state': 'Executing', 'machine/reason': 'producing' })
    kpi.beforeApplicationShutdown()
    expect(total('RF01/stops:fault')).toBe(1)
    expect(total('RF01/stop:fault')).toBeCloseTo((600 - 9) / 3600, 9)
  })
})
