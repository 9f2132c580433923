import type { SpindleTransition } from '../../bus'
import {
  type ForgetLimits,
  type HistoryStore,
  type MomentKey,
  type SeriesTotal,
  type StepPoint,
  type StoreBatch,
  type StoredMoment,
  type StoredRun,
  type StoredSpeeds,
  type StoredSpindleRollup,
  type StoredSpindleSecond,
  type StoredWord,
  type StoreHealth,
  StoreRejectedError,
  StoreUnavailableError,
  type TimeRange,
  type WorstSpindle,
} from '../history-store.port'
import { LineWriter } from './batch-lines'
import { groupsOf, InfluxClient, type Rows, StatementRefusedError, type Table } from './influx-client'
import type { InfluxDialect } from './influx-dialect'
import { InfluxHttp } from './influx-http'
import { InfluxPast } from './influx-past'
import { InfluxReader, type Queries } from './influx-reader'
import { type Kept, MEASUREMENT, POLICIES, POLICY_NAMES, policyStatements } from './influx-schema'
import { chooseDialect, type InfluxTarget } from './influx-version'
import { identifier, sumsStatement } from './influxql'
import { nameFromStored } from './line-protocol'
import { PoisonSieve } from './poison-sieve'

export interface InfluxOptions extends InfluxTarget {
  url: string
  /** Hears in one line what server was found, how it is spoken to, and what is not supported there. */
  tell?: (line: string) => void
}

/** InfluxDB reads a body as a whole: these keep it far below its limit of 25 MB (10 MB in version 3). */
const LINES_AT_ONCE = 5000
const CHARACTERS_AT_ONCE = 4_000_000

const WITHOUT_POLICIES =
  'the account may not make retention policies and there are none: all is kept in the default one, which Grafana does not ask'

interface Machine {
  run: string
  mill: string
  machine: string
}

/** History in an InfluxDB server: 1.x, 2.x or 3 Core, each in its own dialect. */
export class InfluxStore implements HistoryStore {
  private readonly http: InfluxHttp
  private chosen: { dialect: InfluxDialect; client: InfluxClient } | undefined
  private told = ''
  private readonly reader: InfluxReader
  private readonly past: InfluxPast
  private readonly lines = new LineWriter()
  private started = false
  private prepared = false
  /** Versions without retention policies in InfluxQL keep everything in the database's default one. */
  private ownPolicies = true
  private hadPolicies = false
  private failure: string | null = null

  constructor(private readonly options: InfluxOptions) {
    this.http = new InfluxHttp(options.url)
    const queries: Queries = {
      query: (statements) => this.query(statements),
      table: (statement) => this.table(statement),
      policy: (of) => this.policyOf(of),
    }
    this.reader = new InfluxReader(queries)
    this.past = new InfluxPast(queries)
  }

  async start(): Promise<void> {
    this.started = true
    await this.guarded(() => this.prepare())
  }

  async stop(): Promise<void> {
    this.started = false
    this.prepared = false
    this.http.close()
  }

  write(batch: StoreBatch): Promise<void> {
    return this.guarded(async () => {
      const { client } = await this.prepare()
      const sieve = new PoisonSieve((lines, policy) => client.write(lines, policy))
      for (const [kept, lines] of Object.entries(this.lines.lines(batch)) as [Kept, string[]][]) {
        for (const body of bodiesOf(lines)) {
          const missing = await sieve.write(body, this.policyOf(kept))
          if (missing?.prepare) this.prepared = false
          if (missing) throw new StoreUnavailableError(missing.reason, undefined, missing.waitMs)
        }
      }
      if (sieve.poison > 0) {
        const told = `InfluxDB refuses ${sieve.poison} lines: ${sieve.reason}`
        throw new StoreRejectedError(told, sieve.poison, sieve.refused)
      }
    })
  }

  forgetBefore(limits: ForgetLimits): Promise<void> {
    return this.guarded(async () => {
      const { dialect, client } = await this.prepare()
      if (!dialect.deletes) return
      if (this.ownPolicies && (await this.dropShards(client, limits))) {
        // They share the shards of the metrics: where they have to go before those, they go one by one.
        if (limits.momentsMs > limits.metricsMs) await client.query([deletion(MEASUREMENT.moments, limits.momentsMs)])
        await client.query([deletion(MEASUREMENT.rollups, limits.rollupsMs)])
      } else {
        await client.query([
          deletion(MEASUREMENT.seconds, limits.secondsMs),
          deletion(MEASUREMENT.metrics, limits.metricsMs),
          deletion(MEASUREMENT.moments, limits.momentsMs),
          deletion(MEASUREMENT.rollups, limits.rollupsMs),
        ])
      }
    })
  }

  metricHistory(key: Machine & { metric: string }, range: TimeRange, stepMs: number): Promise<StepPoint[]> {
    return this.reader.metric(key, range, stepMs)
  }

  wordHistory(key: Machine & { metric: string }, range: TimeRange): Promise<StoredWord[]> {
    return this.reader.words(key, range)
  }

  spindleEvents(key: Machine & { position: number }, range: TimeRange): Promise<SpindleTransition[]> {
    return this.reader.transitions(key, range)
  }

  spindleSeconds(key: Machine & { position: number }, range: TimeRange): Promise<StoredSpindleSecond[]> {
    return this.reader.seconds(key, range)
  }

  spindleRollups(key: Machine & { position: number }, range: TimeRange): Promise<StoredSpindleRollup[]> {
    return this.reader.rollups(key, range)
  }

  worstSpindles(
    key: { run: string; mill: string; machine?: string },
    range: TimeRange,
    limit: number,
  ): Promise<WorstSpindle[]> {
    return this.reader.worst(key, range, limit)
  }

  breakCount(key: { run: string; mill: string; machine?: string }, range: TimeRange): Promise<number> {
    return this.reader.breaks(key, range)
  }

  seriesHistory(
    key: { run: string; mill: string; series: readonly string[] },
    range: TimeRange,
    stepMs: number,
  ): Promise<Map<string, StepPoint[]>> {
    return this.reader.series(key, range, stepMs)
  }

  seriesTotals(
    key: { run: string; mill: string; series: readonly string[] },
    range: TimeRange,
  ): Promise<Map<string, SeriesTotal>> {
    return this.reader.totals(key, range)
  }

  seriesSums(key: { run: string; mill: string; prefix: string }, range: TimeRange): Promise<Map<string, number>> {
    return this.guarded(async () => {
      const { client } = await this.prepare()
      const sums = groupsOf(await client.tables(sumsStatement(key, range)), 'figure')
      return new Map(sums.map(({ of, rows }) => [nameFromStored(of), Number(rows[0]?.[1] ?? 0)]))
    })
  }

  momentBefore(key: MomentKey, atMs: number): Promise<StoredMoment | undefined> {
    return this.past.before(key, atMs)
  }

  moments(key: MomentKey, range: TimeRange, everyMs = 0): Promise<StoredMoment[]> {
    return this.past.moments(key, range, everyMs)
  }

  momentAfter(key: MomentKey, atMs: number): Promise<StoredMoment | undefined> {
    return this.past.after(key, atMs)
  }

  storedRuns(mill: string): Promise<StoredRun[]> {
    return this.past.runs(mill)
  }

  machineAt(key: Machine, range: TimeRange): Promise<Map<string, number | string>> {
    return this.past.machineAt(key, range)
  }

  speedsAt(key: Machine, range: TimeRange): Promise<StoredSpeeds | undefined> {
    return this.past.speedsAt(key, range)
  }

  health(): StoreHealth {
    return { kind: 'influxdb', ok: this.started && this.failure === null, lastError: this.failure }
  }

  private query(statements: readonly string[]): Promise<Rows[]> {
    return this.guarded(async () => {
      const { client } = await this.prepare()
      return client.query(statements)
    })
  }

  private table(statement: string): Promise<Table[]> {
    return this.guarded(async () => {
      const { client } = await this.prepare()
      return client.tables(statement)
    })
  }

  /** Finds out how to speak, and makes what is missing of database and policies; once, and again after the server has lost them. */
  private async prepare(): Promise<{ dialect: InfluxDialect; client: InfluxClient }> {
    if (this.prepared && this.chosen) return this.chosen
    const { dialect, told } = await chooseDialect(this.options, this.http)
    if (told !== this.told) this.options.tell?.(told)
    this.told = told
    const client = new InfluxClient(this.http, dialect)
    this.ownPolicies = dialect.administers && (await this.administer(client))
    this.hadPolicies ||= this.ownPolicies
    if (dialect.administers && !this.ownPolicies) this.options.tell?.(WITHOUT_POLICIES)
    this.chosen = { dialect, client }
    this.prepared = true
    return this.chosen
  }

  /** True where the server has our policies; what it does not tell is waited for, and never guessed. */
  private async administer(client: InfluxClient): Promise<boolean> {
    try {
      return await this.makeOrFind(client)
    } catch (error) {
      if (!(error instanceof StatementRefusedError)) throw error
      throw new StoreUnavailableError(
        /database not found/i.test(error.message)
          ? `InfluxDB has no database ${this.options.database} and the account may not make it`
          : `InfluxDB does not tell what it has: ${error.message}`,
      )
    }
  }

  private async makeOrFind(client: InfluxClient): Promise<boolean> {
    // An account that may not make databases may find its one made; whether it is there shows in the next statement.
    await attempt(client, `CREATE DATABASE ${identifier(this.options.database)}`)
    const refused: string[] = []
    for (const statement of policyStatements(this.options.database)) refused.push(...(await attempt(client, statement)))
    if (refused.length === 0) return true
    const missing = await this.missingPolicies(client)
    if (missing.length === 0) return true
    // Where one of them is or was, all have been: what came into the default one now would not be found again.
    if (missing.length < POLICY_NAMES.length || this.hadPolicies || (await leftOthers(client))) {
      throw new StoreUnavailableError(
        `InfluxDB has no retention policy ${missing.join(', ')} and the account may not make it`,
      )
    }
    return false
  }

  private async missingPolicies(client: InfluxClient): Promise<readonly string[]> {
    const [rows] = await client.query([`SHOW RETENTION POLICIES ON ${identifier(this.options.database)}`])
    const names = rows!.map(([name]) => name)
    return POLICY_NAMES.filter((name) => !names.includes(name))
  }

  /** False where the account may not: points are for everybody who writes, shards for the administrator. */
  private async dropShards(client: InfluxClient, limits: ForgetLimits): Promise<boolean> {
    try {
      const [rows] = await client.query(['SHOW SHARDS'])
      const oldest = new Map<unknown, number>([
        [POLICIES.seconds.name, limits.secondsMs],
        [POLICIES.metrics.name, limits.metricsMs],
      ])
      for (const [id, database, policy, , , end] of rows!) {
        const limitMs = database === this.options.database ? oldest.get(policy) : undefined
        if (limitMs !== undefined && Date.parse(String(end)) <= limitMs)
          await client.query([`DROP SHARD ${Number(id)}`])
      }
      return true
    } catch (error) {
      if (error instanceof StatementRefusedError) return false
      throw error
    }
  }

  private policyOf(kept: Kept): string | undefined {
    return kept === 'default' || !this.ownPolicies ? undefined : POLICIES[kept].name
  }

  /** Remembers for health how the last call ended. */
  private async guarded<T>(job: () => Promise<T>): Promise<T> {
    if (!this.started) throw new StoreUnavailableError('the store is stopped')
    try {
      const answer = await job()
      this.failure = null
      return answer
    } catch (error) {
      if (error instanceof StoreUnavailableError) this.failure = error.message
      throw error
    }
  }
}

/** The reason where the statement was refused. */
async function attempt(client: InfluxClient, statement: string): Promise<string[]> {
  try {
    await client.query([statement])
    return []
  } catch (error) {
    if (error instanceof StatementRefusedError) return [error.message]
    throw error
  }
}

/** Figures in the default policy without the numbers of machines beside them: those were kept in policies that are gone. */
async function leftOthers(client: InfluxClient): Promise<boolean> {
  const [figures, machines] = await client.query(
    [MEASUREMENT.series, MEASUREMENT.metrics].map((each) => `SHOW FIELD KEYS FROM ${identifier(each)}`),
  )
  return figures!.length > 0 && machines!.length === 0
}

function* bodiesOf(lines: readonly string[]): Generator<string[]> {
  let body: string[] = []
  let characters = 0
  for (const line of lines) {
    if (body.length === LINES_AT_ONCE || (body.length > 0 && characters + line.length > CHARACTERS_AT_ONCE)) {
      yield body
      body = []
      characters = 0
    }
    body.push(line)
    characters += line.length + 1
  }
  if (body.length > 0) yield body
}

const deletion = (measurement: string, beforeMs: number): string =>
  `DELETE FROM ${identifier(measurement)} WHERE time < ${Math.floor(beforeMs)}ms`
