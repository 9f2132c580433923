import { type InfluxAccount, type InfluxDialect, LINES_TYPE } from './influx-dialect'

/**
 * 3 Core: `/api/v3/write_lp`, which makes the database with the first line. It knows tokens only; what others call a password is one.
 * Its `/query` takes one statement at a time, in the address.
 */
export function dialectV3(database: string, { token, password }: InfluxAccount): InfluxDialect {
  const secret = token ?? password
  return {
    name: 'v3',
    authorization: secret && `Bearer ${secret}`,
    administers: false,
    deletes: false,
    limits:
      'it deletes by the retention period of its database only, so RETENTION_HOURS and RETENTION_GB do nothing; it refuses questions about more than its query-file-limit, 72 h by default',
    write: (lines) => ({
      method: 'POST',
      path: 'api/v3/write_lp',
      // The good lines of a body are stored, and the answer names the bad ones.
      parameters: { db: database, precision: 'millisecond', accept_partial: 'true' },
      body: { text: lines.join('\n'), type: LINES_TYPE },
    }),
    query: (statements) =>
      statements.map((q) => ({ method: 'GET', path: 'query', parameters: { db: database, epoch: 'ms', q } })),
  }
}
