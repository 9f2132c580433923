/** Where and how one request goes. */
export interface InfluxRequest {
  method: 'GET' | 'POST'
  path: string
  parameters: Record<string, string>
  body?: { text: string; type: string }
}

/** How one generation of InfluxDB is written to and asked; what it cannot do is said in `limits`. */
export interface InfluxDialect {
  readonly name: 'v1' | 'v2' | 'v3'
  /** Of every request. */
  readonly authorization: string | undefined
  /** Whether InfluxQL makes databases and retention policies, and drops shards. */
  readonly administers: boolean
  /** Whether InfluxQL deletes points by their age. */
  readonly deletes: boolean
  /** What an operator has to know that is not so with the others. */
  readonly limits: string | undefined
  write(lines: readonly string[], policy: string | undefined): InfluxRequest
  /** The requests that answer these statements, in their order: one for all, or one for each. */
  query(statements: readonly string[]): InfluxRequest[]
}

export interface InfluxAccount {
  token?: string
  user?: string
  password?: string
}

/** What 2.x does not do by InfluxQL. */
export const BUCKETS_BY_HAND =
  'its bucket and the DBRP mapping of it have to be made by hand; a retention of the bucket refuses what is older'

export const LINES_TYPE = 'text/plain; charset=utf-8'
const FORM_TYPE = 'application/x-www-form-urlencoded'

/** InfluxQL by the v1 API: all statements in one form. */
export const formQuery = (database: string, statements: readonly string[]): InfluxRequest => ({
  method: 'POST',
  path: 'query',
  parameters: { db: database, epoch: 'ms' },
  body: { text: new URLSearchParams({ q: statements.join(';\n') }).toString(), type: FORM_TYPE },
})
