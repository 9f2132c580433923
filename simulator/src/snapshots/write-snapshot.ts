import { renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Mill } from '../engine'
import { encodeSnapshot } from './snapshot-file'

/** Writes a snapshot beside its place and moves it there: a file is whole or not there. Throws what the file system throws. */
export function writeSnapshot(mill: Mill, path: string, beside?: object): void {
  const part = `${path}.part`
  try {
    writeFileSync(part, encodeSnapshot(mill, beside))
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    throw error
  }
}
