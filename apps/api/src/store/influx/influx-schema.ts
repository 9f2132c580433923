/** Where each kind of row is kept; measurements and policies are the only names in InfluxQL that are not quoted values. */
export const MEASUREMENT = {
  /** Numbers of machines: a field a metric. */
  metrics: 'machine',
  /** Words of machines when they change: a field a metric. */
  words: 'machine_state',
  seconds: 'spindle_second',
  transitions: 'spindle_transition',
  rollups: 'spindle_rollup',
  series: 'mill_series',
  /** The whole mill at moments: a series a run and kind. */
  moments: 'mill_moment',
} as const

export interface RetentionPolicy {
  name: string
  shardDuration: string
}

/**
 * The policies have no duration of their own: InfluxDB would count it on its clock and refuse a mill whose clock is
 * behind. Instead whole shards are dropped, by the mill's clock; so a shard is as long as may be kept too much.
 */
export const POLICIES = {
  seconds: { name: 'wanding_seconds', shardDuration: '1h' },
  metrics: { name: 'wanding_metrics', shardDuration: '1d' },
} as const satisfies Record<string, RetentionPolicy>

export const POLICY_NAMES: readonly string[] = Object.values(POLICIES).map(({ name }) => name)

/** What makes them; where they are already, it changes nothing. */
export const policyStatements = (database: string): string[] =>
  Object.values(POLICIES).map(
    ({ name, shardDuration }) =>
      `CREATE RETENTION POLICY "${name}" ON "${database}" DURATION INF REPLICATION 1 SHARD DURATION ${shardDuration}`,
  )

/** For the administrator of a server where our account may not make them: at the first start of the compose file, or by hand. */
export const renderPolicies = (): string => `${policyStatements('wanding').join(';\n')}\n`

export type Kept = keyof typeof POLICIES | 'default'
