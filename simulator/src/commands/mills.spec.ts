import { afterEach, describe, expect, it, vi } from 'vitest'
import { run } from './mills'

afterEach(() => vi.restoreAllMocks())

async function mills(...args: string[]): Promise<{ code: number; out: string; err: string }> {
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

describe('sim mills', () => {
  it('lists each mill on a line with spindles, count and measures', async () => {
    const { code, out } = await mills()
    expect(code).toBe(0)
    expect(out).toMatch(/^jimo +100,800 +84 frames +Ne 40 +cotton-combed +S1-S9 +Jimo mill$/m)
    expect(out).toMatch(/^conventional +100,800 +200 frames +Ne 40 +cotton-combed +none /m)
    expect(out).toMatch(/^giant +1,000,080 /m)
  })

  it('lists them as JSON', async () => {
    const rows = JSON.parse((await mills('--json')).out)
    expect(rows).toContainEqual({
      mill: 'rung-2',
      spindles: 100_800,
      frames: 84,
      countNe: 40,
      material: 'cotton-combed',
      measures: ['S1', 'S2'],
      name: 'Rung S2 link winding',
    })
  })

  it('answers --help, and refuses what it does not know', async () => {
    expect((await mills('--help')).out).toMatch(/one line each/)
    expect(await mills('--colour')).toMatchObject({ code: 2, out: '' })
  })
})
