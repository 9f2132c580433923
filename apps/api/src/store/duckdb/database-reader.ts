import type { DuckDBBlobValue, DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import type { SpindleTransition } from '../../bus'
import type {
  StoredSpindleRollup,
  StoredSpindleSecond,
  StoredWord,
  TimeRange,
  WorstSpindle,
} from '../history-store.port'
import { spindleOfRollup, spindleOfSecond } from '../spindle-blob'
import type { Dictionary } from './dictionary'
import type { SourceKey } from './flat-batch'
import type { Answer, Args, FramesKey } from './worker-protocol'

export const bounds = ({ fromMs, toMs }: TimeRange): [bigint, bigint] => [
  BigInt(Math.ceil(fromMs)),
  BigInt(Math.ceil(toMs)),
]

const BREAKS_OF = `
  SELECT DISTINCT machine, position, time FROM transition JOIN source ON source.id = transition.source
  WHERE broke AND run = $1 AND mill = $2 AND ($3 IS NULL OR machine = $3) AND time >= $4 AND time < $5`

/**
 * Reads on a connection of its own, one query after the other. Rows of the same key and time are the same row written
 * again; scans give rows in the order they were appended, so the last one seen counts.
 */
export class DatabaseReader {
  constructor(
    private readonly connection: DuckDBConnection,
    private readonly dictionary: Dictionary,
  ) {}

  async steps({ source, name, table, range, stepMs, lookBackMs }: Args<'steps'>): Promise<Answer<'steps'>> {
    const ids = this.ids(source, name)
    if (!ids) return { before: undefined, reported: [] }
    const [from, to] = bounds(range)
    const [before] = await this.rows<[number, number]>(
      `SELECT time::DOUBLE, value FROM ${table} WHERE source = $1 AND name = $2 AND time >= $3 AND time < $4
       ORDER BY time DESC, rowid DESC LIMIT 1`,
      [...ids, from - BigInt(lookBackMs), from],
    )
    const reported = await this.rows<[number, number, number, number, number]>(
      `SELECT ((time // $5) * $5)::DOUBLE AS step, avg(value), min(value), max(value), arg_max(value, time)
       FROM (SELECT time, arg_max(value, rowid) AS value FROM ${table}
             WHERE source = $1 AND name = $2 AND time >= $3 AND time < $4 GROUP BY time)
       GROUP BY step ORDER BY step`,
      [...ids, from, to, BigInt(stepMs)],
    )
    return {
      before: before && { atMs: before[0], value: before[1] },
      reported: reported.map(([atMs, mean, least, most, last]) => ({ atMs, mean, least, most, last })),
    }
  }

  async totals({ source, names, range }: Args<'totals'>): Promise<Answer<'totals'>> {
    const sourceId = this.dictionary.sourceId(source)
    const nameOf = new Map(names.map((name) => [this.dictionary.nameId(name), name]))
    nameOf.delete(undefined)
    if (sourceId === undefined || nameOf.size === 0) return []
    const rows = await this.rows<[number, number, number, number]>(
      `SELECT name, count(*)::DOUBLE, sum(value), arg_max(value, time)
       FROM (SELECT name, time, arg_max(value, rowid) AS value FROM series_point
             WHERE source = $1 AND time >= $2 AND time < $3 AND name IN (${[...nameOf.keys()].join()})
             GROUP BY name, time)
       GROUP BY name`,
      [sourceId, ...bounds(range)],
    )
    return rows.map(([name, points, sum, last]) => [nameOf.get(name)!, { points, sum, last }])
  }

  async sums({ source, prefix, range }: Args<'sums'>): Promise<Answer<'sums'>> {
    const sourceId = this.dictionary.sourceId(source)
    if (sourceId === undefined) return []
    return this.rows<[string, number]>(
      `SELECT any_value(name.name), sum(value)
       FROM (SELECT name, time, arg_max(value, rowid) AS value FROM series_point
             WHERE source = $1 AND time >= $2 AND time < $3
               AND name IN (SELECT id FROM name WHERE starts_with(name, $4))
             GROUP BY name, time) AS points JOIN name ON name.id = points.name
       GROUP BY points.name`,
      [sourceId, ...bounds(range), prefix],
    )
  }

  async words({ source, name, range }: Args<'words'>): Promise<StoredWord[]> {
    const ids = this.ids(source, name)
    if (!ids) return []
    const [from, to] = bounds(range)
    const rows = await this.rows<[number, string]>(
      `SELECT time::DOUBLE, arg_max(word, rowid) FROM word
       WHERE source = $1 AND name = $2 AND time < $4 AND time >= coalesce(
         (SELECT max(time) FROM word WHERE source = $1 AND name = $2 AND time <= $3), $3)
       GROUP BY time ORDER BY time`,
      [...ids, from, to],
    )
    return rows.map(([atMs, word]) => ({ atMs, word }))
  }

  async transitions({ source, position, range }: Args<'transitions'>): Promise<SpindleTransition[]> {
    const sourceId = this.dictionary.sourceId(source)
    if (sourceId === undefined) return []
    const rows = await this.rows<[number, number]>(
      `SELECT time::DOUBLE, arg_max(state, rowid) FROM transition
       WHERE source = $1 AND time >= $2 AND time < $3 AND position = $4 GROUP BY time ORDER BY time`,
      [sourceId, ...bounds(range), position],
    )
    return rows.map(([atMs, state]) => ({ position, state, atMs }))
  }

  async seconds({ source, position, range }: Args<'seconds'>): Promise<StoredSpindleSecond[]> {
    const found = new Map<number, StoredSpindleSecond>()
    await this.eachBlob('SELECT time::DOUBLE, data FROM spindle_second', source, range, ([atMs], blob) => {
      const spindle = spindleOfSecond(blob, position)
      if (spindle) found.set(atMs!, { atMs: atMs!, ...spindle })
    })
    return inOrder(found)
  }

  async rollups({ source, position, range }: Args<'rollups'>): Promise<StoredSpindleRollup[]> {
    const found = new Map<number, StoredSpindleRollup>()
    await this.eachBlob('SELECT time::DOUBLE, span, data FROM rollup', source, range, ([atMs, spanMs], blob) => {
      const spindle = spindleOfRollup(blob, position)
      if (spindle) found.set(atMs!, { atMs: atMs!, spanMs: spanMs!, ...spindle })
    })
    return inOrder(found)
  }

  async worst({ limit, range, ...key }: Args<'worst'>): Promise<WorstSpindle[]> {
    const rows = await this.rows<[string, number, number, number]>(
      `SELECT machine, position, count(*)::DOUBLE AS breaks, max(time)::DOUBLE AS last FROM (${BREAKS_OF})
       GROUP BY machine, position ORDER BY breaks DESC, last DESC, machine, position LIMIT ${Math.trunc(limit)}`,
      framesParameters(key, range),
    )
    return rows.map(([machine, position, breaks, lastBreakMs]) => ({ machine, position, breaks, lastBreakMs }))
  }

  async breaks({ range, ...key }: Args<'breaks'>): Promise<number> {
    const rows = await this.rows<[number]>(`SELECT count(*)::DOUBLE FROM (${BREAKS_OF})`, framesParameters(key, range))
    return rows[0]![0]
  }

  private ids(source: SourceKey, name: string): [number, number] | undefined {
    const sourceId = this.dictionary.sourceId(source)
    const nameId = this.dictionary.nameId(name)
    return sourceId === undefined || nameId === undefined ? undefined : [sourceId, nameId]
  }

  private async rows<T extends readonly unknown[]>(sql: string, values: DuckDBValue[]): Promise<T[]> {
    const reader = await this.connection.runAndReadAll(sql, values)
    return reader.getRows() as unknown as T[]
  }

  /** A day of a frame is 90 MB of blobs: they are unpacked chunk by chunk, and writes get their turn between two. */
  private async eachBlob(
    select: string,
    source: SourceKey,
    range: TimeRange,
    visit: (numbers: number[], blob: Uint8Array) => void,
  ): Promise<void> {
    const sourceId = this.dictionary.sourceId(source)
    if (sourceId === undefined) return
    const result = await this.connection.stream(`${select} WHERE source = $1 AND time >= $2 AND time < $3`, [
      sourceId,
      ...bounds(range),
    ])
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      for (const row of chunk.getRows()) visit(row.slice(0, -1) as number[], (row.at(-1) as DuckDBBlobValue).bytes)
    }
  }
}

const framesParameters = ({ run, mill, machine }: FramesKey, range: TimeRange): DuckDBValue[] => [
  run,
  mill,
  machine ?? null,
  ...bounds(range),
]

const inOrder = <T extends { atMs: number }>(found: ReadonlyMap<number, T>): T[] =>
  [...found.values()].sort((a, b) => a.atMs - b.atMs)
