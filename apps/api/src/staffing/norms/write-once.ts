import { closeSync, fsyncSync, linkSync, openSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file whole or not at all, and never over another: false if there is one of that name. After it returns, the file is on
 * the disk.
 */
export function writeOnce(path: string, text: string): boolean {
  const folder = dirname(path)
  const part = join(folder, `.${basename(path)}.${process.pid}.part`)
  try {
    const file = openSync(part, 'w')
    try {
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    // A link is made only where there is no file yet: of two writers one wins, and no reader sees half a file.
    linkSync(part, path)
    sync(folder)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(part, { force: true })
  }
}

function sync(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
