import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { run } from './what-if'

const SMALL = ['--base', 'ringRoom.frames=2', '--hours', '0.5', '--warm-up', '0.25', '--replications', '3']

describe('what-if', () => {
  let out = ''
  let err = ''
  beforeEach(() => {
    out = ''
    err = ''
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += text
      return true
    })
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += text
      return true
    })
  })
  afterEach(() => vi.restoreAllMocks())

  it('prints both mills on the same seeds, and by how much they differ', async () => {
    const changed = ['--hours', '4', '--set', 'ringRoom.breaks.ratePerSpindleHour=0.018']
    expect(await run([...SMALL, ...changed, '--json'])).toBe(0)
    const found = JSON.parse(out)
    expect(found).toMatchObject({ mill: 'jimo', seed: 7, hours: 4, replications: 3 })
    expect(
      found.variants.map(({ figures }: { figures: { endsDownPercent: { n: number } } }) => figures.endsDownPercent.n),
    ).toEqual([3, 3])
    // Four times the hazard; of some 160 breaks of the base, three standard errors of the ratio are 1.1.
    const { percent, clear } = found.differences[0].figures.breaksPer1000SpindleHours
    expect(clear).toBe(true)
    expect(percent).toBeGreaterThan(190)
    expect(percent).toBeLessThan(410)
    out = ''
    await run([...SMALL, ...changed, '--json'])
    expect({ ...JSON.parse(out), cpuSeconds: 0 }).toEqual({ ...found, cpuSeconds: 0 })
  })

  it('prints a table of the mill as it is, with the theory', async () => {
    expect(await run(SMALL)).toBe(0)
    expect(out).toContain('endsDownPercent')
    expect(out).toMatch(/pooled-walking +[\d.]+ s down {2}\(this dispatch\)/)
    expect(out).not.toContain('difference')
  })

  it.each([
    [['--hours', 'x'], "--hours must be a number from 0.25 to 72, not 'x'"],
    [['--replications', '0'], '--replications must be a number from 1 to 2000'],
    [['--set', 'staff.posts.nobody.persons=2'], 'staff.posts.nobody.persons'],
    [['--mill', 'nowhere'], 'there is no mill "nowhere"'],
    [['--norms', 'nowhere.yaml'], "cannot read norms file 'nowhere.yaml'"],
    [['--wrong'], "Unknown option '--wrong'"],
  ])('refuses %j', async (args, message) => {
    expect(await run(args)).toBe(2)
    expect(err).toContain(message)
    expect(out).toBe('')
  })
})
