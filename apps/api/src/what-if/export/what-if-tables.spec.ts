import type { WhatIfJob } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { whatIfTables } from './what-if-tables'

const aJob = (change: Partial<WhatIfJob>): WhatIfJob => ({
  id: 'ab'.repeat(16),
  kind: 'run',
  state: 'done',
  progress: 1,
  createdMs: 0,
  finishedMs: 1,
  threadSeconds: 2,
  error: null,
  request: { mill: 'jimo', seed: 7, replications: 4, changes: { persons: { 'ring-tenters': 7 } } },
  basis: { mill: 'jimo', normsVersion: 'default-1', program: 'p1' },
  comparison: null,
  surface: null,
  optimum: null,
  ...change,
})
const cell = { endsDownPercent: 0.2, ci95: 0.01, responseP90S: 80, workloadIndex: 0.9 }

describe('tables of a what-if', () => {
  it('of a cliff: a row for each cell, the operating point marked, what has not run empty', () => {
    const surface = {
      post: 'ring-tenters',
      persons: [7, 8],
      breakFactors: [1, 2],
      cells: [
        [cell, null],
        [{ ...cell, endsDownPercent: 0.1 }, cell],
      ],
      operating: { persons: 8, breakFactor: 1 },
    }
    const [cliff, how] = whatIfTables(aJob({ kind: 'surface', surface }))
    expect(cliff.name).toBe('cliff')
    expect(cliff.rows).toHaveLength(4)
    expect(cliff.rows[1]).toEqual(['ring-tenters', 7, 2, null, null, null, null, 'false'])
    expect(cliff.rows[2]).toEqual(['ring-tenters', 8, 1, 0.1, 0.01, 80, 0.9, 'true'])
    expect(how!.name).toBe('how computed')
  })

  it('of a search: every number that was tried, the least marked', () => {
    const means = { endsDownPercent: 0.1, responseP90S: 90, productionKg: null }
    const candidates = [
      { persons: 6, replications: 20, confidence: 0.99, verdict: 'keeps' as const, means },
      { persons: 5, replications: 40, confidence: 0.01, verdict: 'misses' as const, means },
    ]
    const optimum = { post: 'ring-tenters', persons: 6, keeps: 0.99, oneFewerMisses: 0.99, candidates }
    const [search] = whatIfTables(aJob({ kind: 'optimise', optimum }))
    expect(search.rows.map((row) => [row[1], row[4], row.at(-1)])).toEqual([
      [6, 'keeps', 'true'],
      [5, 'misses', 'false'],
    ])
  })

  it('say how: method, every input of the question, seed, norms and program', () => {
    const [how] = whatIfTables(aJob({}))
    expect(how.columns).toEqual(['input', 'value'])
    expect(Object.fromEntries(how.rows as [string, unknown][])).toEqual({
      'what-if': 'ab'.repeat(16),
      method: expect.stringContaining('paired t'),
      mill: 'jimo',
      seed: 7,
      replications: 4,
      changes: '{"persons":{"ring-tenters":7}}',
      norms: 'default-1',
      program: 'p1',
    })
  })
})
