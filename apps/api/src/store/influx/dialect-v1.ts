import { BUCKETS_BY_HAND, formQuery, type InfluxAccount, type InfluxDialect, LINES_TYPE } from './influx-dialect'

/**
 * A token goes as the password of Basic: that is the one way that the v1 endpoints of all versions understand (standards 5.1), and
 * `/ping` of all, too.
 */
export function basicAuthorization({ token, user, password }: InfluxAccount): string | undefined {
  const account =
    token !== undefined ? `wanding:${token}` : user !== undefined ? `${user}:${password ?? ''}` : undefined
  return account && `Basic ${Buffer.from(account).toString('base64')}`
}

/** `/write` and `/query`: native in 1.x, for compatibility in 2.x, where a database is a bucket with a DBRP mapping. */
export function dialectV1(database: string, account: InfluxAccount, server: '1.x' | '2.x' = '1.x'): InfluxDialect {
  return {
    name: 'v1',
    authorization: basicAuthorization(account),
    administers: server === '1.x',
    deletes: true,
    limits: server === '1.x' ? undefined : BUCKETS_BY_HAND,
    write: (lines, policy) => ({
      method: 'POST',
      path: 'write',
      parameters: { db: database, precision: 'ms', ...(policy !== undefined && { rp: policy }) },
      body: { text: lines.join('\n'), type: LINES_TYPE },
    }),
    query: (statements) => [formQuery(database, statements)],
  }
}
