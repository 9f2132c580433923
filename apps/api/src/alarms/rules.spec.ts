import type { AlarmId } from '@wanding/contracts'
import type { MachineKind } from '@wanding/mill'
import { afterEach, describe, expect, it } from 'vitest'
import { Bus, type ScalarValue } from '../bus'
import { KpiService } from '../kpi/kpi.service'
import { frameAfter, HEALTHY_FRAME, START_MS, Telemetry } from '../kpi/telemetry.builder'
import { AlarmsService } from './alarms.service'
import { MemoryJournal } from './memory-journal.builder'

const services: KpiService[] = []
afterEach(() => {
  for (const service of services.splice(0)) service.onApplicationShutdown()
})

/** A mill whose machines say what a case tells; everything else is well. */
function aMill() {
  const bus = new Bus((error) => {
    throw error
  })
  const clock = { now: START_MS, nowMs: () => clock.now }
  const kpi = new KpiService(bus, clock)
  kpi.onModuleInit()
  services.push(kpi)
  const journal = new MemoryJournal()
  const alarms = new AlarmsService(bus, clock, kpi, journal)
  const telemetry = new Telemetry(bus)
  telemetry.birth('MILL', 'mill', START_MS, { 'mill/clockSpeed': 1 })
  telemetry.birth('RF01', 'ring-frame', START_MS, { ...HEALTHY_FRAME, 'spindle/speed': 18_500, ...frameAfter(0) })
  const pass = (minutes: number, each: () => void = () => {}) => {
    for (let s = 0; s < minutes * 60; s += 10) {
      clock.now += 10_000
      telemetry.gatewayOnline('G01', clock.now)
      each()
      alarms.tick()
    }
  }
  const states = () => Object.fromEntries(alarms.now('jimo')!.alarms.map(({ key, state }) => [key, state]))
  return { bus, clock, alarms, journal, telemetry, pass, states, say: telemetry.data.bind(telemetry) }
}

type Case = [alarm: AlarmId, kind: MachineKind, signal: string, well: ScalarValue, ill: ScalarValue, band: ScalarValue]

/** A value that is well, one beyond the limit, and one inside it by less than the deadband. */
const CASES: readonly Case[] = [
  ['store-full', 'store', 'store/occupancy', 94, 96, 94],
  ['bales-low', 'blowroom', 'plucker/balesLeft', 3, 1, 2],
  ['red-lights', 'winder', 'winding/redLights', 25, 30, 20],
  ['cuts', 'winder', 'winding/cutsPer100Km', 80, 81, 75],
  ['splices', 'winder', 'winding/spliceFailures', 8, 9, 7],
  ['count-deviation', 'finisher-draw', 'sliver/countDeviation', -1, -1.2, 0.9],
  ['spectrogram', 'finisher-draw', 'sliver/waveAmplitude', 1.5, 2, 1.4],
  ['air-filter', 'air-conditioning', 'filter/pressure', 350, 360, 330],
  ['air-pressure', 'compressed-air', 'air/pressure', 5.8, 5.6, 5.8],
  ['air-capacity', 'compressed-air', 'compressor/load', 98, 99, 96],
  ['voltage', 'electricity', 'feeder/voltage', 427, 430, 426],
  ['suction-low', 'ring-frame', 'suction/drafting', 500, 490, 540],
  ['slip', 'ring-frame', 'spindles/slip', 4, 6, 4],
  ['start-up-breaks', 'ring-frame', 'breaks/startUpLastDoff', 24, 30, 20],
]

describe.each(CASES)('%s at a %s', (alarm, kind, signal, well, ill, band) => {
  const machine = kind === 'ring-frame' ? 'RF01' : 'M01'
  const key = `${alarm}/${machine}`
  function begun() {
    const mill = aMill()
    if (machine === 'M01')
      mill.telemetry.birth(machine, kind, START_MS, { 'machine/reason': 'producing', [signal]: well })
    else mill.say(machine, START_MS, { [signal]: well })
    return mill
  }

  it(`does not come at ${well}, nor before its delay at ${ill}, and then once`, () => {
    const { pass, states, say, clock, journal } = begun()
    pass(30)
    expect(states()[key]).toBeUndefined()
    say(machine, clock.now, { [signal]: ill })
    pass(30)
    expect(states()[key]).toBe('unacknowledged')
    expect(journal.transitions.filter((each) => each.key === key)).toHaveLength(1)
  })

  it(`stays at ${band} and goes when it is well`, () => {
    const { pass, states, say, clock } = begun()
    say(machine, clock.now, { [signal]: ill })
    pass(30)
    say(machine, clock.now, { [signal]: band })
    pass(30)
    expect(states()[key]).toBe('unacknowledged')
    const far = alarm.endsWith('low') || alarm === 'air-pressure' ? Number(well) + 200 : 0
    say(machine, clock.now, { [signal]: alarm === 'voltage' ? 400 : far })
    pass(15)
    expect(states()[key] ?? 'returned').toBe('returned')
  })
})

describe('machines that stand', () => {
  it.each<[AlarmId, MachineKind, string, number]>([
    ['machine-stopped', 'comber', 'stopped', 15],
    ['machine-stopped', 'packing', 'fault', 15],
    ['winder-stopped', 'winder', 'transport-jam', 10],
    ['vehicle-stopped', 'agv', 'fault', 5],
    ['material-short', 'card', 'no-material', 30],
  ])('%s: a %s that says %s for more than %i minutes', (alarm, kind, reason, minutes) => {
    const { telemetry, pass, states, say, clock } = aMill()
    telemetry.birth('M01', kind, START_MS, { 'machine/reason': reason })
    pass(minutes)
    expect(states()).toEqual({})
    pass(1)
    expect(states()).toEqual({ [`${alarm}/M01`]: 'unacknowledged' })
    say('M01', clock.now, { 'machine/reason': 'producing' })
    pass(1)
    expect(states()).toEqual({})
  })

  it('many that wait for material are one alarm, at the first that waited', () => {
    const { telemetry, pass, states, clock } = aMill()
    for (const id of ['CD01', 'CD02', 'CD03']) {
      telemetry.birth(id, 'card', clock.now, { 'machine/reason': 'no-material' })
      pass(1)
    }
    pass(40)
    expect(states()).toEqual({
      'material-short/CD01': 'unacknowledged',
      'material-short/CD02': 'suppressed',
      'material-short/CD03': 'suppressed',
    })
  })

  it('sparks latch until somebody has looked and reset', () => {
    const { telemetry, pass, states, say, clock, alarms } = aMill()
    telemetry.birth('BR01', 'blowroom', START_MS, { 'machine/reason': 'producing', 'sparks/count': 7 })
    pass(1)
    say('BR01', clock.now, { 'sparks/count': 9 })
    pass(2)
    expect(states()).toEqual({ 'spark-trip/BR01': 'latched-unacknowledged' })
    const act = { key: 'spark-trip/BR01', by: 'Zhao', note: 'ducts are clean' } as const
    expect(alarms.act('jimo', { ...act, action: 'reset' }).state).toBe('normal')
    expect(states()).toEqual({})
  })

  it('a travelling cleaner that stands while the frame spins', () => {
    const { pass, states, say, clock } = aMill()
    say('RF01', clock.now, { 'cleaner/position': 12 })
    pass(29)
    expect(states()).toEqual({})
    pass(3)
    expect(states()).toEqual({ 'cleaner-stuck/RF01': 'unacknowledged' })
  })
})

describe('first-out', () => {
  it('what waits for air follows from the main', () => {
    const { telemetry, pass, states, say, clock } = aMill()
    telemetry.birth('CA01', 'compressed-air', START_MS, { 'air/pressure': 5 })
    telemetry.birth('WD01', 'winder', START_MS, { 'machine/reason': 'producing', 'winding/redLights': 80 })
    pass(10)
    expect(states()).toEqual({ 'air-pressure/CA01': 'unacknowledged', 'red-lights/WD01': 'suppressed' })
    say('CA01', clock.now, { 'air/pressure': 6.8 })
    pass(1)
    expect(states()).toEqual({ 'air-pressure/CA01': 'returned', 'red-lights/WD01': 'unacknowledged' })
  })

  it('a gateway that goes dark hides what stood at its frames, and gives it back', () => {
    const { telemetry, states, say, clock, alarms } = aMill()
    const tick = (seconds: number) => {
      clock.now += seconds * 1000
      alarms.tick()
    }
    say('RF01', clock.now, { 'machine/reason': 'fault' })
    tick(1)
    telemetry.gatewayOffline('G01', clock.now)
    tick(1)
    expect(states()).toEqual({ 'frame-stopped/RF01': 'suppressed', 'gateway-offline/G01': 'unacknowledged' })
    telemetry.gatewayOnline('G01', clock.now)
    telemetry.birth('RF01', 'ring-frame', clock.now, { ...HEALTHY_FRAME, 'machine/reason': 'fault' })
    tick(1)
    expect(states()['frame-stopped/RF01']).toBe('unacknowledged')
  })

  it('says when a gateway cannot keep data, while it is there to say so', () => {
    const { alarms, states, telemetry, clock } = aMill()
    const tick = (seconds: number) => {
      clock.now += 1000 * seconds
      alarms.tick()
    }
    telemetry.gatewayAlive('G01', clock.now, true)
    tick(1)
    expect(states()).toEqual({ 'journal-blocked/G01': 'unacknowledged' })
    // What it says next has nothing of its journal: it is as it was.
    telemetry.gatewayAlive('G01', clock.now)
    tick(1)
    expect(states()).toEqual({ 'journal-blocked/G01': 'unacknowledged' })
    telemetry.gatewayOffline('G01', clock.now)
    tick(1)
    expect(states()).toMatchObject({ 'journal-blocked/G01': 'suppressed' })
    telemetry.gatewayOnline('G01', clock.now)
    tick(1)
    expect(states()['journal-blocked/G01']).toBe('unacknowledged')
    for (let second = 0; second < 15; second++) {
      telemetry.gatewayAlive('G01', clock.now, false)
      tick(1)
    }
    expect(states()).toMatchObject({ 'journal-blocked/G01': 'returned' })
  })

  it('ends that a sag broke are no alarm of their own while they are pieced, for three hours at most', () => {
    const { pass, states, say, clock } = aMill()
    say('RF01', clock.now, { 'machine/reason': 'voltage-sag' })
    pass(2)
    say('RF01', clock.now, { 'machine/reason': 'producing', 'spindles/endsDown': 300 })
    pass(5)
    expect(states()).toEqual({ 'voltage-sag/RF01': 'returned', 'ends-down/RF01': 'suppressed' })
    say('RF01', clock.now, { 'spindles/endsDown': 1 })
    pass(20)
    expect(states()).toEqual({ 'voltage-sag/RF01': 'returned' })
    say('RF01', clock.now, { 'spindles/endsDown': 300 })
    pass(2)
    expect(states()['ends-down/RF01']).toBe('suppressed')
    pass(3 * 60)
    expect(states()['ends-down/RF01']).toBe('unacknowledged')
  })

  it('a frame in planned maintenance is nobody’s alarm of ends down', () => {
    const { pass, states, say, clock } = aMill()
    say('RF01', clock.now, { 'spindles/endsDown': 30 })
    pass(2)
    expect(states()).toEqual({ 'ends-down/RF01': 'unacknowledged' })
    say('RF01', clock.now, { 'machine/reason': 'maintenance' })
    pass(1)
    expect(states()).toEqual({})
  })
})
