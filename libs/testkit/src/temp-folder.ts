import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface TempFolder {
  path: string
  /** Removes the folder with all that is in it. */
  stop(): Promise<void>
}

/** A new, empty folder of the test's own. */
export async function tempFolder(purpose = 'test'): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), `wanding-${purpose}-`))
  // A server that was just killed may still be losing its last files: rm tries again.
  return { path, stop: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }) }
}
