import { describe, expect, it } from 'vitest'
import { readHeading, readRow } from './read-row'
import { PROBLEM_CODES, PROBLEM_WORDS, type RowProblem, rowProblem } from './row-problem'

const placesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

/** What is wrong in one row of a file of frames. */
function wrong(row: string, decimals: 'point' | 'comma' = 'point'): RowProblem[] {
  const read = readHeading(['date', 'shift', 'frame', 'spindle_hours', 'running_breaks', 'rh'])
  if (!read.ok) throw new Error('the heading is wrong')
  return readRow(read.heading, row.split('|'), decimals).problems
}

describe('problems', () => {
  it.each(PROBLEM_CODES)('%s has the same places in both languages', (code) => {
    const { en, zh } = PROBLEM_WORDS[code]
    expect(placesOf(zh)).toEqual(placesOf(en))
    expect(zh).toMatch(/\p{Script=Han}/u)
  })

  it.each([
    ['2026-02-30|1|RF1|1|1|57', 'date', 'not-a-date'],
    ['2026-02-01|1|RF1|many|1|57', 'spindle_hours', 'not-a-number'],
    ['2026-02-01|1|RF1|1,5|1|57', 'spindle_hours', 'decimal-comma'],
    ['2026-02-01|1|RF1|1|1.5|57', 'running_breaks', 'not-whole'],
    ['2026-02-01|1|RF1|1|-1|57', 'running_breaks', 'too-small'],
    ['2026-02-01|1|RF1|1|1|140', 'rh', 'too-large'],
    ['2026-02-01||RF1|1|1|57', 'shift', 'empty'],
    [`2026-02-01|1|${'R'.repeat(41)}|1|1|57`, 'frame', 'too-long'],
    ['2026-02-01|1', '', 'cells-of-row'],
  ])('%s: %s is %s, with every place filled', (row, column, code) => {
    const [problem, ...more] = wrong(row)
    expect(more).toEqual([])
    expect(problem).toMatchObject({ column, code })
    expect(Object.keys(problem!.params).sort()).toEqual(placesOf(PROBLEM_WORDS[problem!.code].zh))
    expect(problem!.reason).not.toMatch(/[{}]/)
  })

  it('a decimal point is told in a file with a decimal comma', () => {
    expect(wrong('2026-02-01|1|RF1|1.5|1|57', 'comma')).toEqual([
      rowProblem('spindle_hours', 'decimal-point', { value: '1.5' }),
    ])
  })
})
