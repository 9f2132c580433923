import type { Calibration } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import type { Table } from '../../export'
import { calibrationExport, calibrationTables } from './calibration-export'

const fitted = (value: number) => ({ value, error: 0.1 * value, low: 0.8 * value, high: 1.2 * value })
const held = (value: number) => ({ value, error: null, low: null, high: null })
const check = {
  ...{ pearson: 120, degrees: 110, p: 0.24, dispersion: 1.3 },
  histogram: [
    { from: 0, to: 4, observed: 30, expected: 28.5 },
    { from: 5, to: null, observed: 10, expected: 11.5 },
  ],
}
const calibration: Calibration = {
  ...{ id: 'a'.repeat(64), name: '魏桥三厂', base: 'conventional', madeAtMs: 0, rows: 3690, breaksPer1000: 9 },
  ...{ hasMill: true, hasNorms: true, measures: ['S1'], normsName: 'default-1', millProblems: [] },
  files: [{ id: 'b'.repeat(64), kind: 'frames', rows: 3600 }],
  breaks: {
    ...{ rows: 3600, frames: 40, spindleHours: 1e6, breaks: 9000, meanRpm: 16_500, meanHumidityPercent: null },
    ...{ measuredPer1000: fitted(9), atReferencePer1000: fitted(9), frameShape: fitted(30), shiftShape: null },
    ...{ speedExponent: held(7), exponentReason: 'speeds-alike', check },
    byFrame: [{ name: 'RF01', observed: 250, expected: 225, z: 1.6 }],
    byShift: [{ name: '2026-03-01 1', observed: 95, expected: 100, z: -0.5 }],
  },
  startUp: { share: fitted(0.025), starts: 9000, breaks: 113_400 },
  spindles: null,
  roles: [
    {
      ...{ role: 'ring-doffing', shifts: 90, meanPersons: 2.7, minutesMeasured: false, reason: null, explained: 0.93 },
      norms: [
        {
          ...{ role: 'ring-doffing', norm: 'frameDoffMinutes', before: 12, fitted: fitted(11), ratio: 11 / 12 },
          how: 'fitted',
        },
      ],
    },
    {
      ...{ role: 'winding', shifts: 90, meanPersons: 12, minutesMeasured: false, norms: [] },
      ...{ reason: 'events-missing', explained: null },
    },
  ],
  millKeys: [{ path: 'ringRoom.frames', before: 80, after: 40 }],
}
const named = (tables: readonly Table[], name: string) => tables.find((table) => table.name === name)!

describe('tables of a calibration', () => {
  it.each(['en', 'zh'] as const)('in %s have a cell for each column and no name twice', (lang) => {
    const tables = calibrationTables(calibration, lang)
    expect(tables).toHaveLength(7)
    expect(new Set(tables.map(({ name }) => name)).size).toBe(tables.length)
    for (const { columns, rows } of tables) {
      expect(new Set(columns).size).toBe(columns.length)
      for (const row of rows) expect(row).toHaveLength(columns.length)
    }
  })

  it('give estimates with intervals, and a reason where there is none', () => {
    const rows = named(calibrationTables(calibration, 'en'), 'estimates').rows
    expect(rows[0]).toEqual([
      ...['measured', 'Running breaks per 1,000 spindle-hours', 'ends/1,000 spindle-h'],
      ...[9, 0.9, 7.2, 10.799999999999999, null],
    ])
    const noteOf = (quantity: string) => rows.find(([name]) => name === quantity)?.at(-1)
    expect(noteOf('shiftShape')).toBe('no more than chance')
    expect(noteOf('exponent')).toBe('held: the speeds are too alike')
    expect(noteOf('gammaShape')).toBe('needs the file of spindles')
    expect(noteOf('reference')).toBeUndefined()
  })

  it('give goodness of fit and residuals of frames and shifts', () => {
    const tables = calibrationTables(calibration, 'zh')
    expect(named(tables, '拟合优度').rows).toEqual([['机台班次', 120, 110, 0.24, 1.3]])
    expect(named(tables, '直方图').rows[1]).toEqual(['机台班次', 5, null, 10, 11.5])
    expect(named(tables, '残差').rows).toEqual([
      ['机台', 'RF01', 250, 225, 1.6],
      ['班次', '2026-03-01 1', 95, 100, -0.5],
    ])
  })

  it('give each norm beside the present one, and a role without any its reason', () => {
    const { columns, rows } = named(calibrationTables(calibration, 'en'), 'norms')
    const cells = (row: number) => Object.fromEntries(columns.map((column, i) => [column, rows[row]![i]]))
    expect(cells(0)).toMatchObject({
      role: 'ring-doffing',
      norm: 'frameDoffMinutes',
      before: 12,
      fitted: 11,
      how: 'fitted',
    })
    expect(cells(1)).toMatchObject({ role: 'winding', norm: null, ratio: null })
    expect(cells(1).reason).toBe('its events were not recorded in every shift')
  })

  it('say of every figure its base, norms and files', () => {
    const { rows } = named(calibrationTables(calibration, 'en'), 'how computed')
    for (const figure of new Set(rows.map(([first]) => first))) {
      const inputs = Object.fromEntries(rows.filter(([first]) => first === figure).map((row) => [row[2], row[3]]))
      expect(inputs).toMatchObject({ base: 'conventional', norms: 'default-1', measures: 'S1', rows: 3690 })
    }
    expect(rows).toContainEqual(['records', expect.any(String), 'frames.sha256', 'b'.repeat(64)])
  })

  it('leave out what the records say nothing of', () => {
    const tables = calibrationTables({ ...calibration, breaks: null, roles: [], millKeys: [] }, 'en')
    expect(tables.map(({ name }) => name)).toEqual(['estimates', 'how computed'])
  })
})

it('all tables are rows of one length in one CSV', () => {
  const { csv, of, about } = calibrationExport(calibration, 'zh')
  expect([of, about]).toEqual(['魏桥三厂', 'calibration-aaaaaaaa'])
  for (const row of csv.rows) expect(row).toHaveLength(csv.columns.length)
})
