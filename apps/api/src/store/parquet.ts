import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

/** A table to be written: numbers under numeric columns, texts under the others; null where nothing is known. */
export interface ParquetTable {
  columns: readonly { name: string; type: 'DOUBLE' | 'VARCHAR' }[]
  rows: readonly (readonly (string | number | null)[])[]
}

/** A Parquet file, written by a DuckDB in memory: whichever store the history is in. */
export async function parquetOf({ columns, rows }: ParquetTable): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'wanding-parquet-'))
  const path = join(folder, 'table.parquet')
  try {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
    const connection = await instance.connect()
    try {
      const quoted = columns.map(({ name, type }) => `"${name.replaceAll('"', '""')}" ${type}`)
      await connection.run(`CREATE TABLE out (${quoted.join(', ')})`)
      const appender = await connection.createAppender('out')
      for (const row of rows) {
        for (const [index, { type }] of columns.entries()) {
          const cell = row[index] ?? null
          if (cell === null) appender.appendNull()
          else if (type === 'DOUBLE') appender.appendDouble(Number(cell))
          else appender.appendVarchar(String(cell))
        }
        appender.endRow()
      }
      appender.closeSync()
      await connection.run(`COPY out TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`)
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
