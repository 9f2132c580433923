import type { Signal } from '@wanding/contracts'
import type { DataSet } from '@wanding/sparkplug'
import { describe, expect, it } from 'vitest'
import { AGAIN_MS, ReportByException } from './report-by-exception'
import { NO_TRANSITIONS } from './spindle-journal'

const signal = (over: Partial<Signal>): Signal => ({
  name: 'energy/power',
  datatype: 'Float',
  unit: 'kW',
  deadband: 0.5,
  periodMs: 1000,
  nature: 'gauge',
  history: 'series',
  en: 'Power',
  zh: '功率',
  meaning: 'Power',
  ...over,
})

describe('ReportByException', () => {
  it('births every signal, known or not [tck-id-topics-dbirth-metrics]', () => {
    const report = new ReportByException([signal({}), signal({ name: 'frame/lot' })])
    const births = report.birth((name) => (name === 'energy/power' ? 47 : undefined))
    expect(births.map(({ signal: s, value }) => [s.name, value])).toEqual([
      ['energy/power', 47],
      ['frame/lot', null],
    ])
  })

  it('keeps quiet inside the deadband, measured from what was last sent', () => {
    const report = new ReportByException([signal({})])
    expect(report.changed(() => 47, 0)).toHaveLength(1)
    expect(report.changed(() => 47.4, 1000)).toEqual([])
    expect(report.changed(() => 47.5, 2000)).toEqual([{ name: 'energy/power', value: 47.5 }])
    expect(report.changed(() => 47.9, 3000)).toEqual([])
  })

  it('does not report more often than the period, and catches up after it', () => {
    const report = new ReportByException([signal({ periodMs: 5000 })])
    report.changed(() => 1, 0)
    expect(report.changed(() => 9, 4000)).toEqual([])
    expect(report.changed(() => 9, 4950)).toEqual([{ name: 'energy/power', value: 9 }])
  })

  it('looks at a slow signal once in its period, whether it has moved or not', () => {
    const report = new ReportByException([signal({ periodMs: 5000 })])
    let looks = 0
    const read = () => ++looks && 1
    for (let nowMs = 0; nowMs <= 20_000; nowMs += 1000) report.changed(read, nowMs)
    expect(looks).toBe(5)
    expect(report.changed(() => 9, 24_000)).toEqual([])
    expect(report.changed(() => 9, 25_000)).toHaveLength(1)
  })

  it('looks each second at what has a period of one, also after a tick that came late, and once after a pause', () => {
    const report = new ReportByException([signal({})])
    const ticks = [0, 1300, 2000, 3850, 4000, 9500, 10_000, 11_000]
    const told = ticks.filter((nowMs) => report.changed(() => nowMs, nowMs).length > 0)
    expect(told).toEqual([0, 1300, 2000, 3850, 4000, 9500, 11_000])
  })

  it('spreads the slow signals of machines over their period', () => {
    const report = new ReportByException([signal({ periodMs: 5000 }), signal({ name: 'spindle/speed' })], 63_000)
    report.changed(() => 1, 0)
    const names = (nowMs: number) => report.changed(() => nowMs, nowMs).map(({ name }) => name)
    expect(names(1000)).toEqual(['spindle/speed'])
    expect(names(2000)).toEqual(['energy/power', 'spindle/speed'])
    expect(names(6000)).toEqual(['spindle/speed'])
    expect(names(7000)).toEqual(['energy/power', 'spindle/speed'])
  })

  it('reports a value that became unknown', () => {
    const report = new ReportByException([signal({})])
    report.changed(() => 47, 0)
    expect(report.changed(() => null, 1000)).toEqual([{ name: 'energy/power', value: null }])
  })

  it('tells everything at first and again after ten minutes, and a birth takes nothing away', () => {
    const report = new ReportByException([
      signal({}),
      signal({ name: 'spindles/transitions', datatype: 'DataSet', nature: 'array' }),
    ])
    const happened: DataSet[] = [{ columns: ['position'], types: ['UInt16'], rows: [[1]] }]
    const read = (name: string) => (name === 'energy/power' ? 47 : happened.pop())
    expect(report.birth(read)[1]!.value).toBe(NO_TRANSITIONS)
    const names = (nowMs: number) => report.changed(read, nowMs).map(({ name }) => name)
    expect(names(0)).toEqual(['energy/power', 'spindles/transitions'])
    expect(names(1000)).toEqual([])
    expect(names(AGAIN_MS - 1000)).toEqual([])
    report.birth(read)
    expect(names(AGAIN_MS)).toEqual(['energy/power'])
    expect(names(AGAIN_MS + 1000)).toEqual([])
  })
})
