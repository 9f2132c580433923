import { departmentsNow } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { Bus } from '../bus'
import { KpiService } from './kpi.service'
import { Spells } from './spells'
import { HOUR_MS, MINUTE_MS, START_MS, Telemetry } from './telemetry.builder'

const at = (minutes: number): number => START_MS + minutes * MINUTE_MS

function aMill() {
  const bus = new Bus((error) => {
    throw error
  })
  const kpi = new KpiService(bus, { nowMs: () => START_MS })
  kpi.onModuleInit()
  const say = new Telemetry(bus)
  say.gatewayOnline('G01', START_MS)
  const of = (kind: string) => kpi.departments('jimo')!.departments.find((department) => department.kind === kind)!
  return { kpi, say, of }
}

const RUNS = { 'machine/state': 'Executing', 'machine/reason': 'producing' }
const STANDS = { 'machine/state': 'NotExecuting', 'machine/reason': 'can-change' }

describe('departments', () => {
  it('say how long each machine ran and what the others stood for', () => {
    const { kpi, say, of } = aMill()
    say.birth('CD01', 'card', at(0), RUNS)
    say.birth('CD02', 'card', at(0), RUNS)
    for (let minute = 1; minute <= 10; minute++) {
      say.data('CD01', at(minute), minute === 4 ? STANDS : minute === 6 ? RUNS : { 'energy/power': minute })
      say.data('CD02', at(minute), { 'energy/power': minute })
    }
    const cards = of('card')
    expect(cards.machines.map(({ runningPercent }) => runningPercent)).toEqual([80, 100])
    expect(cards.runningPercent).toBe(90)
    expect(cards.stops).toEqual([{ reason: 'can-change', minutes: 2, count: 1 }])
    expect(kpi.times('jimo', 'CD01')).toEqual({ sinceMs: at(6), runningPercent: 80 })
    expect(departmentsNow.safeParse(kpi.departments('jimo')).success).toBe(true)
    kpi.onApplicationShutdown()
  })

  it('do not count time in which a machine was away as running or standing', () => {
    const { kpi, say, of } = aMill()
    say.birth('CD01', 'card', at(0), RUNS)
    for (let minute = 1; minute <= 9; minute++) say.data('CD01', at(minute), minute === 5 ? STANDS : { noil: minute })
    say.machineOffline('CD01', at(10))
    expect(kpi.times('jimo', 'CD01').sinceMs).toBe(at(10))
    say.birth('CD01', 'card', at(40), RUNS)
    expect(of('card').runningPercent).toBe(50)
    kpi.onApplicationShutdown()
  })

  it('compare what a stage delivers with what the next takes: noil as measured, other waste as usual', () => {
    const { kpi, say, of } = aMill()
    say.birth('LF01', 'lap-former', at(0), { ...RUNS, 'production/total': 0 })
    say.birth('CB01', 'comber', at(0), { ...RUNS, 'production/total': 0, noil: 20 })
    say.birth('RV01', 'roving-frame', at(0), { ...RUNS, 'production/total': 0 })
    for (let minute = 1; minute <= 60; minute++) {
      say.data('LF01', at(minute), { 'production/total': 2.5 * minute })
      say.data('CB01', at(minute), { 'production/total': 2 * minute })
      say.data('RV01', at(minute), { 'production/total': 1.99 * minute })
    }
    expect(of('lap-former').deliveredKgPerHour).toBeCloseTo(150, 3)
    expect(of('lap-former').takenKgPerHour).toBeCloseTo(120 / 0.8, 3)
    expect(of('comber')).toMatchObject({ takenBy: 'roving-frame' })
    expect(of('comber').takenKgPerHour).toBeCloseTo(119.4 / 0.995, 3)
    expect(of('roving-frame')).toMatchObject({ takenBy: null, takenKgPerHour: null })
    kpi.onApplicationShutdown()
  })
})

describe('the flow of a department', () => {
  it('is not told before a quarter of an hour of it was seen', () => {
    const { kpi, say, of } = aMill()
    say.birth('LF01', 'lap-former', at(0), { ...RUNS, 'production/total': 0 })
    say.birth('CB01', 'comber', at(0), { ...RUNS, 'production/total': 0, noil: 20 })
    const upTo = (from: number, to: number) => {
      for (let minute = from; minute <= to; minute++) {
        say.data('LF01', at(minute), { 'production/total': 2.5 * minute })
        say.data('CB01', at(minute), { 'production/total': 2 * minute })
      }
    }
    upTo(1, 14)
    expect(of('lap-former')).toMatchObject({ deliveredKgPerHour: null, takenKgPerHour: null, takenBy: 'comber' })
    upTo(15, 16)
    expect(of('lap-former').deliveredKgPerHour).toBeCloseTo(150, 3)
    kpi.onApplicationShutdown()
  })
})

describe('spells', () => {
  it('forget what lies before the window and cut what reaches into it', () => {
    const spells = new Spells()
    spells.note(0, true, 'producing', -HOUR_MS)
    spells.note(1000, false, 'fault', -HOUR_MS)
    spells.note(3000, true, 'producing', 2000)
    expect(spells.totals(2000, 4000)).toEqual({
      seenMs: 2000,
      runningMs: 1000,
      stops: new Map([['fault', { ms: 1000, count: 0 }]]),
    })
  })

  it('see nothing after the end', () => {
    const spells = new Spells()
    spells.note(0, true, 'producing', 0)
    spells.end(500)
    expect(spells.totals(0, 10_000).seenMs).toBe(500)
  })

  it('do not grow without limit when a signal chatters', () => {
    const spells = new Spells()
    for (let i = 0; i < 5000; i++) spells.note(i, i % 2 === 0, 'fault', 0)
    expect(spells.totals(0, 5000).seenMs).toBeLessThanOrEqual(501)
  })
})
