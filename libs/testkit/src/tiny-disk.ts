import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type TempFolder, tempFolder } from './temp-folder'

const run = promisify(execFile)
const BLOCK_BYTES = 65_536

/** A disk of a few megabytes that can be filled up. */
export interface TinyDisk extends TempFolder {
  /** Takes all the room that is left. */
  fill(): Promise<void>
  /** Gives it back. */
  free(): Promise<void>
}

/** A file system in memory, of a size of its own. Linux only, and only who may mount: it says so where that is not so. */
export async function tinyDisk(bytes: number): Promise<TinyDisk> {
  const folder = await tempFolder('tiny-disk')
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder.path])
  } catch (error) {
    await folder.stop()
    throw new Error(`a test of a full disk needs the right to mount one: ${(error as Error).message}`)
  }
  const filler = (n: number) => join(folder.path, `filler-${n}`)
  let fillers = 0
  return {
    path: folder.path,
    async fill() {
      for (let size = BLOCK_BYTES; size > 0; ) {
        try {
          await writeFile(filler(fillers), Buffer.alloc(size))
          fillers += 1
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
          size >>= 1
        }
      }
    },
    async free() {
      for (; fillers >= 0; fillers -= 1) await rm(filler(fillers), { force: true })
      fillers = 0
    },
    async stop() {
      await run('umount', [folder.path])
      await folder.stop()
    },
  }
}
