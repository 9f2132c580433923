import { REPORT_FIGURES, type ReportTable } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { figureHalves, isLong, runsOf } from './report-sections'

const table = (key: string, columns: number, rows = 1): ReportTable => ({
  key,
  columns: Array.from({ length: columns }, (_, i) => `c${i}`),
  rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0)),
})

describe('the sections of a report', () => {
  it('are all there in their order: narrow tables that follow one another flow together', () => {
    const tables = [table('a', 7), table('b', 3), table('c', 6), table('d', 9), table('e', 2)]
    const keys = runsOf(tables).map((run) => run.map(({ key }) => key))
    expect(keys).toEqual([['a'], ['b', 'c'], ['d'], ['e']])
    expect(runsOf([])).toEqual([])
  })

  it('go on in the next column only where there are many rows', () =>
    expect([8, 84].map((rows) => isLong(table('frames', 9, rows)))).toEqual([false, true]))

  it('have every key figure once, in two halves in their order', () => {
    const [first, second] = figureHalves()
    expect([...first, ...second]).toEqual(Object.keys(REPORT_FIGURES))
    expect(first.length - second.length).toBeLessThanOrEqual(1)
  })
})
