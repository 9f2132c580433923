import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { advance } from '../engine'
import { keptFaultsToJson } from '../gateway/faults/kept-faults'
import { loadMillPlan } from '../mill-files'
import { MillPast } from './mill-past'
import { encodeSnapshot } from './snapshot-file'

const HOUR_MS = 3_600_000
const BORN_MS = Date.UTC(2026, 10, 23)
const plan = loadMillPlan('teaching', [], import.meta.url)

describe('the past of a live mill', () => {
  let folder: TempFolder
  const past = (over: { seed?: number; plan?: typeof plan } = {}) =>
    new MillPast(join(folder.path, 'data'), over.plan ?? plan, over.seed ?? 7)
  const nowMsOf = (found: ReturnType<MillPast['find']>) => found.mill.state.mill.nowMs

  /** A mill that was kept one hour after its birth. */
  function keptMill() {
    const found = past().find(BORN_MS)
    advance(found.mill, BORN_MS + HOUR_MS)
    found.faults.tick(BORN_MS + HOUR_MS)
    past().keep(found)
    return found
  }

  beforeEach(async () => {
    folder = await tempFolder('past')
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await folder.stop()
  })

  it('is a new mill at first, and the mill that was kept at a restart', async () => {
    expect(nowMsOf(past().find(BORN_MS))).toBe(BORN_MS)
    const { mill } = keptMill()
    const again = past().find(BORN_MS + 5 * HOUR_MS).mill
    expect(encodeSnapshot(again).equals(encodeSnapshot(mill))).toBe(true)
    expect(await readdir(join(folder.path, 'data'))).toEqual(['teaching.snapshot'])
  })

  it('is a new mill for another seed, another plan, and a mill of last week', () => {
    keptMill()
    const laterMs = BORN_MS + 2 * HOUR_MS
    const faster = loadMillPlan('teaching', ['spinPlan.spindleSpeedRpm=17000'], import.meta.url)
    expect(nowMsOf(past({ seed: 8 }).find(laterMs))).toBe(laterMs)
    expect(nowMsOf(past({ plan: faster }).find(laterMs))).toBe(laterMs)
    expect(nowMsOf(past().find(BORN_MS + 200 * HOUR_MS))).toBe(BORN_MS + 200 * HOUR_MS)
  })

  it.each([
    ['a second', 1000, '1 min', true],
    ['an hour', HOUR_MS, '60 min', true],
    ['a day and two hours', 26 * HOUR_MS, '1560 min', true],
    ['more', 26 * HOUR_MS + 1, '1561 min', false],
    ['73 years', 73 * 365.25 * 24 * HOUR_MS, 'min', false],
  ])('goes on where it was, unless that is too far ahead, after the clock was set back by %s', (_, ms, far, goesOn) => {
    const { mill } = keptMill()
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const startMs = BORN_MS + HOUR_MS - ms
    const found = past().find(startMs)
    expect(nowMsOf(found)).toBe(goesOn ? BORN_MS + HOUR_MS : startMs)
    expect(encodeSnapshot(found.mill).equals(encodeSnapshot(mill))).toBe(goesOn)
    expect(said).toHaveBeenCalledOnce()
    expect(said.mock.calls[0]![0]).toContain('teaching was kept')
    expect(said.mock.calls[0]![0]).toContain(`${far} ahead of this computer's clock`)
    expect(said.mock.calls[0]![0].includes('the mill begins anew')).toBe(!goesOn)
  })

  it('is a new mill when the file is torn, and says so', async () => {
    keptMill()
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const file = join(folder.path, 'data', 'teaching.snapshot')
    await writeFile(file, (await readFile(file)).subarray(0, 5000))
    expect(nowMsOf(past().find(BORN_MS + 2 * HOUR_MS))).toBe(BORN_MS + 2 * HOUR_MS)
    expect(said).toHaveBeenCalledWith(expect.stringContaining('snapshot is damaged or cut off'))
  })

  it('goes on without the ordered faults when these cannot be of this mill, and says which', async () => {
    const { mill, faults } = keptMill()
    faults.inject({ fault: 'dead-spindle-sensor', place: 'RF01/5', selfCure: false }, BORN_MS + HOUR_MS)
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const kept = keptFaultsToJson(faults.kept())
    for (const [beside, reason] of [
      [{ ...kept, version: 2 }, 'version: Invalid input: expected 1'],
      [
        { ...kept, ordered: [{ ...kept.ordered[0], place: 1e6 }] },
        'ordered.0.place: this mill has no spindle number 1000000',
      ],
      [{ ...kept, ordered: [{ ...kept.ordered[0], kind: 'ghost' }] }, 'ordered.0.kind: '],
    ] as const) {
      await writeFile(join(folder.path, 'data', 'teaching.snapshot'), encodeSnapshot(mill, beside))
      const found = past().find(BORN_MS + 2 * HOUR_MS)
      expect(nowMsOf(found)).toBe(BORN_MS + HOUR_MS)
      expect(found.faults.kept().ordered).toEqual([])
      expect(said).toHaveBeenLastCalledWith(expect.stringContaining(`were ordered of its gateways (${reason}`))
    }
  })

  it('does not stop the mill when it cannot be kept, and says so', async () => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {})
    await writeFile(join(folder.path, 'data'), 'a file where the folder should be')
    past().keep(past().find(BORN_MS))
    expect(said).toHaveBeenCalledWith(expect.stringContaining('it cannot be kept (EEXIST)'))
  })
})
