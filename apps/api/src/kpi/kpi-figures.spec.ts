import { kpiNow, type StaffingNow } from '@wanding/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import { Bus } from '../bus'
import { KpiService } from './kpi.service'
import { frameAfter, HEALTHY_FRAME, MINUTE_MS, START_MS, Telemetry } from './telemetry.builder'

const services: KpiService[] = []
const HOUR_MINUTES = 59

function aMill(frames = 4, minutes = HOUR_MINUTES, rate: (frame: number) => number = () => 1) {
  const bus = new Bus((error) => {
    throw error
  })
  const clock = { now: START_MS, nowMs: () => clock.now }
  const kpi = new KpiService(bus, clock)
  kpi.onModuleInit()
  services.push(kpi)
  const telemetry = new Telemetry(bus)
  telemetry.birth('MILL', 'mill', START_MS, {
    'mill/nameEn': 'Jimo mill',
    'mill/nameZh': '即墨纱厂',
    'mill/simulated': true,
    'mill/spindles': 1200 * frames,
    'mill/count': 40,
    'mill/fullProduction': 17.32,
    'mill/clockSpeed': 1,
  })
  const id = (frame: number) => `RF${String(frame).padStart(2, '0')}`
  for (let f = 1; f <= frames; f++) {
    telemetry.birth(id(f), 'ring-frame', START_MS, { ...HEALTHY_FRAME, ...frameAfter(0), 'doff/count': 7 }, `G0${f}`)
  }
  const run = (from: number, to: number, only = (_: number) => true) => {
    for (let minute = from; minute <= to; minute++) {
      for (let f = 1; f <= frames; f++) {
        if (only(f)) telemetry.data(id(f), START_MS + minute * MINUTE_MS, frameAfter(minute / 60, rate(f)))
      }
      telemetry.data('MILL', START_MS + minute * MINUTE_MS, {})
    }
    clock.now = START_MS + to * MINUTE_MS
  }
  run(1, minutes)
  return { bus, kpi, telemetry, clock, run, now: () => kpi.now('jimo')! }
}

afterEach(() => {
  for (const service of services.splice(0)) service.onApplicationShutdown()
})

describe('figures', () => {
  it('are those of the reference mill when its counters say so', () => {
    const { figures, extra } = aMill().now()
    expect(figures.breaksPer1000SpindleHours.value).toBeCloseTo(6)
    expect(figures.efficiencyPercent.value).toBeCloseTo((100 * 16.6) / 17.32)
    expect(figures.kgPerHour.value).toBeCloseTo(4 * 1200 * 0.0166)
    expect(figures.kwhPerKg.value).toBeCloseTo(2.38)
    expect(figures.endsDownPercent.value).toBeCloseTo(100 / 1200)
    expect(extra.gramsPerSpindleHour.value).toBeCloseTo(16.6)
    expect(figures.kgPerHour.windowMinutes).toBeCloseTo(HOUR_MINUTES)
    expect(figures.endsDownPercent.windowMinutes).toBe(0)
  })

  it('say what they were computed from', () => {
    const { breaksPer1000SpindleHours: breaks } = aMill().now().figures
    const spindleHours = (4 * 1200 * HOUR_MINUTES) / 60
    expect(breaks.denominator).toBeCloseTo(spindleHours)
    expect(breaks.numerator).toBeCloseTo(spindleHours * 0.006)
    expect(breaks.source).toBe('measured')
  })

  it('are sums over sums: a frame that ran little weighs little', () => {
    const { telemetry, now } = aMill(1, 30)
    telemetry.birth('RF02', 'ring-frame', START_MS, { ...HEALTHY_FRAME, 'spindles/runHours': 0, 'breaks/running': 0 })
    telemetry.data('RF02', START_MS + 1000, { 'spindles/runHours': 6, 'breaks/running': 6 })
    const { breaksPer1000SpindleHours: breaks } = now().figures
    expect(breaks.value).toBeCloseTo((1000 * (3.6 + 6)) / (600 + 6))
  })

  it('cannot be said before a minute was seen, and doffs not before ten', () => {
    expect(aMill(2, 0).now().figures.kgPerHour).toMatchObject({ value: null, numerator: null, denominator: null })
    const young = aMill(2, 5).now()
    expect(young.figures.kgPerHour.value).not.toBeNull()
    expect(young.extra.doffsPerFrameDay.value).toBeNull()
    expect(aMill(2, 11).now().extra.doffsPerFrameDay.value).toBe(0)
  })

  it('do not fall when a gateway goes dark: its frames are not there, not at zero', () => {
    const { telemetry, run, now } = aMill(4, 20)
    const before = now().figures
    telemetry.gatewayOffline('G04', START_MS + 20 * MINUTE_MS)
    run(21, 50, (frame) => frame !== 4)
    const after = now()
    expect(after.figures.kgPerHour.value).toBeCloseTo(before.kgPerHour.value!)
    expect(after.figures.efficiencyPercent.value).toBeCloseTo(before.efficiencyPercent.value!)
    expect(after.figures.kgPerHour.windowMinutes).toBeCloseTo((3 * 50 + 20) / 4)
    expect(after.gateways).toEqual({ total: 4, online: 3, stale: 0 })
    expect(after.processes.find(({ kind }) => kind === 'ring-frame')).toMatchObject({
      machines: 4,
      online: 3,
      executing: 3,
      kgPerHour: expect.closeTo(3 * 19.9),
    })
  })

  it('do not take the leap of a counter for yarn, only the minute in which it leapt is lost', () => {
    const { telemetry, now } = aMill(1, 20)
    const before = now().figures
    for (let minute = 21; minute <= 40; minute++) {
      const values = frameAfter(minute / 60)
      const total = Number(values['production/total'])
      telemetry.data('RF01', START_MS + minute * MINUTE_MS, { ...values, 'production/total': total + 200 })
    }
    const after = now().figures
    const seen = 39 / 40
    expect(after.kgPerHour.value! / before.kgPerHour.value!).toBeCloseTo(seen, 3)
    expect(after.efficiencyPercent.value!).toBeLessThanOrEqual(before.efficiencyPercent.value!)
  })

  it('take the energy of the whole mill: machines, or feeders where they measure more', () => {
    const { telemetry, now } = aMill(1, 0)
    telemetry.birth('AC01', 'air-conditioning', START_MS, { 'energy/total': 0 }, 'G01')
    telemetry.birth('EL01', 'electricity', START_MS, { 'energy/total': 0 }, 'G01')
    const end = START_MS + 30 * MINUTE_MS
    for (let minute = 1; minute <= 30; minute++) {
      telemetry.data('RF01', START_MS + minute * MINUTE_MS, frameAfter(minute / 60))
      telemetry.data('AC01', START_MS + minute * MINUTE_MS, { 'energy/total': minute / 10 })
    }
    const kg = 1200 * 0.0166 * 0.5
    telemetry.data('EL01', end, { 'energy/total': 5 })
    expect(now().figures.kwhPerKg.value).toBeCloseTo(2.38 + 3 / kg)
    telemetry.data('EL01', end + 1, { 'energy/total': 50 })
    expect(now().figures.kwhPerKg.value).toBeCloseTo(50 / kg, 3)
  })

  it('take persons per 10,000 spindles from what staffing last said', () => {
    const { bus, now } = aMill()
    expect(now().figures.personsPer10k.value).toBeNull()
    bus.emit('staffing', {
      mill: 'jimo',
      per10k: { required: 9.8, rostered: 11 },
      roll: { required: 98.8, rostered: 110.9 },
      index: 0.891,
      source: 'mixed',
      basis: { spindles: 100_800, windowMinutes: 42 },
    } as StaffingNow)
    expect(now().figures.personsPer10k).toEqual({
      value: 9.8,
      numerator: 98.8,
      denominator: 10.08,
      windowMinutes: 42,
      source: 'mixed',
    })
    expect(now().figures.workloadIndex).toMatchObject({ value: 0.891, denominator: 110.9 })
  })
})

describe('the present', () => {
  it('has the shape of the contract', () => {
    const { telemetry, now } = aMill()
    telemetry.birth('CREW', 'crew', START_MS, {
      'crew/name': 'B',
      'crew/shift': 2,
      'crew/shiftStart': START_MS,
      'crew/onShift': 21,
      'crew/dayStaff': 18,
      'crew/openTasks': 3,
      'crew/tentersBusy': 9,
    })
    expect(now().crew).toBeNull()
    telemetry.data('CREW', START_MS, { 'crew/robotsBusy': 2 })
    expect(now().crew).toMatchObject({ name: 'B', onShift: 21, robotsBusy: 2 })
    expect(kpiNow.parse(now())).toEqual(now())
    expect(now()).toMatchObject({ name: { en: 'Jimo mill', zh: '即墨纱厂' }, simulated: true, countNe: 40 })
    expect(
      now()
        .processes.map(({ kind }) => kind)
        .slice(0, 2),
    ).toEqual(['blowroom', 'card'])
    telemetry.machineOffline('CREW', START_MS)
    expect(now().crew).toBeNull()
  })

  it('goes on ageing and is said when nothing arrives', () => {
    const { bus, kpi, clock } = aMill()
    const said: number[] = []
    bus.on('kpi', ({ gateways, receivedMs }) => said.push(gateways.stale, clock.now - receivedMs))
    kpi.announce()
    clock.now += 16_000
    kpi.announce()
    expect(said).toEqual([0, 0, 4, 16_000])
  })

  it('is not there for a mill that nobody heard of, or that has only a gateway', () => {
    const { bus, kpi } = aMill()
    new Telemetry(bus, 'empty').gatewayOnline('G01', START_MS)
    expect(kpi.now('other')).toBeUndefined()
    expect(kpi.now('empty')).toBeUndefined()
    expect(kpi.mills()).toEqual(['jimo'])
  })
})

describe('break rate of one frame', () => {
  it('is said once five minutes of its running were seen', () => {
    expect(aMill(2, 4).kpi.breaksPer1000SpindleHours('jimo', 'RF02')).toBeNull()
    const { kpi } = aMill(2, 30, (frame) => frame)
    expect(kpi.breaksPer1000SpindleHours('jimo', 'RF01')).toBeCloseTo(6)
    expect(kpi.breaksPer1000SpindleHours('jimo', 'RF02')).toBeCloseTo(12)
    expect(kpi.breaksPer1000SpindleHours('jimo', 'RF99')).toBeNull()
    expect(kpi.breaksPer1000SpindleHours('other', 'RF01')).toBeNull()
  })
})
