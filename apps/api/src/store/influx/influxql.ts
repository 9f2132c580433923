import type { TimeRange } from '../history-store.port'
import type { MEASUREMENT } from './influx-schema'
import { storedName } from './line-protocol'

type Measurement = (typeof MEASUREMENT)[keyof typeof MEASUREMENT]

/** Tags of our schema: besides measurements the only identifiers in a WHERE. */
export type Tag = 'mill' | 'machine' | 'run' | 'pos' | 'figure' | 'what'

/** A name between double quotes; `storedName` has taken out all that could end them. */
export const identifier = (stored: string): string => `"${stored}"`

export const fromClause = (measurement: Measurement, policy: string | undefined): string =>
  policy === undefined ? identifier(measurement) : `${identifier(policy)}.${identifier(measurement)}`

/** `"mill" = 'jimo' AND ...`; tags that are not given are not asked for. */
export function tagsClause(tags: Partial<Record<Tag, string>>): string {
  return Object.entries(tags)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([tag, value]) => `${identifier(tag)} = '${storedName(value)}'`)
    .join(' AND ')
}

/** InfluxDB counts nanoseconds in 64 bits: that is until the year 2262. */
const MOST_MS = 9_223_372_036_854

export const ms = (atMs: number): string => `${Math.min(MOST_MS, Math.ceil(atMs))}ms`

/** Half-open, as all ranges here. */
export const timeClause = ({ fromMs, toMs }: TimeRange): string => `time >= ${ms(fromMs)} AND time < ${ms(toMs)}`

/** A pattern of InfluxQL that stands for a name as it is: all that means something in one is escaped. */
const literalPattern = (name: string): string => storedName(name).replace(/[.*+?^${}()|[\]/]/g, '\\$&')

/** Sums of all series whose names begin with the prefix, one group a series. */
export const sumsStatement = (key: { run: string; mill: string; prefix: string }, range: TimeRange): string =>
  `SELECT SUM("value") FROM ${fromClause('mill_series', undefined)} WHERE ${tagsClause({ run: key.run, mill: key.mill })}
   AND "figure" =~ /^${literalPattern(key.prefix)}/ AND ${timeClause(range)} GROUP BY "figure"`

export const stepClause = (stepMs: number): string => `time(${Math.max(1, Math.round(stepMs))}ms)`
