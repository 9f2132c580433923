import type { DuckDBBlobValue, DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import type { StoredMoment, StoredRun, StoredSpeeds } from '../history-store.port'
import { speedsOfRollup, speedsOfSecond } from '../spindle-blob'
import { bounds } from './database-reader'
import type { Dictionary } from './dictionary'
import type { SourceKey } from './flat-batch'
import type { Answer, Args, MomentsKey } from './worker-protocol'

/** A rollup that begins this long before a range still speaks of its begin. */
const ROLLUP_MS = 60_000n

/** Reads moments of the whole mill, and of one machine what it was at a moment. Of a row written twice the later counts. */
export class PastReader {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly dictionary: Dictionary,
  ) {}

  async momentBefore({ atMs, ...key }: Args<'momentBefore'>): Promise<StoredMoment | undefined> {
    return this.momentAt(key, 'max(time)', 'time <= $2', BigInt(Math.floor(atMs)))
  }

  async momentAfter({ atMs, ...key }: Args<'momentAfter'>): Promise<StoredMoment | undefined> {
    return this.momentAt(key, 'min(time)', 'time >= $2', BigInt(Math.ceil(atMs)))
  }

  async moments({ source, kind, range, everyMs }: Args<'moments'>): Promise<StoredMoment[]> {
    const id = this.dictionary.sourceId(source)
    if (id === undefined) return []
    const values: DuckDBValue[] = [id, ...bounds(range)]
    const where = 'source = $1 AND time >= $2 AND time < $3'
    // The times alone are found first: a blob that is not wanted is not read.
    const thinned =
      everyMs > 0 ? `AND time IN (SELECT min(time) FROM moment_${kind} WHERE ${where} GROUP BY time // $4)` : ''
    if (everyMs > 0) values.push(BigInt(everyMs))
    const rows = await this.rows<[number, DuckDBBlobValue]>(
      `SELECT time::DOUBLE, data FROM moment_${kind} WHERE ${where} ${thinned} ORDER BY time, rowid`,
      values,
    )
    return [...new Map(rows.map(([atMs, blob]) => [atMs, { atMs, data: blob.bytes.slice() }])).values()]
  }

  async storedRuns({ mill }: Args<'storedRuns'>): Promise<StoredRun[]> {
    const rows = await this.rows<[string, number, number]>(
      `SELECT run, min(time)::DOUBLE, max(time)::DOUBLE AS newest FROM moment_picture JOIN source ON source.id = source
       WHERE mill = $1 GROUP BY run ORDER BY newest`,
      [mill],
    )
    return rows.map(([run, fromMs, toMs]) => ({ run, fromMs, toMs }))
  }

  async machineAt({ source, range }: Args<'machineAt'>): Promise<Answer<'machineAt'>> {
    const id = this.dictionary.sourceId(source)
    if (id === undefined) return []
    const [from, to] = bounds(range)
    const numbers = await this.rows<[number, number]>(
      'SELECT name, value FROM sample WHERE source = $1 AND time >= $2 AND time < $3 ORDER BY time, rowid',
      [id, from, to],
    )
    const words = await this.rows<[number, string]>(
      'SELECT name, arg_max(word, time) FROM word WHERE source = $1 AND time < $2 GROUP BY name',
      [id, to],
    )
    const newest = new Map<number, number | string>([...words, ...numbers])
    return [...newest].map(([name, value]) => [this.dictionary.nameOf(name)!, value])
  }

  async speedsAt({ source, range }: Args<'speedsAt'>): Promise<StoredSpeeds | undefined> {
    const [from, to] = bounds(range)
    const second = await this.newest('spindle_second', source, from, to)
    if (second) return { from: 'second', atMs: second.atMs, rpm: speedsOfSecond(second.data) }
    const minute = await this.newest('rollup', source, from - ROLLUP_MS, to)
    return minute && { from: 'minute', atMs: minute.atMs, rpm: speedsOfRollup(minute.data) }
  }

  private momentAt(
    { source, kind }: MomentsKey,
    which: 'min(time)' | 'max(time)',
    where: string,
    limit: bigint,
  ): Promise<StoredMoment | undefined> {
    return this.rowAt(`moment_${kind}`, source, which, where, [limit])
  }

  private newest(
    table: 'spindle_second' | 'rollup',
    source: SourceKey,
    from: bigint,
    to: bigint,
  ): Promise<StoredMoment | undefined> {
    return this.rowAt(table, source, 'max(time)', 'time >= $2 AND time < $3', [from, to])
  }

  /** The time is found first, from the times alone: only the one blob that is wanted is read. */
  private async rowAt(
    table: string,
    source: SourceKey,
    which: 'min(time)' | 'max(time)',
    where: string,
    limits: readonly bigint[],
  ): Promise<StoredMoment | undefined> {
    const id = this.dictionary.sourceId(source)
    if (id === undefined) return undefined
    const [row] = await this.rows<[number, DuckDBBlobValue]>(
      `SELECT time::DOUBLE, data FROM ${table}
       WHERE source = $1 AND time = (SELECT ${which} FROM ${table} WHERE source = $1 AND ${where})
       ORDER BY rowid DESC LIMIT 1`,
      [id, ...limits],
    )
    // A copy: the bytes of an answer lie in memory of the database.
    return row && { atMs: row[0], data: row[1].bytes.slice() }
  }

  private async rows<T extends readonly unknown[]>(sql: string, values: DuckDBValue[]): Promise<T[]> {
    const reader = await this.connection.runAndReadAll(sql, values)
    return reader.getRows() as unknown as T[]
  }
}
