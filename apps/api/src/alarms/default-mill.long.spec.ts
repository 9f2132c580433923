import { LOAD_BENCHMARKS } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { inject } from '../../../../simulator/src/engine'
import { Bus } from '../bus'
import { KpiService } from '../kpi/kpi.service'
import { AlarmsService } from './alarms.service'
import { EngineTelemetry } from './engine-telemetry.suite'
import { MemoryJournal } from './memory-journal.builder'

const SPEED = 15
const TICKS_PER_HOUR = 3600 / SPEED
const HOURS = 5
/** Before it is watched the mill runs itself in: bobbins, rogue spindles and stores as on any day. */
const WARM_UP_HOURS = 24

/** The default mill with the faults that come by themselves, judged each 15 s of its time by what its gateways say. */
describe('the alarm load of the default mill', () => {
  const bus = new Bus((error) => {
    throw error
  })
  const telemetry = new EngineTelemetry(bus, 'jimo', 7, SPEED)
  const clock = { nowMs: () => telemetry.nowMs }
  const kpi = new KpiService(bus, clock)
  kpi.onModuleInit()
  const journal = new MemoryJournal()
  const alarms = new AlarmsService(bus, clock, kpi, journal)
  const stops = new Set<string>()
  bus.on('reading', ({ machine, kind, values, atMs, birth }) => {
    const reason = values.get('machine/reason')
    if (kind === 'ring-frame' && !birth && (reason === 'stopped' || reason === 'fault')) stops.add(`${machine}@${atMs}`)
  })
  const run = (ticks: number) => {
    for (let i = 0; i < ticks; i++) {
      telemetry.tick()
      alarms.tick()
    }
  }
  const loads = () => alarms.now('jimo')!.load
  const told = (alarm: string) => journal.transitions.filter((each) => each.alarm === alarm && each.annunciated)

  it('stays within the benchmarks at every position, and hides nothing for it', () => {
    telemetry.warmUp(WARM_UP_HOURS)
    telemetry.birth()
    run(HOURS * TICKS_PER_HOUR)
    for (const load of loads()) {
      expect(load.perHour, load.position).toBeLessThanOrEqual(LOAD_BENCHMARKS.perHour)
      expect(load.mostIn10Min, load.position).toBeLessThanOrEqual(LOAD_BENCHMARKS.mostIn10Min)
      expect(load.floodPercent, load.position).toBeLessThanOrEqual(LOAD_BENCHMARKS.floodPercent)
      expect(load.chattering, load.position).toEqual([])
    }
    // Every stop of a frame that telemetry told of was told to its shift leader.
    expect(told('frame-stopped')).toHaveLength(stops.size)
    expect(stops.size).toBeGreaterThan(0)
    expect(loads().reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(10)
  })

  it('tells a voltage sag once, though it trips the frames of a feeder', () => {
    const before = journal.transitions.length
    expect(
      inject(telemetry.mill, { fault: 'voltage-sag', place: 'EL01', severity: 0.5 }, telemetry.atMs),
    ).toMatchObject({ ok: true })
    run(TICKS_PER_HOUR)
    const since = journal.transitions.slice(before).filter(({ annunciated }) => annunciated)
    const [sag] = since.filter(({ alarm }) => alarm === 'voltage-sag')
    expect(since.filter(({ alarm }) => alarm === 'voltage-sag')).toHaveLength(1)
    expect(sag!.value).toBeGreaterThan(5)
    const ring = loads().find(({ position }) => position === 'ring')!
    expect(ring.mostIn10Min, since.map(({ key }) => key).join(' ')).toBeLessThanOrEqual(LOAD_BENCHMARKS.mostIn10Min)
    kpi.onApplicationShutdown()
  })
})
