import { MEASURES, ROLES } from '@wanding/mill'
import { afterEach, describe, expect, it } from 'vitest'
import { Bus, type WorkCounted } from '../bus'
import { KpiService } from './kpi.service'
import { MINUTE_MS, START_MS, Telemetry } from './telemetry.builder'
import { WORK_SERIES, workOfPeriod } from './work-record'

const PERIOD = { mill: 'jimo', run: 'run-1', simulated: true, atMs: START_MS }
const services: KpiService[] = []

function aKpi() {
  const bus = new Bus((error) => {
    throw error
  })
  const kpi = new KpiService(bus, { nowMs: () => START_MS })
  kpi.onModuleInit()
  services.push(kpi)
  const entries: WorkCounted[] = []
  bus.on('work', (work) => entries.push(work))
  return { kpi, entries, telemetry: new Telemetry(bus) }
}

afterEach(() => {
  for (const service of services.splice(0)) service.onApplicationShutdown()
})

/** What the store makes of the entries of a period. */
function totalsOf(entries: readonly WorkCounted[]) {
  const totals = new Map<string, { points: number; sum: number; last: number }>()
  for (const { values } of entries) {
    for (const [name, last] of values) {
      const { points, sum } = totals.get(name) ?? { points: 0, sum: 0 }
      totals.set(name, { points: points + 1, sum: sum + last, last })
    }
  }
  return totals
}

function aMill({ telemetry }: ReturnType<typeof aKpi>) {
  telemetry.birth('MILL', 'mill', START_MS, {
    'mill/spindles': 2400,
    'mill/count': 40,
    'mill/shiftSystem': 'three-crews-two-shifts',
    'mill/crews': 3,
    'mill/attendance': 0.9,
    'mill/measures': 'S1,S4,S9',
  })
  const persons = Object.fromEntries(ROLES.map((role) => [`crew/persons/${role}`, 2]))
  telemetry.birth('CREW', 'crew', START_MS, { 'crew/name': 'A', ...persons })
  for (const frame of ['RF01', 'RF02']) {
    telemetry.birth(frame, 'ring-frame', START_MS, { 'frame/spindles': 1200, 'doff/count': 10, 'piecing/byPeople': 0 })
  }
  telemetry.birth('CD01', 'card', START_MS, { 'cans/count': 7 })
}

describe('the ledger of work', () => {
  it('enters each event and each hour once: the sum of the entries is what the counters gained', () => {
    const mill = aKpi()
    aMill(mill)
    for (let minute = 1; minute <= 120; minute++) {
      const atMs = START_MS + minute * MINUTE_MS
      for (const frame of ['RF01', 'RF02']) {
        mill.telemetry.data(frame, atMs, { 'doff/count': 10 + Math.floor(minute / 30), 'piecing/byPeople': 3 * minute })
      }
      mill.telemetry.data('CD01', atMs, { 'cans/count': 7 + Math.floor(minute / 10) })
      // Two looks a minute: the second finds nothing new.
      mill.kpi.announce()
      mill.kpi.announce()
    }
    expect(mill.entries).toHaveLength(120)
    const period = workOfPeriod(PERIOD, totalsOf(mill.entries))
    expect(period.events).toMatchObject({
      frameDoffs: { count: 8, hours: expect.closeTo(2, 9) },
      endsPiecedByPeople: { count: 720, hours: expect.closeTo(2, 9) },
      cardCans: { count: 12, hours: expect.closeTo(2, 9) },
    })
    expect(period.events.laps).toBeUndefined()
    // The window of the present holds an hour only.
    expect(mill.kpi.measured('jimo')!.windowMinutes).toBeLessThanOrEqual(60)
  })

  it('counts hours of the whole mill: a frame that is silent is not watched', () => {
    const mill = aKpi()
    aMill(mill)
    for (let minute = 1; minute <= 60; minute++) {
      mill.telemetry.data('RF01', START_MS + minute * MINUTE_MS, { 'piecing/byPeople': minute })
      mill.kpi.announce()
    }
    const { events } = workOfPeriod(PERIOD, totalsOf(mill.entries))
    expect(events.endsPiecedByPeople).toEqual({ count: 60, hours: expect.closeTo(0.5, 9) })
  })

  it('tells the mill as it was, by names that the store is asked for', () => {
    const mill = aKpi()
    aMill(mill)
    mill.kpi.announce()
    const [entry] = mill.entries
    for (const name of entry!.values.keys()) expect(WORK_SERIES).toContain(name)
    const present = mill.kpi.measured('jimo')!
    const { mill: id, spindles, countNe, shiftSystem, crews, attendance, measures, installed, persons } = present
    expect(workOfPeriod(PERIOD, totalsOf(mill.entries))).toMatchObject({
      mill: id,
      spindles,
      countNe,
      shiftSystem,
      crews,
      attendance,
      measures,
      installed,
      persons,
    })
    expect(MEASURES.filter((measure) => measures!.includes(measure))).toEqual(['S1', 'S4', 'S9'])
  })

  it('says nothing of what nobody said', () => {
    const { telemetry, kpi, entries } = aKpi()
    telemetry.birth('RF01', 'ring-frame', START_MS, { 'frame/spindles': 1200 })
    kpi.announce()
    expect(workOfPeriod(PERIOD, totalsOf(entries))).toMatchObject({
      spindles: 1200,
      countNe: null,
      shiftSystem: null,
      measures: null,
      persons: null,
      events: {},
    })
  })
})
