import { afterEach, describe, expect, it, vi } from 'vitest'
import { run as interference } from './interference'
import { run as patrol } from './patrol'

afterEach(() => vi.restoreAllMocks())

type Command = (args: string[]) => Promise<number>

async function sim(command: Command, line: string): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' }
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += text
    return true
  })
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.err += text
    return true
  })
  const code = await command(line.split(' ').filter((word) => word !== ''))
  vi.restoreAllMocks()
  return { code, ...written }
}
const json = async (command: Command, line: string) => JSON.parse((await sim(command, `${line} --json`)).out)

const SHORT = '--replications 10 --hours 100'

describe('interference', () => {
  it.each(['constant', 'exponential'])('prints theory and simulation of %s service', async (service) => {
    const { theory, simulation } = await json(interference, `--n 20 --rho 0.04 --c 1 --service ${service} --hours 100`)
    expect(Object.keys(theory)).toEqual(['running', 'efficiency', 'utilisation', 'waitSeconds'])
    expect(Object.keys(simulation)).toEqual(['running', 'efficiency', 'utilisation', 'waitSeconds', 'ci95'])
    expect(Object.keys(simulation.ci95)).toEqual(['running', 'efficiency', 'utilisation', 'waitSeconds'])
    for (const figure of Object.keys(theory)) {
      expect(Math.abs(simulation[figure] / theory[figure] - 1)).toBeLessThan(0.03)
      expect(simulation.ci95[figure] / simulation[figure]).toBeLessThan(0.03)
    }
    expect(theory.running).toBeCloseTo(service === 'constant' ? 18.4761 : 18.0027, 4)
  })

  it('has no closed form for several tenters with constant service, and says what exponential service would give', async () => {
    const { theory, simulation } = await json(interference, `--n 20 --rho 0.1 --c 2 --service constant ${SHORT}`)
    expect(theory).toMatchObject({ running: null, efficiency: null, utilisation: null, waitSeconds: null })
    expect(theory.note).toMatch(/no closed form/)
    expect(simulation.waitSeconds).toBeLessThan(theory.exponentialBound.waitSeconds)
    const exponential = await json(interference, `--n 20 --rho 0.1 --c 2 --service exponential ${SHORT}`)
    expect(exponential.theory).toEqual(theory.exponentialBound)
  })

  it('takes two of rho, break rate and service time', async () => {
    const theories = await Promise.all(
      ['--rho 0.04 --service-seconds 24', '--lambda 6000 --service-seconds 24', '--rho 0.04 --lambda 6000'].map(
        async (times) => (await json(interference, `--n 20 ${times} --replications 2 --hours 0.1`)).theory,
      ),
    )
    expect(theories[1]).toEqual(theories[0])
    expect(theories[2]).toEqual(theories[0])
  })

  it('prints a table without --json, and the same for the same seed', async () => {
    const line = `--n 20 --rho 0.04 --service erlang --phases 4 --seed 3 ${SHORT}`
    const { out } = await sim(interference, line)
    expect(out).toMatch(/theory +simulation +95 %\nspindles running +18\.\d+ +18\.\d+ +± 0\.\d+/)
    expect((await sim(interference, line)).out).toBe(out)
  })

  it.each([
    ['', /--n is missing/],
    ['--n 20', /--rho, or --lambda is missing/],
    ['--n 20 --lambda 6', /--service-seconds is missing/],
    ['--n 20 --rho 1 --lambda 6 --service-seconds 20', /two of the three/],
    ['--n 2.5 --rho 0.1', /--n must be a whole number/],
    ['--n 0 --rho 0.1', /--n must be a number from 1 to 1000000/],
    ['--n 20 --rho much', /--rho must be a number .* not 'much'/],
    ['--n 20 --rho 0.1 --c 0', /--c must be a number from 1/],
    ['--n 20 --rho 0.1 --service quick', /--service must be one of constant, exponential, erlang/],
    ['--n 20 --rho 0.1 --phases 3', /--phases goes with --service erlang/],
    ['--n 20 --rho 0.1 --replications 1', /--replications must be a number from 2/],
    ['--colour red', /colour/],
  ])('%j is refused with a reason', async (line, reason) => {
    const { code, out, err } = await sim(interference, line)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(reason)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
  })
})

describe('patrol', () => {
  const published = '--n 2400 --breaks 12 --walk-minutes 10 --service-seconds 21'

  it('prints theory and simulation of the published case', async () => {
    const { theory, simulation } = await json(patrol, `${published} --rounds 200`)
    const figures = ['roundMinutes', 'endsDownPercent', 'btraEndsDownPercent', 'utilisation']
    expect(Object.keys(theory)).toEqual(figures)
    expect(Object.keys(simulation)).toEqual([...figures, 'ci95'])
    expect(theory.roundMinutes).toBeCloseTo(12.02, 2)
    expect(theory.endsDownPercent).toBeCloseTo(0.127, 3)
    expect(theory.btraEndsDownPercent).toBeCloseTo(0.18, 3)
    for (const figure of figures) {
      expect(Math.abs(simulation[figure] / theory[figure] - 1)).toBeLessThan(0.03)
      expect(simulation.ci95[figure] / simulation[figure]).toBeLessThan(0.03)
    }
  })

  it('has no theory where the rounds grow without end, and simulates them all the same', async () => {
    const { theory, simulation } = await json(
      patrol,
      '--n 240 --breaks 1000 --walk-minutes 1 --service-seconds 21 --rounds 20',
    )
    expect(theory.roundMinutes).toBeNull()
    expect(theory.note).toMatch(/no steady round/)
    expect(simulation.roundMinutes).toBeGreaterThan(20)
  })

  it('prints a table without --json', async () => {
    const { out } = await sim(patrol, `${published} --rounds 20`)
    expect(out).toMatch(/round, min +12\.0192 +1[12]\.\d+ +± /)
  })

  it.each([
    ['--n 2400', /--breaks is missing/],
    ['--n 2400 --breaks 12', /--walk-minutes is missing/],
    [`${published} --rounds 0`, /--rounds must be a number from 1/],
    ['--n 1 --breaks 12', /--n must be a number from 2/],
    [`${published} extra`, /extra/],
  ])('%j is refused with a reason', async (line, reason) => {
    const { code, err } = await sim(patrol, line)
    expect(code).toBe(2)
    expect(err).toMatch(reason)
  })
})
