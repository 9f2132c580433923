import { type Comparison, type FigureDistribution, figureMeaning, type WhatIfJob } from '@wanding/contracts'
import { ROBOT_THEORIES, THEORIES, WHAT_IF_FIGURES, type WhatIfFigure } from '@wanding/mill'
import { describe, expect, it } from 'vitest'
import { type ExportLanguage, stacked, type Table } from '../../export'
import { whatIfFile, whatIfTables } from './what-if-file'

const found: FigureDistribution = {
  ...{ n: 6, mean: 10, ci95: 2, least: 7, p10: 8, p50: 10, p90: 12, most: 13 },
  bins: { from: 7, to: 13, counts: [6] },
}
const figures = <T>(value: T, but: Partial<Record<WhatIfFigure, T>> = {}) => ({
  ...(Object.fromEntries(WHAT_IF_FIGURES.map((figure) => [figure, value])) as Record<WhatIfFigure, T>),
  ...but,
})
const plan: Comparison['variants'][number]['plan'] = {
  spindles: 3600,
  posts: [{ id: 'ring-tenters', name: { en: 'Ring tenters', zh: '细纱值车' }, persons: 8, day: false }],
  ...{ measures: ['S1', 'S4'], spindleSpeedRpm: 18_000, countNe: 40, twistMultiplier: 3.6 },
  ...{ dispatch: 'guided-nearest', pooling: 'mill', robots: 14 },
}
const theory: Comparison['variants'][number]['theory'] = {
  inputs: {
    ...{ spindles: 3600, tenters: 1, endsPerSpindleHour: 0.02, handsS: 9, walkingS: 20 },
    ...{ otherWorkShare: 0.3, mealShare: 0.05, roundWalkMinutes: 12 },
  },
  simulation: { downS: 90, endsDownPercent: 0.05, utilisation: 0.4 },
  rows: THEORIES.map((name) => ({ theory: name, downS: 50, endsDownPercent: 0.03, utilisation: 0.4, applies: true })),
  gaps: [
    { reason: 'walking', seconds: 20 },
    { reason: 'rest', seconds: 70 },
  ],
}
const robots: Comparison['variants'][number]['robots'] = {
  inputs: {
    ...{ robots: 14, spindlesPerRobot: 7200, endsPerRobotHour: 50, cyclesS: 38, travelS: 30 },
    ...{ visitVariation: 0.1, queueLimit: 5 },
  },
  simulation: { downS: 150, takenPercent: 75, utilisation: 0.8 },
  rows: ROBOT_THEORIES.map((name) => ({ theory: name, downS: 120, takenPercent: 80, utilisation: 0.85 })),
  gaps: [
    { reason: 'travel', seconds: 60 },
    { reason: 'rest', seconds: 30 },
  ],
}
const comparison: Comparison = {
  variants: [
    { label: 'base', changes: {}, plan, theory, robots, figures: figures<FigureDistribution | null>(found) },
    {
      label: 'what-if',
      changes: {},
      plan,
      theory: null,
      robots: 'share-frames',
      figures: figures<FigureDistribution | null>(found, { responseMeanS: null }),
    },
  ],
  differences: [
    {
      label: 'what-if',
      figures: figures(
        { n: 6, mean: 3, ci95: 1, percent: 30, clear: true },
        { cost: { n: 1, mean: 1, ci95: null, percent: null, clear: false } },
      ),
    },
  ],
}
const aJob = (of: Partial<WhatIfJob>): WhatIfJob => ({
  ...{ id: 'f'.repeat(32), kind: 'run', state: 'done', progress: 1, createdMs: 0, finishedMs: 1, threadSeconds: 1 },
  error: null,
  request: { mill: 'jimo', seed: 7, hours: 8, replications: 6, changes: { breakFactor: 3, measures: ['S1', 'S4'] } },
  basis: { mill: 'jimo', normsVersion: 'default-1', program: 'abc' },
  ...{ comparison: null, surface: null, optimum: null },
  ...of,
})
const run = aJob({ comparison })
const surface = aJob({
  kind: 'surface',
  surface: {
    ...{ post: 'ring-piecing', persons: [1, 3], breakFactors: [1, 6], operating: { persons: 3, breakFactor: 1 } },
    cells: [
      [{ endsDownPercent: 1, ci95: 0.5, responseP90S: 60, workloadIndex: 1.1 }, null],
      [{ endsDownPercent: 0.1, ci95: null, responseP90S: 20, workloadIndex: 0.9 }, null],
    ],
  },
})
const optimise = aJob({
  kind: 'optimise',
  optimum: {
    ...{ post: 'ring-piecing', persons: 2, keeps: 0.99, oneFewerMisses: null },
    candidates: [4, 2].map((persons) => ({
      ...{ persons, replications: 8, confidence: 0.99, verdict: 'keeps' as const },
      means: { endsDownPercent: 0.05, responseP90S: 30, productionKg: 900 },
    })),
  },
})

const named = (tables: readonly Table[], name: string) => tables.find((table) => table.name === name)!
const column = ({ columns, rows }: Table, name: string) => rows.map((row) => row[columns.indexOf(name)])
const LANGUAGES: ExportLanguage[] = ['en', 'zh']

describe.each([run, surface, optimise])('tables of $kind', (job) => {
  it.each(LANGUAGES)('in %s have a cell for each column and no name twice', (lang) => {
    const tables = whatIfTables(job, lang)
    expect(new Set(tables.map(({ name }) => name)).size).toBe(tables.length)
    for (const { columns, rows } of tables) {
      expect(rows.length).toBeGreaterThan(0)
      expect(new Set(columns).size).toBe(columns.length)
      for (const row of rows) expect(row).toHaveLength(columns.length)
    }
  })

  it('say seed, replications, norms and program of every figure', () => {
    const how = named(whatIfTables(job, 'en'), 'how computed')
    const inputsOf = (figure: unknown) =>
      Object.fromEntries(how.rows.filter((row) => row[0] === figure).map((row) => [row[2], row[3]]))
    const given = [...new Set(column(how, 'figure'))].filter((figure) => !String(figure).startsWith('theory'))
    const replications = job.optimum ? 16 : 6
    expect(given.length).toBeGreaterThan(4)
    for (const figure of given)
      expect(inputsOf(figure)).toMatchObject({ seed: 7, replications, norms: 'default-1', program: 'abc' })
    expect(inputsOf('request')).toMatchObject({
      'request.mill': 'jimo',
      'request.changes.breakFactor': 3,
      'request.changes.measures': 'S1 S4',
    })
  })
})

describe('a comparison', () => {
  const tables = whatIfTables(run, 'en')

  it('gives every figure with unit, interval and quantiles, and nothing where it cannot be said', () => {
    const table = named(tables, 'figures')
    expect(table.rows).toHaveLength(2 * WHAT_IF_FIGURES.length)
    expect(table.rows[0]).toEqual(['base', 'endsDownPercent', 'Ends down', '%', 6, 10, 8, 12, 7, 8, 10, 12, 13])
    const unsaid = table.rows.find(([label, figure]) => label === 'what-if' && figure === 'responseMeanS')!
    expect(unsaid.slice(4)).toEqual(Array(9).fill(null))
    expect(column(table, 'unit')).not.toContain('')
  })

  it('gives the paired differences; one replication has no interval', () => {
    const rows = named(tables, 'differences').rows
    expect(rows[0]).toEqual(['what-if', 'base', 'endsDownPercent', 'Ends down', '%', 6, 3, 2, 4, 30, 'yes'])
    expect(rows.find((row) => row[2] === 'cost')!.slice(5)).toEqual([1, 1, null, null, null, 'no'])
  })

  it('gives the theory beside the simulation, with what fills the gap', () => {
    expect(column(named(tables, 'theory'), 'theory')).toEqual(['simulation', ...THEORIES])
    expect(named(tables, 'theory gap').rows.map((row) => row[3])).toEqual([20, 70])
    expect(column(named(tables, 'how computed'), 'input')).toContain('walkingS')
  })

  it('gives the theory of the robots with what fills the gap, or why there is none', () => {
    const table = named(tables, 'robots')
    expect(column(table, 'theory')).toEqual(['simulation', ...ROBOT_THEORIES, 'gap-travel', 'gap-rest', 'share-frames'])
    expect(column(table, 'down_s')).toEqual([150, 120, 120, 60, 30, null])
    expect(String(table.rows.at(-1)![2])).toMatch(/^No closed theory: /)
    const how = named(tables, 'how computed').rows.filter(([figure]) => figure === 'theory of the robots: base')
    expect(how.map((row) => row[2])).toContain('queueLimit')
    expect(String(how[0]![1])).toMatch(/nobody takes what waits/)
  })

  it.each(LANGUAGES)('in %s says which work of its persons is simulated, and which planned', (lang) => {
    const { name } = figureMeaning('requiredPer10k')
    const how = whatIfTables(run, lang)
      .at(-1)!
      .rows.find(([figure]) => figure === name[lang])!
    expect(how[1]).toMatch(
      lang === 'en' ? /Simulated: ends .*Planned by the norms .*bales/ : /仿真计数：人工接头.*其余（开包/,
    )
  })

  it('has Chinese headings, names and units', () => {
    const table = named(whatIfTables(run, 'zh'), '指标')
    expect(table.columns.slice(0, 4)).toEqual(['方案', '指标代码', '指标', '单位'])
    expect(table.rows[1]!.slice(1, 4)).toEqual(['responseMeanS', '响应时间均值', '秒'])
  })
})

it('a surface has a row for each cell, also for one that was not run, and marks where the mill stands', () => {
  const [table] = whatIfTables(surface, 'en')
  expect(table!.rows).toEqual([
    ['ring-piecing', 1, 1, 1, 0.5, 1.5, 60, 1.1, null],
    ['ring-piecing', 1, 6, null, null, null, null, null, null],
    ['ring-piecing', 3, 1, 0.1, null, null, 20, 0.9, 'yes'],
    ['ring-piecing', 3, 6, null, null, null, null, null, null],
  ])
})

it('a search has its answer and its steps', () => {
  const tables = whatIfTables(optimise, 'en')
  expect(named(tables, 'optimum').rows).toEqual([['ring-piecing', 2, 0.99, null]])
  expect(named(tables, 'steps').rows[1]).toEqual([2, 8, 0.99, 'keeps', 0.05, 30, 900])
})

describe('all tables in one', () => {
  it('begin each row with the name of its table, and each table with its headings', () => {
    const { csv, sheets } = whatIfFile(run, 'en')
    expect(csv).toEqual(stacked(sheets, 'en'))
    for (const row of csv.rows) expect(row).toHaveLength(csv.columns.length)
    for (const { name, columns, rows } of sheets) {
      expect(csv.rows.filter(([first]) => first === name)).toHaveLength(rows.length)
      const heading = ['part', ...columns]
      expect([csv.columns, ...csv.rows].map((row) => row.slice(0, heading.length))).toContainEqual(heading)
    }
  })
})
