import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { advance } from '../engine'
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
  const nowMsOf = (found: ReturnType<MillPast['mill']>) => found.state.mill.nowMs

  /** A mill that was kept one hour after its birth. */
  function keptMill() {
    const mill = past().mill(BORN_MS)
    advance(mill, BORN_MS + HOUR_MS)
    past().keep(mill)
    return mill
  }

  beforeEach(async () => {
    folder = await tempFolder('past')
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await folder.stop()
  })

  it('is a new mill at first, and the mill that was kept at a restart', async () => {
    expect(nowMsOf(past().mill(BORN_MS))).toBe(BORN_MS)
    const mill = keptMill()
    const again = past().mill(BORN_MS + 5 * HOUR_MS)
    expect(encodeSnapshot(again).equals(encodeSnapshot(mill))).toBe(true)
    expect(await readdir(join(folder.path, 'data'))).toEqual(['teaching.snapshot'])
  })

  it('is a new mill for another seed, another plan, a mill of last week, and a clock that was set back', () => {
    keptMill()
    const laterMs = BORN_MS + 2 * HOUR_MS
    const faster = loadMillPlan('teaching', ['spinPlan.spindleSpeedRpm=17000'], import.meta.url)
    expect(nowMsOf(past({ seed: 8 }).mill(laterMs))).toBe(laterMs)
    expect(nowMsOf(past({ plan: faster }).mill(laterMs))).toBe(laterMs)
    expect(nowMsOf(past().mill(BORN_MS + 200 * HOUR_MS))).toBe(BORN_MS + 200 * HOUR_MS)
    expect(nowMsOf(past().mill(BORN_MS))).toBe(BORN_MS)
  })

  it('is a new mill when the file is torn, and says so', async () => {
    keptMill()
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const file = join(folder.path, 'data', 'teaching.snapshot')
    await writeFile(file, (await readFile(file)).subarray(0, 5000))
    expect(nowMsOf(past().mill(BORN_MS + 2 * HOUR_MS))).toBe(BORN_MS + 2 * HOUR_MS)
    expect(said).toHaveBeenCalledWith(expect.stringContaining('snapshot is damaged or cut off'))
  })

  it('does not stop the mill when it cannot be kept, and says so', async () => {
    const said = vi.spyOn(console, 'warn').mockImplementation(() => {})
    await writeFile(join(folder.path, 'data'), 'a file where the folder should be')
    const mill = past().mill(BORN_MS)
    past().keep(mill)
    expect(said).toHaveBeenCalledWith(expect.stringContaining('it cannot be kept (EEXIST)'))
  })
})
