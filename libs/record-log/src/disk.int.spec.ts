import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { injectSyscallFaults, type TempFolder, tempFolder } from '@wanding/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FolderLock } from './folder-lock'
import { RecordLog } from './record-log'

/** A file that is synced is lost all the same when the power goes and the name of its folder is not on the disk. */
describe('the names of new folders', () => {
  let temp: TempFolder
  beforeEach(async () => {
    temp = await tempFolder('folders')
  })
  afterEach(() => temp.stop())

  /** Syncs of a folder fail in this process: whoever goes on without an error has not asked for one. */
  const whileSyncsFail = async (folder: string, act: () => unknown): Promise<string[]> => {
    const faults = await injectSyscallFaults(process.pid, { calls: ['fsync'], inject: 'error=EIO', path: folder })
    try {
      expect(act).toThrow('EIO')
    } finally {
      await faults.stop()
    }
    return faults.injected()
  }

  it.each(['the data', 'the data/a', 'the data/a/b'])('are on the disk in %s before a log is open', async (above) => {
    mkdirSync(join(temp.path, 'the data'))
    const folder = join(temp.path, 'the data', 'a', 'b', 'c')
    if (above.length > 'the data'.length) mkdirSync(dirname(join(temp.path, above)), { recursive: true })
    const calls = await whileSyncsFail(join(temp.path, above), () => RecordLog.open(folder))
    expect(calls).toHaveLength(1)
  })

  it('are on the disk before a folder is locked', async () => {
    const calls = await whileSyncsFail(temp.path, () => FolderLock.take(join(temp.path, 'spool')))
    expect(calls).toHaveLength(1)
  })

  it('are synced once: what is there already needs nothing', async () => {
    const folder = join(temp.path, 'a')
    mkdirSync(folder)
    const faults = await injectSyscallFaults(process.pid, { calls: ['fsync'], inject: 'error=EIO', path: temp.path })
    const log = RecordLog.open(folder)
    await faults.stop()
    expect(faults.injected()).toEqual([])
    await log.close()
  })
})
