import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const simulator = fileURLToPath(new URL('../..', import.meta.url))
// Inside the workspace, so that the bundle finds its dependencies.
const outDir = join(simulator, '.test-results', `headless-${process.pid}`)
const run = promisify(execFile)

/** The command line in a process of its own. */
async function sim(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await run(process.execPath, [join(outDir, 'cli.js'), ...args])) }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, stdout, stderr }
  }
}

describe('sim headless', () => {
  beforeAll(async () => {
    await build({ root: simulator, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  })
  afterAll(() => rmSync(outDir, { recursive: true, force: true }))

  it('same seed, same hash in another process; another seed, another', async () => {
    const runs = await Promise.all(
      ['7', '7', '8'].map((seed) => sim('headless', '--mill', 'jimo', '--seed', seed, '--hours', '2', '--json')),
    )
    const [a, b, c] = runs.map(({ stdout }) => JSON.parse(stdout))
    expect(a.hash).toMatch(/^[0-9a-f]{16}$/)
    expect(b.hash).toBe(a.hash)
    expect(c.hash).not.toBe(a.hash)
    expect({ ...b, wallSeconds: 0 }).toEqual({ ...a, wallSeconds: 0 })
  })

  it('lets things go wrong as ordered, and says so', async () => {
    const ordered = ['--mill', 'teaching', '--hours', '2', '--set', 'faults.scale=0', '--json']
    const faulty = [...ordered, '--inject', 'suction-filter-full@RF02@10@400', '--respond', 'clean-filter@RF02@50']
    const { stdout } = await sim('headless', ...faulty)
    expect(JSON.parse(stdout).faults).toMatchObject([
      { fault: 'suction-filter-full', place: 'RF02', severity: 400, by: 'command', curedBy: 'command', minutes: 44 },
    ])
    expect(JSON.parse((await sim('headless', ...ordered)).stdout).faults).toEqual([])
  })

  it.each([
    ['--inject', 'suction-filter-full@RF99@10', 'this mill has no RF99'],
    ['--inject', 'no-such@RF01@10', 'there is no fault no-such'],
    ['--inject', 'cot-wear@RF01', 'is no number'],
    ['--respond', 'wait', 'must be response@place@minute'],
  ])('refuses %s %s', async (option, order, reason) => {
    const { code, stderr } = await sim('headless', '--mill', 'teaching', option, order)
    expect(code).toBe(2)
    expect(stderr).toContain(reason)
  })

  it('prints the agreed keys', async () => {
    const { stdout } = await sim('headless', '--mill', 'teaching', '--hours', '1', '--warm-up', '1', '--json')
    const summary = JSON.parse(stdout)
    expect(Object.keys(summary)).toEqual(
      'mill seed hours wallSeconds events hash production breaks endsDownPercent doffsPerFrameDay response energy tasks faults'.split(
        ' ',
      ),
    )
    expect(Object.keys(summary.production)).toEqual(['kg', 'kgPerHour', 'gramsPerSpindleHour'])
    expect(Object.keys(summary.breaks)).toEqual(['runningPer1000SpindleHours', 'startUpPercent', 'total'])
    expect(Object.keys(summary.response)).toEqual(['p50Seconds', 'p90Seconds'])
    expect(Object.keys(summary.energy)).toEqual(['kwh', 'ringKwhPerKg'])
    expect(Object.keys(summary.tasks[0])).toEqual(['role', 'task', 'count', 'personMinutes'])
  })

  it('counts only after the warm-up', async () => {
    const warmed = await sim('headless', '--mill', 'teaching', '--hours', '2', '--warm-up', '6', '--json')
    const cold = await sim('headless', '--mill', 'teaching', '--hours', '2', '--json')
    expect(JSON.parse(warmed.stdout).hash).not.toBe(JSON.parse(cold.stdout).hash)
    expect(Math.abs(JSON.parse(warmed.stdout).production.gramsPerSpindleHour - 16.6)).toBeLessThan(1.5)
  })

  it('goes on from a snapshot as if it had never stopped, or its own way with another seed', async () => {
    const file = join(outDir, 'mill.snapshot')
    const whole = ['headless', '--mill', 'teaching', '--json']
    const { stdout } = await sim(...whole, '--warm-up', '1', '--hours', '1')
    expect((await sim(...whole, '--hours', '1', '--save', file)).code).toBe(0)
    const [on, other] = await Promise.all(
      [[], ['--seed', '8']].map((seed) => sim('headless', '--load', file, '--hours', '1', '--json', ...seed)),
    )
    expect({ ...JSON.parse(on!.stdout), wallSeconds: 0 }).toEqual({ ...JSON.parse(stdout), wallSeconds: 0 })
    expect(JSON.parse(other!.stdout)).toMatchObject({ mill: 'teaching', seed: 8 })
    expect(JSON.parse(other!.stdout).hash).not.toBe(JSON.parse(stdout).hash)
  })

  it('says when a snapshot cannot be written, and leaves nothing behind', async () => {
    const file = join(outDir, 'nowhere', 'mill.snapshot')
    const { code, stderr } = await sim('headless', '--mill', 'teaching', '--hours', '0.1', '--save', file)
    expect({ code, stderr }).toEqual({ code: 1, stderr: `${file} cannot be written (ENOENT)\n` })
  })

  it('prints a table without --json', async () => {
    const { stdout } = await sim('headless', '--mill', 'teaching', '--hours', '0.5')
    expect(stdout).toMatch(/g\/spindle-h/)
  })

  it.each([
    [['headless', '--hours', 'many'], /--hours must be a number/],
    [['headless', '--seed', '1.5'], /--seed must be a whole number/],
    [['headless', '--mill', 'nowhere'], /there is no mill "nowhere".*jimo/],
    [['headless', '--set', 'spinPlan.twistMultiplier=2'], /spinPlan\.twistMultiplier: must be at least 3\.2/],
    [['headless', '--load', 'nowhere.snapshot'], /nowhere\.snapshot cannot be read \(ENOENT\)/],
    [['headless', '--load', 'package.json'], /package\.json: not a snapshot/],
    [['headless', '--load', 'x', '--mill', 'jimo'], /--load brings its own mill/],
    [['headless', '--colour'], /colour/],
    [['dance'], /unknown command "dance"[\s\S]*usage/],
    [[], /usage/],
  ])('%j is refused with a reason', async (args, reason) => {
    const { code, stderr } = await sim(...args)
    expect(code).toBe(2)
    expect(stderr).toMatch(reason)
    expect(stderr).not.toMatch(/ {4}at /)
  })

  it('--help is answered', async () => {
    expect((await sim('--help')).stdout).toMatch(/usage/)
    expect((await sim('headless', '--help')).stdout).toMatch(/--warm-up/)
  })
})
