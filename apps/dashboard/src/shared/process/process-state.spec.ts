import { encodeProcessRow, type ProcessRevision, type ProcessRow, type ProcessSnapshot } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { ProcessState } from './process-state.svelte'

const aRow = (index: number, more: Partial<ProcessRow> = {}): ProcessRow => ({
  index,
  online: true,
  stale: false,
  state: 'Executing',
  reason: 'producing',
  sinceMs: 1000,
  figures: [75, 12],
  ...more,
})
const bytes = (...rows: ProcessRow[]) => Uint8Array.from(rows.flatMap((row) => [...encodeProcessRow(row)]))
const aSnapshot = (more: Partial<ProcessSnapshot> = {}): ProcessSnapshot => ({
  mill: 'jimo',
  rev: 10,
  atMs: 1000,
  run: 'a',
  machines: ['CD01', 'CD02'].map((id) => ({ id, kind: 'card', gateway: 'G1', zone: '' })),
  rows: bytes(aRow(0), aRow(1)),
  ...more,
})
const aRevision = (more: Partial<ProcessRevision> = {}): ProcessRevision => ({
  mill: 'jimo',
  rev: 11,
  atMs: 2000,
  run: 'a',
  rows: bytes(aRow(1, { reason: 'fault' })),
  ...more,
})

describe('process state', () => {
  it('takes a snapshot and the next revision', () => {
    const state = new ProcessState()
    expect(state.revise(aRevision())).toBe('gap')
    state.apply(aSnapshot())
    expect(state.revise(aRevision())).toBe('applied')
    expect(state.rows.map(({ reason }) => reason)).toEqual(['producing', 'fault'])
    expect(state.atMs).toBe(2000)
  })

  it.each([
    ['a missed revision', { rev: 12 }, 'gap'],
    ['another run', { run: 'b' }, 'gap'],
    ['another mill', { mill: 'lu' }, 'gap'],
    ['the revision it has', { rev: 10 }, 'old'],
    ['a row of no machine', { rows: bytes(aRow(2)) }, 'gap'],
  ] as const)('%s changes nothing', (_, more, answer) => {
    const state = new ProcessState()
    state.apply(aSnapshot())
    expect(state.revise(aRevision(more))).toBe(answer)
    expect(state.rows.map(({ reason }) => reason)).toEqual(['producing', 'producing'])
  })

  it('refuses a snapshot whose parts do not fit', () => {
    expect(() => new ProcessState().apply(aSnapshot({ rows: bytes(aRow(0)) }))).toThrow(RangeError)
    expect(() => new ProcessState().apply(aSnapshot({ rows: bytes(aRow(1), aRow(0)) }))).toThrow(RangeError)
  })
})
