import { StoreUnavailableError } from '../history-store.port'
import { reasonOf, verdictOf, type WriteVerdict } from './influx-answer'
import type { InfluxDialect } from './influx-dialect'
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
export class StatementRefusedError extends Error {
  readonly code = 'store/refused'
}

/** Writes and questions in the words of one dialect. */
export class InfluxClient {
  constructor(
    private readonly http: InfluxHttp,
    private readonly dialect: InfluxDialect,
  ) {}

  /** Posts lines with times in milliseconds. */
  async write(lines: readonly string[], policy: string | undefined): Promise<WriteVerdict> {
    const answer = await this.http.send(this.dialect.write(lines, policy), this.dialect.authorization)
    return verdictOf(answer.status, answer.body, answer.retryAfter)
  }

  /** Runs statements and answers with the rows of each. */
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
    const requests = this.dialect.query(statements)
    const isOneByOne = requests.length === statements.length
    const found: Table[][] = []
    for (const request of requests) {
      const { status, body } = await this.http.send(request, this.dialect.authorization)
      const isEmpty = this.isNotMadeYet(status, body)
      if (status !== 200 && !isEmpty) throw queryFailure(status, body)
      const results = isEmpty ? [] : resultsIn(body)
      if (isOneByOne) found.push(results[0] ?? [])
      else found.push(...results)
    }
    return found
  }

  /** 3 Core makes its database with the first line: until then there is nothing to be asked. */
  private isNotMadeYet(status: number, body: string): boolean {
    return this.dialect.name === 'v3' && status === 404 && /database not found/i.test(body)
  }
}

function resultsIn(body: string): Table[][] {
  const answer = answerIn(body)
  const refused = answer.error ?? answer.results?.find((result) => result.error !== undefined)?.error
  if (refused !== undefined) throw new StatementRefusedError(refused)
  return (answer.results ?? []).map(({ series }) => series ?? [])
}

/** What cannot be read is of something before InfluxDB, or was cut off: neither is a fault of what was asked. */
function answerIn(body: string): QueryAnswer {
  try {
    return JSON.parse(body) as QueryAnswer
  } catch (error) {
    throw new StoreUnavailableError(`an answer that is not InfluxDB's: ${reasonOf(body)}`, { cause: error })
  }
}

/**
 * The groups of a `GROUP BY "tag"`: 1.x and 2.x answer with a series for each; 3 Core with one, in which the tag is a column. The
 * rows are without it: time first.
 */
export function groupsOf(tables: readonly Table[], tag: string): { of: string; rows: Rows }[] {
  return tables.flatMap(({ tags, columns, values = [] }) => {
    if (tags) return [{ of: tags[tag] ?? '', rows: values }]
    const at = columns.indexOf(tag)
    const groups = new Map<string, Rows>()
    for (const row of values) {
      const of = String(row[at] ?? '')
      const rest = row.filter((_, index) => index !== at)
      groups.set(of, [...(groups.get(of) ?? []), rest])
    }
    return [...groups].map(([of, rows]) => ({ of, rows }))
  })
}

function queryFailure(status: number, body: string): Error {
  const reason = reasonOf(body)
  // Of 3 Core, as 500; it does not become right by asking again.
  const isTooWide = /file limit/i.test(reason)
  if (isTooWide || status === 400 || status === 403 || status === 405) return new StatementRefusedError(reason)
  if (status === 401) return new StoreUnavailableError(`InfluxDB refuses the account (401): ${reason}`)
  return new StoreUnavailableError(`InfluxDB answers ${status}: ${reason}`)
}
