import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadMillPlan } from '../mill-files'
import { beginningOf } from './beginning'

const HOUR_MS = 3_600_000
const BORN_MS = Date.UTC(2026, 10, 23)

describe('the beginning of a live mill', () => {
  let folder: TempFolder
  const plan = loadMillPlan('teaching', [], import.meta.url)
  const at = (nowMs: number, over: { seed?: number; plan?: typeof plan } = {}) =>
    beginningOf({ dataFolder: join(folder.path, 'data'), seed: over.seed ?? 7 }, over.plan ?? plan, nowMs)

  beforeEach(async () => {
    folder = await tempFolder('beginning')
  })
  afterEach(() => folder.stop())

  it('is now for a new mill, and stays what it was at a restart', () => {
    expect(at(BORN_MS)).toBe(BORN_MS)
    expect(at(BORN_MS + HOUR_MS)).toBe(BORN_MS)
  })

  it('is now for another seed, another plan, a mill of last week, and a clock that was set back', () => {
    at(BORN_MS)
    expect(at(BORN_MS + HOUR_MS, { seed: 8 })).toBe(BORN_MS + HOUR_MS)
    const faster = loadMillPlan('teaching', ['spinPlan.spindleSpeedRpm=17000'], import.meta.url)
    expect(at(BORN_MS + 2 * HOUR_MS, { plan: faster })).toBe(BORN_MS + 2 * HOUR_MS)
    expect(at(BORN_MS + 200 * HOUR_MS, { plan: faster })).toBe(BORN_MS + 200 * HOUR_MS)
    expect(at(BORN_MS, { plan: faster })).toBe(BORN_MS)
  })

  it('is now when the file is not what it should be', async () => {
    at(BORN_MS)
    await writeFile(join(folder.path, 'data', 'beginning-teaching.json'), '{"identity":')
    expect(at(BORN_MS + HOUR_MS)).toBe(BORN_MS + HOUR_MS)
  })
})
