import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const simulator = fileURLToPath(new URL('../..', import.meta.url))
// Inside the workspace, so that the bundle finds its dependencies.
const outDir = join(simulator, '.test-results', `theory-${process.pid}`)
const run = promisify(execFile)

/** The command line in a process of its own. */
async function sim(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    return { code: 0, ...(await run(process.execPath, [join(outDir, 'cli.js'), ...line.split(' ')])) }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, stdout, stderr }
  }
}

describe('sim interference and sim patrol', () => {
  beforeAll(async () => {
    await build({ root: simulator, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  })
  afterAll(() => rmSync(outDir, { recursive: true, force: true }))

  it.each([
    ['interference --n 20 --rho 0.04 --c 1 --service constant --json', 'waitSeconds'],
    ['interference --n 20 --rho 0.04 --c 1 --service exponential --json', 'waitSeconds'],
    ['patrol --n 2400 --breaks 12 --walk-minutes 10 --service-seconds 21 --json', 'roundMinutes'],
  ])('%s: theory and simulation within 3 %, and nothing but JSON', async (line, figure) => {
    const { code, stdout, stderr } = await sim(line)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { theory, simulation } = JSON.parse(stdout)
    expect(Math.abs(simulation[figure] / theory[figure] - 1)).toBeLessThan(0.03)
    expect(simulation.ci95[figure] / simulation[figure]).toBeLessThan(0.03)
    expect((await sim(line)).stdout).toBe(stdout)
  })

  it.each([
    ['interference --n 20', /--lambda/],
    ['patrol --n 2400 --breaks often', /--breaks/],
  ])('%s is refused with a reason', async (line, reason) => {
    const { code, stderr } = await sim(line)
    expect(code).toBe(2)
    expect(stderr).toMatch(reason)
    expect(stderr).not.toMatch(/ {4}at /)
  })

  it('--help is answered, and the list of commands names both', async () => {
    expect((await sim('interference --help')).stdout).toMatch(/--service-seconds/)
    expect((await sim('patrol --help')).stdout).toMatch(/--walk-minutes/)
    expect((await sim('--help')).stdout).toMatch(/ {2}interference +\S[\s\S]* {2}patrol +\S/)
  })
})
