import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { SCHEMA } from './schema'

const FILE = 'history.duckdb'
const LOG = `${FILE}.wal`
export const ATTACHED_AS = 'history'

/**
 * Rows of a group that is compressed and, while it is not full, rewritten as a whole at each checkpoint. DuckDB's
 * 122,880 would be 125 MB of spindle blobs, rewritten every few minutes.
 */
const ROW_GROUP_SIZE = 16_384
/** Write-ahead log at which it is taken into the file: about four minutes of a mill of 100,800 spindles. */
const CHECKPOINT_THRESHOLD = '48MB'

/** Of a database that is attached. */
export const LAYOUT = `ROW_GROUP_SIZE ${ROW_GROUP_SIZE}`

/** A path as it stands in a statement. */
export const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`

const LOCKED = /Could not set lock on file|Conflicting lock is held/i
/** The write-ahead log is damaged: the minutes since the last checkpoint, not the history. */
const LOG_CORRUPT = /Failure while replaying WAL/i
/** What DuckDB says of content that it cannot have written; anything else (rights, a full disk) leaves the file alone. */
const CORRUPT =
  /not a valid DuckDB database file|Corrupt database file|Could not read enough bytes|Serialization Error/i

/** The file belongs to another process. */
export class DatabaseLockedError extends Error {}

export interface OpenDatabase {
  instance: DuckDBInstance
  /** Each connection has to be told which database it works on. */
  connect(): Promise<DuckDBConnection>
  /** What the operator should know, or null. */
  warning: string | null
}

/**
 * Opens or creates the history of a data folder. What is damaged is set aside under a new name and begun afresh:
 * telemetry of today is worth more than a stop over telemetry of yesterday.
 */
export async function openDatabase(folder: string, memoryLimitMb: number, nowMs: number): Promise<OpenDatabase> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const warnings: string[] = []
  for (;;) {
    try {
      return { ...(await open(folder, memoryLimitMb)), warning: warnings.join('; ') || null }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      if (LOCKED.test(message)) throw new DatabaseLockedError(`another Wanding is using ${basename(folder)}`)
      const damaged = LOG_CORRUPT.test(message) ? LOG : CORRUPT.test(message) ? FILE : undefined
      if (damaged === undefined || !existsSync(join(folder, damaged))) throw error
      const aside = setAside(folder, damaged, nowMs)
      warnings.push(
        damaged === LOG
          ? `the last minutes of the history were damaged and are set aside as ${aside}`
          : `the history was damaged and is set aside as ${aside}; it begins anew`,
      )
    }
  }
}

async function open(folder: string, memoryLimitMb: number) {
  // The options of a file's layout can only be given with ATTACH, so the instance itself is an empty one in memory.
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${memoryLimitMb}MB`,
    threads: '2',
    temp_directory: join(folder, `${FILE}.tmp`),
    checkpoint_threshold: CHECKPOINT_THRESHOLD,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connect = async () => {
    const connection = await instance.connect()
    await connection.run(`USE ${ATTACHED_AS}`)
    return connection
  }
  const first = await instance.connect()
  try {
    await first.run(`ATTACH ${quoted(join(folder, FILE))} AS ${ATTACHED_AS} (${LAYOUT})`)
    await first.run(`USE ${ATTACHED_AS}`)
    for (const statement of SCHEMA) await first.run(statement)
    first.closeSync()
    return { instance, connect }
  } catch (error) {
    first.closeSync()
    instance.closeSync()
    throw error
  }
}

function setAside(folder: string, damaged: string, nowMs: number): string {
  const suffix = `.corrupt-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '-')}`
  for (const name of damaged === FILE ? [FILE, LOG] : [LOG]) {
    if (existsSync(join(folder, name))) renameSync(join(folder, name), join(folder, name + suffix))
  }
  return damaged + suffix
}
