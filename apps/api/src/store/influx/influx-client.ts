import { StoreUnavailableError } from '../history-store.port'
import { reasonOf, verdictOf, type WriteVerdict } from './influx-answer'
import type { InfluxHttp } from './influx-http'

/** Rows of one statement: time first, epoch ms. */
export type Rows = (string | number | boolean | null)[][]

/** One series of an answer. */
export interface Table {
  tags?: Record<string, string>
  columns: string[]
  values?: Rows
}

interface QueryAnswer {
  error?: string
  results?: { error?: string; series?: Table[] }[]
}

/** InfluxDB has understood a statement and will not do it. */
export class StatementRefusedError extends Error {}

/** The two endpoints of the v1 API that all versions have: `/write` and `/query`. */
export class InfluxClient {
  constructor(
    private readonly http: InfluxHttp,
    private readonly database: string,
  ) {}

  /** Posts lines with times in milliseconds. */
  async write(lines: readonly string[], policy: string | undefined): Promise<WriteVerdict> {
    const parameters = { db: this.database, precision: 'ms', ...(policy !== undefined && { rp: policy }) }
    const answer = await this.http.post('write', parameters, lines.join('\n'), 'text/plain; charset=utf-8')
    return verdictOf(answer.status, answer.body, answer.retryAfter)
  }

  /** Runs statements in one request and answers with the rows of each. */
  async query(statements: readonly string[]): Promise<Rows[]> {
    const results = await this.results(statements)
    return statements.map((_, index) => (results[index] ?? []).flatMap(({ values }) => values ?? []))
  }

  /** Runs one statement and answers with its series, each with the names of its columns. */
  async tables(statement: string): Promise<Table[]> {
    const [series] = await this.results([statement])
    return series ?? []
  }

  private async results(statements: readonly string[]): Promise<Table[][]> {
    const form = new URLSearchParams({ q: statements.join(';\n') }).toString()
    const parameters = { db: this.database, epoch: 'ms' }
    const { status, body } = await this.http.post('query', parameters, form, 'application/x-www-form-urlencoded')
    if (status !== 200) throw queryFailure(status, body)
    const answer = JSON.parse(body) as QueryAnswer
    const refused = answer.error ?? answer.results?.find((result) => result.error !== undefined)?.error
    if (refused !== undefined) throw new StatementRefusedError(refused)
    return (answer.results ?? []).map(({ series }) => series ?? [])
  }
}

function queryFailure(status: number, body: string): Error {
  const reason = reasonOf(body)
  if (status === 400 || status === 403 || status === 405) return new StatementRefusedError(reason)
  if (status === 401) return new StoreUnavailableError(`InfluxDB refuses the account (401): ${reason}`)
  return new StoreUnavailableError(`InfluxDB answers ${status}: ${reason}`)
}
