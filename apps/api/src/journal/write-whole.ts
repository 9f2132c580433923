import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a file whole or not at all, in the place of the one before; when it returns, the file is on the disk. */
export function writeWhole(path: string, content: string | Buffer): void {
  writeFileSync(`${path}.part`, content, { flush: true })
  renameSync(`${path}.part`, path)
  // The new name, too, would be lost with the power.
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
