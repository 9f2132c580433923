import { BUCKETS_BY_HAND, formQuery, type InfluxAccount, type InfluxDialect, LINES_TYPE } from './influx-dialect'

/**
 * `/api/v2/write` of 2.x, and of 1.8 and later: there a bucket is `database/policy`, the account is `user:password`, and there is no
 * organisation. Questions go by the v1 API: in 2.x a bucket needs a DBRP mapping for them.
 */
export function dialectV2(database: string, org: string | undefined, account: InfluxAccount): InfluxDialect {
  const { token, user, password } = account
  const secret = token ?? (user !== undefined ? `${user}:${password ?? ''}` : undefined)
  return {
    name: 'v2',
    authorization: secret && `Token ${secret}`,
    // Without an organisation it is a 1.x, which has all of InfluxQL.
    administers: org === undefined,
    deletes: true,
    limits: org === undefined ? undefined : BUCKETS_BY_HAND,
    write: (lines, policy) => ({
      method: 'POST',
      path: 'api/v2/write',
      parameters: {
        ...(org !== undefined && { org }),
        bucket: policy === undefined ? database : `${database}/${policy}`,
        precision: 'ms',
      },
      body: { text: lines.join('\n'), type: LINES_TYPE },
    }),
    query: (statements) => [formQuery(database, statements)],
  }
}
