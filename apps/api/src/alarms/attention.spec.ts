import { alarmDefinition } from '@wanding/contracts'
import { expectedReaching } from '@wanding/mill'
import { afterEach, describe, expect, it } from 'vitest'
import { Bus } from '../bus'
import { KpiService } from '../kpi/kpi.service'
import { frameAfter, HEALTHY_FRAME, MINUTE_MS, START_MS, Telemetry } from '../kpi/telemetry.builder'
import { AlarmsService } from './alarms.service'
import { MemoryJournal } from './memory-journal.builder'

const SECOND_MS = 1000
const services: KpiService[] = []

/** Frames RF01.. behind gateways G01.. two by two, told second by second; `says` changes what one of them says. */
function aMill(frames = 4, rate: (frame: number) => number = () => 1) {
  const bus = new Bus((error) => {
    throw error
  })
  const clock = { now: START_MS, nowMs: () => clock.now }
  const kpi = new KpiService(bus, clock)
  kpi.onModuleInit()
  services.push(kpi)
  const alarms = new AlarmsService(bus, clock, kpi, new MemoryJournal())
  const telemetry = new Telemetry(bus)
  const id = (frame: number) => `RF${String(frame).padStart(2, '0')}`
  const silent = new Set<string>()
  for (let f = 1; f <= frames; f++) {
    const gateway = `G0${Math.ceil(f / 2)}`
    telemetry.birth(id(f), 'ring-frame', START_MS, { ...HEALTHY_FRAME, ...frameAfter(0) }, gateway)
  }
  let hours = 0
  const pass = (seconds: number, stepS = 1) => {
    for (let s = 0; s < seconds; s += stepS) {
      clock.now += stepS * SECOND_MS
      hours += stepS / 3600
      for (let f = 1; f <= frames; f++) {
        if (!silent.has(id(f))) telemetry.data(id(f), clock.now, frameAfter(hours, rate(f)))
      }
      alarms.tick()
    }
  }
  /** As the figures of the mill show it, once it was judged. */
  const list = () => {
    alarms.tick()
    return kpi.now('jimo')!.attention
  }
  const keys = () => list().map(({ priority, key }) => `${priority} ${key}`)
  return { bus, kpi, alarms, telemetry, clock, silent, pass, keys, list }
}

afterEach(() => {
  for (const service of services.splice(0)) service.onApplicationShutdown()
})

describe('needs attention', () => {
  it('is empty on a healthy mill', () => {
    const { pass, keys } = aMill()
    pass(600)
    expect(keys()).toEqual([])
  })

  it('a voltage sag is one item with the number of its frames, until all of them run', () => {
    const { telemetry, clock, pass, keys, list } = aMill()
    pass(60)
    const sagMs = clock.now
    for (const frame of ['RF03', 'RF02']) telemetry.data(frame, sagMs, { 'machine/reason': 'voltage-sag' })
    pass(30)
    expect(list()).toMatchObject([{ key: 'voltage-sag/RF02', priority: 1, machine: 'RF02', sinceMs: sagMs, value: 2 }])
    telemetry.data('RF02', clock.now, { 'machine/reason': 'producing' })
    pass(15)
    expect(list()).toMatchObject([{ key: 'voltage-sag/RF02', sinceMs: sagMs, value: 1 }])
    telemetry.data('RF03', clock.now, { 'machine/reason': 'producing' })
    pass(120)
    expect(keys()).toEqual([])
  })

  it('a gateway that died is one item with the machines it took along, until it is back', () => {
    const { telemetry, clock, silent, pass, keys, list } = aMill()
    pass(60)
    telemetry.gatewayOffline('G02', clock.now)
    silent.add('RF03').add('RF04')
    const diedMs = clock.now
    pass(60)
    expect(list()).toEqual([
      {
        key: 'gateway-offline/G02',
        kind: 'gateway-offline',
        priority: 1,
        machine: 'G02',
        position: null,
        sinceMs: diedMs,
        value: 2,
        limit: null,
      },
    ])
    silent.clear()
    telemetry.gatewayOnline('G02', clock.now)
    for (const frame of ['RF03', 'RF04']) {
      telemetry.birth(frame, 'ring-frame', clock.now, { ...HEALTHY_FRAME, ...frameAfter(1) }, 'G02')
    }
    pass(5)
    expect(keys()).toEqual(['1 gateway-offline/G02'])
    pass(10)
    expect(keys()).toEqual([])
  })

  it('a gateway that only fell silent counts as offline, but not while the mill is frozen', () => {
    const { telemetry, clock, keys } = aMill(2)
    telemetry.birth('MILL', 'mill', START_MS, { 'mill/clockSpeed': 0 })
    clock.now += 16 * SECOND_MS
    expect(keys()).toEqual([])
    telemetry.birth('MILL', 'mill', START_MS, { 'mill/clockSpeed': 1 }, 'G01', { receivedMs: START_MS })
    expect(keys()).toEqual(['1 gateway-offline/G01'])
  })

  it('a frame alone that went offline is an item of its own', () => {
    const { telemetry, clock, silent, pass, list } = aMill()
    pass(10)
    telemetry.machineOffline('RF02', clock.now)
    silent.add('RF02')
    pass(30)
    expect(list()).toMatchObject([{ key: 'frame-offline/RF02', priority: 2, sinceMs: START_MS + 10 * SECOND_MS }])
  })

  it.each(['fault', 'stopped'])('a frame with the reason %s stands unplanned, with since when', (reason) => {
    const { telemetry, clock, pass, list } = aMill()
    pass(10)
    telemetry.data('RF02', clock.now, { 'machine/reason': reason })
    pass(90)
    expect(list()).toMatchObject([
      { key: 'frame-stopped/RF02', priority: 3, sinceMs: START_MS + 10 * SECOND_MS, value: 90 },
    ])
    telemetry.data('RF02', clock.now, { 'machine/reason': 'producing' })
    pass(15)
    expect(list()).toEqual([])
  })

  it.each(['maintenance', 'traveller-change', 'no-material', 'idle'])(
    'a frame with the reason %s is nobody’s alarm',
    (reason) => {
      const { telemetry, clock, pass, list } = aMill()
      telemetry.data('RF02', clock.now, { 'machine/reason': reason })
      pass(900, 5)
      expect(list()).toEqual([])
    },
  )

  it('a doff is an item when it waits more than three minutes, or takes three more than it should', () => {
    const { telemetry, clock, pass, list } = aMill()
    telemetry.data('RF01', clock.now, { 'machine/reason': 'waiting-for-doffer' })
    telemetry.data('RF02', clock.now, { 'machine/reason': 'doffing' })
    pass(180)
    expect(list()).toEqual([])
    pass(10)
    expect(list()).toMatchObject([{ key: 'doff-waiting/RF01', priority: 3, value: 190, limit: 180 }])
    telemetry.data('RF01', clock.now, { 'machine/reason': 'doffing' })
    pass(180)
    expect(list()).toMatchObject([{ key: 'doff-waiting/RF02', value: 370, limit: 360 }])
  })

  it('ends down: yellow above 1.0 %, red above 2.5 %, and only after a minute', () => {
    const { telemetry, clock, pass, keys } = aMill()
    telemetry.data('RF01', clock.now, { 'spindles/endsDown': 12 })
    telemetry.data('RF02', clock.now, { 'spindles/endsDown': 13 })
    telemetry.data('RF03', clock.now, { 'spindles/endsDown': 31 })
    pass(59)
    expect(keys()).toEqual([])
    pass(5)
    expect(keys()).toEqual(['2 ends-down/RF03', '3 ends-down/RF02'])
  })

  it('ends down do not flap around their limits', () => {
    const { telemetry, clock, pass, keys } = aMill()
    telemetry.data('RF01', clock.now, { 'spindles/endsDown': 31 })
    pass(70)
    const seen: string[][] = []
    for (const endsDown of [29, 31, 25, 23, 13, 11, 13, 10]) {
      telemetry.data('RF01', clock.now, { 'spindles/endsDown': endsDown })
      pass(15)
      seen.push(keys())
    }
    const red = ['2 ends-down/RF01']
    const yellow = ['3 ends-down/RF01']
    expect(seen).toEqual([red, red, red, yellow, yellow, yellow, yellow, yellow])
    telemetry.data('RF01', clock.now, { 'spindles/endsDown': 9 })
    pass(15)
    expect(keys()).toEqual([])
  })

  it('a frame that doffs neither gets onto the list of ends down nor off it', () => {
    const { telemetry, clock, pass, keys } = aMill()
    telemetry.data('RF01', clock.now, { 'spindles/endsDown': 20 })
    pass(70)
    telemetry.data('RF01', clock.now, { 'machine/reason': 'doffing' })
    telemetry.data('RF02', clock.now, { 'machine/reason': 'doffing', 'spindles/endsDown': 20 })
    pass(120)
    expect(keys()).toEqual(['3 ends-down/RF01'])
  })

  it('a break rate above twice that of the others counts only when chance would not do it', () => {
    // After 10 minutes 3.8 breaks against 1.2 prove nothing; after an hour 22 against 7 do.
    const { pass, list } = aMill(8, (frame) => (frame === 5 ? 3.2 : 1))
    pass(600, 5)
    expect(list()).toEqual([])
    pass(2900, 5)
    expect(list()).toMatchObject([
      { key: 'break-rate/RF05', priority: 3, value: expect.closeTo(19.2), limit: expect.closeTo(12) },
    ])
  })

  it('a break rate below twice that of the others is not listed however sure it is', () => {
    const { pass, list } = aMill(8, (frame) => (frame === 5 ? 19 : 10))
    pass(3500, 5)
    expect(list()).toEqual([])
  })

  it('rogue spindles and missing roving come last', () => {
    const { telemetry, clock, pass, list } = aMill()
    telemetry.data('RF01', clock.now, { 'spindles/rogue': 8 })
    telemetry.data('RF02', clock.now, { 'spindles/rogue': 11, 'spindles/noRoving': 7 })
    telemetry.data('RF03', clock.now, { 'spindles/noRoving': 6, 'spindles/rogue': 7 })
    pass(70)
    expect(list()).toMatchObject([
      { key: 'no-roving/RF02', priority: 4, limit: 0.5 },
      { key: 'rogue/RF02', priority: 4, value: 11, limit: 7 },
      { key: 'rogue/RF01', priority: 4, value: 8 },
    ])
  })

  it('rogue spindles: less than one healthy frame of the default mill is on the list by chance, and one fewer would not do', () => {
    // Counts of 84 healthy frames after a day (seed 7): 21 × 0, 27 × 1, 12 × 2, 14 × 3, 4 × 4, 2 × 5, 3 × 6, 1 × 7.
    const counts = [21, 27, 12, 14, 4, 2, 3, 1]
    const frames = counts.reduce((sum, count) => sum + count, 0)
    const mean = counts.reduce((sum, count, rogues) => sum + count * rogues, 0) / frames
    const variance = counts.reduce((sum, count, rogues) => sum + count * (rogues - mean) ** 2, 0) / frames
    const shape = mean ** 2 / (variance - mean)
    const limit = alarmDefinition('rogue').setPoint!
    expect(expectedReaching(limit + 1, mean, frames, shape)).toBeLessThan(1)
    expect(expectedReaching(limit, mean, frames, shape)).toBeGreaterThan(1)
  })

  it('humidity outside 55–60 % counts where ring frames stand', () => {
    const { telemetry, clock, pass, list } = aMill()
    const plant = (id: string, zone: string, humidity: number) =>
      telemetry.birth(id, 'air-conditioning', clock.now, { 'zone/name': zone, 'zone/relativeHumidity': humidity })
    plant('AC01', 'Z1', 62)
    plant('AC02', 'winding', 68)
    pass(100)
    expect(list()).toEqual([])
    pass(30)
    expect(list()).toMatchObject([{ key: 'climate/AC01', priority: 2, value: 62, limit: 60 }])
    telemetry.data('AC01', clock.now, { 'zone/relativeHumidity': 59.8 })
    pass(20)
    expect(list()).toMatchObject([{ key: 'climate/AC01', value: 59.8 }])
    telemetry.data('AC01', clock.now, { 'zone/relativeHumidity': 59.4 })
    pass(20)
    expect(list()).toEqual([])
    telemetry.data('AC01', clock.now, { 'zone/relativeHumidity': 49 })
    pass(130)
    expect(list()).toMatchObject([{ key: 'climate/AC01', priority: 1, value: 49, limit: 55 }])
  })

  it('holds twenty items at most, the gravest', () => {
    const { telemetry, clock, pass, list } = aMill(30)
    for (let f = 1; f <= 30; f++) {
      const id = `RF${String(f).padStart(2, '0')}`
      telemetry.data(id, clock.now, { 'spindles/rogue': f, ...(f > 25 && { 'machine/reason': 'fault' }) })
    }
    pass(70)
    expect(list()).toHaveLength(20)
    expect(
      list()
        .slice(0, 6)
        .map(({ kind }) => kind),
    ).toEqual([...Array(5).fill('frame-stopped'), 'rogue'])
    expect(list()[5]).toMatchObject({ key: 'rogue/RF30' })
  })

  it('begins anew with another run', () => {
    const { bus, telemetry, clock, pass, keys } = aMill()
    telemetry.data('RF01', clock.now, { 'machine/reason': 'fault' })
    pass(10 * 60, 5)
    expect(keys()).toEqual(['3 frame-stopped/RF01'])
    const next = new Telemetry(bus, 'jimo', 'run-2')
    next.birth('RF02', 'ring-frame', START_MS - 30 * MINUTE_MS, HEALTHY_FRAME, 'G01', { receivedMs: clock.now })
    expect(keys()).toEqual([])
  })
})
