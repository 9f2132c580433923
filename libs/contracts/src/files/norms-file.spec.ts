import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { describeFileProblem } from './checked-yaml'
import type { FileProblem } from './located-yaml'
import { parseNormsFile } from './norms-file'

const DEFAULT = readFileSync(new URL('../../norms/default.yaml', import.meta.url), 'utf8')

describe('parseNormsFile', () => {
  it('reads the default norms', () => {
    const result = parseNormsFile(DEFAULT, 'default.yaml')
    expect(result).toMatchObject({
      ok: true,
      norms: {
        version: 'default-1',
        basis: { spindles: 100_800, countNe: 40, shiftHours: 8, utilisation: 0.85 },
        roster: { shiftSystem: 'four-crews-three-shifts', attendance: 0.95, dayFactor: 1.06 },
        conventional: { spindleSpeedRpm: 17_000, copMinutes: 0.017, rovingPieceMinutes: 1.3 },
        measures: { S9: { changes: { robotShare: 0.7, creelMinutes: 0.22 } } },
      },
    })
  })

  it.each<[what: string, from: string, to: string, path: string, reason: RegExp]>([
    ['an unknown key', '  cards: 44', '  cars: 44', 'conventional.cars', /not a known key/],
    ['a missing key', '  cards: 44', '', 'conventional.cards', /missing/],
    ['a word for a number', '  cards: 44', '  cards: many', 'conventional.cards', /must be a number/],
    ['a text for a number', '  cards: 44', "  cards: '44'", 'conventional.cards', /must be a number/],
    ['no value', '  cards: 44', '  cards:', 'conventional.cards', /must be a number/],
    ['half a machine', '  cards: 44', '  cards: 44.5', 'conventional.cards', /must be a whole number/],
    ['negative minutes', 'pieceMinutes: 0.28', 'pieceMinutes: -0.28', 'conventional.pieceMinutes', /at least 0/],
    ['an infinite number', 'pieceMinutes: 0.28', 'pieceMinutes: .inf', 'conventional.pieceMinutes', /must be a number/],
    [
      'a percentage for a fraction',
      'robotShare: 0.70',
      'robotShare: 70',
      'measures.S9.changes.robotShare',
      /at most 1/,
    ],
    ['a change of no constant', 'robotShare: 0.70', 'robots: 3', 'measures.S9.changes.robots', /not a known key/],
    ['a measure that is not on the ladder', '  S9:', '  S10:', 'measures.S10', /not a known key/],
    ['a role that does not exist', '    - carding', '    - knitting', 'scope.directRoles.1', /must be one of/],
    ['a fall in upToNe', 'upToNe: 100', 'upToNe: 60', 'twist', /must rise/],
    ['an empty healthy range', 'healthyTo: 0.95', 'healthyTo: 0.5', 'workloadIndex', /below/],
    [
      'an unknown shift system',
      'shiftSystem: four-crews-three-shifts',
      'shiftSystem: five',
      'roster.shiftSystem',
      /must be one of four-crews/,
    ],
  ])('refuses %s and names line, key and reason', (_, from, to, path, reason) => {
    const text = DEFAULT.replace(from, to)
    expect(text).not.toBe(DEFAULT)
    const problem = problemsIn(text).find((found) => found.path === path)
    expect(problem?.reason).toMatch(reason)
    // The line holds the last key of the path; of a missing key, the line of the map that lacks it.
    const key = /missing/.test(problem!.reason)
      ? path.split('.').at(-2)!
      : path.split('.').findLast((part) => !/^\d+$/.test(part))!
    const line = text.split('\n')[problem!.line - 1]!
    expect(path.endsWith('.1') ? line : line.trim()).toContain(path.endsWith('.1') ? '- knitting' : `${key}:`)
  })

  it('reports every problem of a file, in the order of its lines', () => {
    const text = DEFAULT.replace('  combers: 34', '  combers: x').replace('crews: 4, shift', 'crews: 0, shift')
    const problems = problemsIn(text)
    expect(problems.map(({ path }) => path)).toEqual([
      'shiftSystems.four-crews-three-shifts.crews',
      'conventional.combers',
    ])
    expect(describeFileProblem(problems[1]!)).toMatch(
      /^norms\.yaml:\d+: conventional\.combers: must be a number, is the text "x"$/,
    )
  })

  it.each<[what: string, text: string, line: number, reason: RegExp]>([
    ['an empty file', '', 1, /empty/],
    ['a list', '- 1\n- 2\n', 1, /must be a group of keys/],
    ['broken YAML', 'version: a\nbasis: {\n', 3, /flow/i],
    ['a key given twice', 'version: a\nversion: b\n', 2, /unique/],
    ['two documents', 'version: a\n---\nversion: b\n', 2, /multiple documents/],
    ['a bomb of aliases', bomb(), 1, /alias/i],
  ])('refuses %s', (_, text, line, reason) => {
    const problems = problemsIn(text)
    expect(problems[0]?.reason).toMatch(reason)
    expect(problems[0]?.line).toBe(line)
  })

  it('never throws and never accepts noise', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.string({ unit: fc.constantFrom(...'{}[]&*!|>: -\n#ab1') })),
        (text) => {
          const problems = problemsIn(text)
          expect(problems.length).toBeGreaterThan(0)
          expect(problems.every(({ line, reason }) => line >= 1 && reason.length > 0)).toBe(true)
        },
      ),
    )
  })
})

function problemsIn(text: string): FileProblem[] {
  const result = parseNormsFile(text, 'norms.yaml')
  return result.ok ? [] : result.problems
}

/** Nine levels of ten aliases each: a billion values when written out. */
function bomb(): string {
  const level = (n: number) =>
    `l${n}: &l${n} [${
      n === 0
        ? '1'
        : Array(10)
            .fill(`*l${n - 1}`)
            .join(', ')
    }]`
  return Array.from({ length: 10 }, (_, n) => level(n)).join('\n')
}
