import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  INTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
} from '@duckdb/node-api'

export type Column =
  | Int32Array
  | BigInt64Array
  | Float64Array
  | Uint16Array
  | Uint8Array
  | readonly string[]
  | readonly boolean[]
  | readonly Uint8Array[]

export const TYPES = { BIGINT, BLOB, BOOLEAN, DOUBLE, INTEGER, USMALLINT, UTINYINT, VARCHAR }

/** Rows of one data chunk: DuckDB's vector size. */
const CHUNK_ROWS = 2048

/** Appends columns to one table; typed arrays go straight into DuckDB's vectors. Rows become visible at `flush`. */
export class TableAppender {
  private constructor(
    private readonly appender: DuckDBAppender,
    private readonly types: readonly DuckDBType[],
  ) {}

  static async open(connection: DuckDBConnection, table: string, types: readonly DuckDBType[]): Promise<TableAppender> {
    return new TableAppender(await connection.createAppender(table), types)
  }

  append(columns: readonly Column[]): void {
    const rows = columns[0]!.length
    if (rows === 0) return
    for (let begin = 0; begin < rows; begin += CHUNK_ROWS) {
      const end = Math.min(rows, begin + CHUNK_ROWS)
      const chunk = DuckDBDataChunk.create(this.types, end - begin)
      columns.forEach((column, index) => {
        fill(chunk, index, column, begin, end)
      })
      this.appender.appendDataChunk(chunk)
    }
    this.appender.flushSync()
  }

  close(): void {
    this.appender.closeSync()
  }
}

function fill(chunk: DuckDBDataChunk, index: number, column: Column, begin: number, end: number): void {
  const vector = chunk.getColumnVector(index)
  // Only the vectors of numbers have a typed array behind them; the type does not show it.
  const { items } = vector as unknown as { items?: { set(values: unknown): void } }
  if (items && ArrayBuffer.isView(column)) items.set((column as Int32Array).subarray(begin, end))
  else {
    for (let row = begin; row < end; row++) vector.setItem(row - begin, itemOf(column[row]!))
  }
  vector.flush()
}

const itemOf = (value: number | bigint | string | boolean | Uint8Array) =>
  value instanceof Uint8Array ? { bytes: value } : value
