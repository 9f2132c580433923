import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api'
import type { ForgetLimits } from '../history-store.port'
import { packRollup, packSecond } from '../spindle-blob'
import type { Dictionary } from './dictionary'
import type { FlatBatch, FlatMoments } from './flat-batch'
import { type Column, TableAppender, TYPES } from './table-appender'

const { BIGINT, BLOB, BOOLEAN, DOUBLE, INTEGER, USMALLINT, UTINYINT, VARCHAR } = TYPES

const TABLES = {
  sample: [INTEGER, INTEGER, BIGINT, DOUBLE],
  word: [INTEGER, INTEGER, BIGINT, VARCHAR],
  spindle_second: [INTEGER, BIGINT, BLOB],
  transition: [INTEGER, BIGINT, USMALLINT, UTINYINT, BOOLEAN],
  rollup: [INTEGER, BIGINT, INTEGER, BLOB],
  series_point: [INTEGER, INTEGER, BIGINT, DOUBLE],
  moment_picture: [INTEGER, BIGINT, BLOB],
  moment_step: [INTEGER, BIGINT, BLOB],
  moment_anomaly: [INTEGER, BIGINT, BLOB],
} as const satisfies Record<string, readonly DuckDBType[]>
type Table = keyof typeof TABLES

/** Writes batches on a connection of its own, each in one transaction: all of it or nothing. */
export class DatabaseWriter {
  private appenders = new Map<Table, TableAppender>()

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly dictionary: Dictionary,
  ) {}

  async write(flat: FlatBatch): Promise<void> {
    await this.connection.run('BEGIN')
    try {
      await this.appendAll(flat)
      await this.connection.run('COMMIT')
    } catch (error) {
      this.dictionary.rolledBack()
      this.close()
      // Where the commit itself failed there may be nothing left to roll back.
      await this.connection.run('ROLLBACK').catch(() => undefined)
      throw error
    }
    this.dictionary.committed()
  }

  async forget(limits: ForgetLimits): Promise<void> {
    const { secondsMs, metricsMs, momentsMs, rollupsMs } = limits
    const old = { spindle_second: secondsMs, sample: metricsMs, rollup: rollupsMs }
    const moments = Object.fromEntries(['picture', 'step', 'anomaly'].map((kind) => [`moment_${kind}`, momentsMs]))
    for (const [table, ms] of Object.entries({ ...old, ...moments }))
      await this.connection.run(`DELETE FROM ${table} WHERE time < $1`, [BigInt(Math.floor(ms))])
  }

  close(): void {
    for (const appender of this.appenders.values()) {
      try {
        appender.close()
      } catch {
        // Closing flushes; what cannot be flushed belongs to the transaction that failed.
      }
    }
    this.appenders.clear()
  }

  private async appendAll(flat: FlatBatch): Promise<void> {
    const sources = await this.dictionary.claimSources(this.connection, flat.sources)
    const names = await this.dictionary.claimNames(this.connection, flat.names)
    const sourceIds = ({ source }: { source: Int32Array }) => source.map((index) => sources[index]!)
    const nameIds = ({ name }: { name: Int32Array }) => name.map((index) => names[index]!)
    const { samples, words, seconds, transitions, rollups, points } = flat
    await this.append('sample', [sourceIds(samples), nameIds(samples), samples.timeMs, samples.value])
    await this.append('word', [sourceIds(words), nameIds(words), words.timeMs, words.word])
    await this.append('spindle_second', [sourceIds(seconds), seconds.timeMs, secondBlobs(seconds)])
    await this.append('transition', [
      sourceIds(transitions),
      transitions.timeMs,
      transitions.position,
      transitions.state,
      Array.from(transitions.broke, Boolean),
    ])
    await this.append('rollup', [sourceIds(rollups), rollups.timeMs, rollups.spanMs, rollupBlobs(rollups)])
    await this.append('series_point', [sourceIds(points), nameIds(points), points.timeMs, points.value])
    for (const kind of ['picture', 'step', 'anomaly'] as const) {
      const moments = flat.moments[kind]
      await this.append(`moment_${kind}`, [sourceIds(moments), moments.timeMs, momentBlobs(moments)])
    }
  }

  private async append(table: Table, columns: readonly Column[]): Promise<void> {
    if (columns[0]!.length === 0) return
    let appender = this.appenders.get(table)
    if (!appender) {
      appender = await TableAppender.open(this.connection, table, TABLES[table])
      this.appenders.set(table, appender)
    }
    appender.append(columns)
  }
}

function secondBlobs({ spindles, rpm, states }: FlatBatch['seconds']): Uint8Array[] {
  return slices(spindles, (from, to) => packSecond(rpm.subarray(from, to), states.subarray(from, to)))
}

function rollupBlobs({ spindles, ...row }: FlatBatch['rollups']): Uint8Array[] {
  return slices(spindles, (from, to) =>
    packRollup({
      breaks: row.breaks.subarray(from, to),
      producingSeconds: row.producingSeconds.subarray(from, to),
      downSeconds: row.downSeconds.subarray(from, to),
      meanRpm: row.meanRpm.subarray(from, to),
    }),
  )
}

const momentBlobs = ({ lengths, bytes }: FlatMoments): Uint8Array[] =>
  slices(lengths, (from, to) => bytes.subarray(from, to))

function slices<T>(lengths: Int32Array, make: (from: number, to: number) => T): T[] {
  let offset = 0
  return Array.from(lengths, (length) => {
    const from = offset
    offset += length
    return make(from, offset)
  })
}
