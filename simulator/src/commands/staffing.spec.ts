import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { run } from './staffing'

afterEach(() => vi.restoreAllMocks())

async function staffing(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += text
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.err += text
    return true
  })
  const code = await run(args)
  vi.restoreAllMocks()
  return { code, ...written }
}

interface Row {
  step: string
  roll: number
  per10k: number
  hok: number
  posts: number
}
const rungs = async (...args: string[]) => JSON.parse((await staffing('--json', ...args)).out) as Row[]

describe('staffing --json', () => {
  it('prints the ten rungs of the default norms', async () => {
    const rows = await rungs()
    expect(rows.map(({ step }) => step)).toEqual(['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9'])
    const published = [49.99, 41.64, 35.78, 33.09, 28.47, 25.79, 21.66, 18.98, 11.87, 9.71]
    for (const [index, row] of rows.entries())
      expect(Math.abs(row.per10k - published[index]!)).toBeLessThanOrEqual(0.01)
    expect(Object.keys(rows[0]!)).toEqual(['step', 'roll', 'per10k', 'hok', 'posts'])
    expect(rows[9]!.roll).toBeCloseTo(97.8, 1)
    expect(rows[9]!.hok).toBeCloseTo(1.12, 2)
    expect(rows[9]!.posts).toBeCloseTo(18.7, 1)
  })

  it('changes with count, crews, attendance and scope', async () => {
    const last = (rows: Row[]) => rows.at(-1)!
    const basis = last(await rungs())
    const fine = last(await rungs('--ne', '100'))
    expect(fine.per10k).toBeLessThan(basis.per10k)
    expect(fine.hok).toBeGreaterThan(basis.hok)
    expect(last(await rungs('--crews', '3')).roll).toBeLessThan(basis.roll)
    expect(last(await rungs('--crews', '3')).posts).toBe(basis.posts)
    expect(last(await rungs('--attendance=0.8')).roll).toBeGreaterThan(basis.roll)
    expect(last(await rungs('--scope', 'C')).roll).toBeGreaterThan(basis.roll)
    const double = last(await rungs('--spindles', '201600'))
    expect(double.per10k).toBeCloseTo(basis.per10k, 3)
    expect(double.roll).toBeCloseTo(basis.roll * 2, 3)
  })
})

describe('staffing --attribution shapley', () => {
  it('shares the whole gain from 49.99 to 9.71 among the nine measures', async () => {
    const { fromPer10k, toPer10k, measures } = JSON.parse((await staffing('--attribution', 'shapley', '--json')).out)
    expect([fromPer10k.toFixed(2), toPer10k.toFixed(2)]).toEqual(['49.99', '9.71'])
    expect(measures.map(({ step }: Row) => step)).toEqual(['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8', 'S9'])
    expect(Object.keys(measures[0])).toEqual(['step', 'roll', 'per10k', 'ladderPer10k'])
    for (const way of ['per10k', 'ladderPer10k']) {
      const sum = measures.reduce((total: number, measure: Record<string, number>) => total + measure[way]!, 0)
      expect(Math.abs(sum - (toPer10k - fromPer10k))).toBeLessThan(0.001)
    }
    for (const measure of measures) expect(measure.per10k).toBeLessThan(0)
  })

  it('prints a table, and refuses another way of sharing', async () => {
    const { out } = await staffing('--attribution', 'shapley')
    expect(out).toMatch(/scope B, Ne 40/)
    expect(out).toMatch(/^all .*-40\.28 .*from 49\.99 to 9\.71$/m)
    expect((await staffing('--attribution', 'guess')).err).toMatch(/--attribution must be one of shapley/)
  })
})

describe('staffing', () => {
  it('states scope, count, spindles, shift system and norms beside the table', async () => {
    const { code, out, err } = await staffing('--crews', '3', '--ne', '60')
    expect([code, err]).toEqual([0, ''])
    const [title, , , first] = out.split('\n')
    expect(title).toContain(
      'scope B, Ne 60, 100800 spindles, three-crews-three-shifts (3 crews of 8 h, attendance 0.95), norms default-1',
    )
    expect(first).toMatch(/^S0 .*no automation measure$/)
    expect(out).toMatch(/^S9 .*Piecing robots take 70 % of ends$/m)
  })

  it('prints its usage', async () => {
    const { code, out } = await staffing('--help')
    expect(code).toBe(0)
    for (const flag of ['--json', '--ne', '--crews', '--attendance', '--norms']) expect(out).toContain(flag)
  })

  it.each([
    [['--ne', 'fine'], /--ne must be a number from 4 to 200, not 'fine'/],
    [['--ne', ''], /--ne must be a number/],
    [['--ne', '0'], /--ne must be/],
    [['--ne=-40'], /--ne must be/],
    [['--ne', '-40'], /--ne/],
    [['--ne'], /--ne/],
    [['--crews', '0'], /--crews must be a number from 1 to 12/],
    [['--attendance', '95'], /--attendance must be a number from 0.1 to 1/],
    [['--spindles', 'Infinity'], /--spindles must be/],
    [['--scope', 'D'], /--scope must be one of A, B, C, not 'D'/],
    [['--shift-system', 'two'], /--shift-system must be one of four-crews-three-shifts/],
    [['--speed', '3'], /--speed/],
    [['40'], /40/],
    [['--norms', 'no-such-file.yaml'], /cannot read norms file 'no-such-file.yaml' \(ENOENT\)/],
  ])('refuses %j in one line', async (args, message) => {
    const { code, out, err } = await staffing(...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })

  it('names line, key and reason for a file that is no norms file', async () => {
    const file = fileURLToPath(new URL('../../package.json', import.meta.url))
    const { code, err } = await staffing('--norms', file)
    expect(code).toBe(2)
    expect(err).toContain('the norms file has')
    expect(err).toMatch(/package\.json:2: name: is not a known key/)
    expect(err).toMatch(/package\.json:1: basis: is missing/)
  })
})
