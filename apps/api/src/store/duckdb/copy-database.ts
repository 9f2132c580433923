import { existsSync } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { ATTACHED_AS, LAYOUT, quoted } from './open-database'

const COPY_AS = 'history_copy'

/** What a copy is called while it is none yet. */
export const partOf = (file: string): string => `${file}.part`

/**
 * Copies all that is committed into a file of its own, on a connection of its own; writers go on. The file is there when it is whole
 * and on the disk, or not at all. By DuckDB and not by the file system: whoever else opens and closes the file in this process takes
 * its lock away (fcntl), and a copy between two checkpoints would lack its log.
 */
export async function copyDatabase(connection: DuckDBConnection, file: string): Promise<number> {
  const part = partOf(file)
  await removePart(part)
  try {
    await connection.run(`ATTACH ${quoted(part)} AS ${COPY_AS} (${LAYOUT})`)
    await connection.run(`COPY FROM DATABASE ${ATTACHED_AS} TO ${COPY_AS}`)
    await connection.run(`CHECKPOINT ${COPY_AS}`)
  } catch (error) {
    await connection.run(`DETACH ${COPY_AS}`).catch(() => undefined)
    await removePart(part)
    throw error
  }
  await connection.run(`DETACH ${COPY_AS}`)
  // What is left of a log would not come along.
  if (existsSync(`${part}.wal`)) throw new Error('IO Error: the log of the copy could not be taken into it')
  await synced(part)
  await rename(part, file)
  await synced(dirname(file))
  return (await stat(file)).size
}

async function removePart(part: string): Promise<void> {
  for (const path of [part, `${part}.wal`]) await rm(path, { force: true })
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
