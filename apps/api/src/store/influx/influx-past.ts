import type { MomentKey, StoredMoment, StoredRun, StoredSpeeds, TimeRange } from '../history-store.port'
import { speedsOfRollup, speedsOfSecond } from '../spindle-blob'
import { groupsOf, type Rows, type Table } from './influx-client'
import type { Queries } from './influx-reader'
import { MEASUREMENT } from './influx-schema'
import { fromClause, ms, tagsClause, timeClause } from './influxql'
import { BYTES_FIELDS, bytesOfFields, metricOfField, nameFromStored } from './line-protocol'

interface Machine {
  run: string
  mill: string
  machine: string
}

/** A rollup that begins this long before a range still speaks of its begin. */
const ROLLUP_MS = 60_000
/** What InfluxDB puts before the name of a field in the answer of `last(*)`. */
const LAST = 'last_'

/** Asks InfluxQL for moments of the whole mill, and for what one machine was at a moment. */
export class InfluxPast {
  constructor(private readonly influx: Queries) {}

  async before(key: MomentKey, atMs: number): Promise<StoredMoment | undefined> {
    const where = `time <= ${ms(Math.floor(atMs))}`
    const [moment] = momentsFrom(await this.select(key, `${where} ORDER BY time DESC LIMIT 1`))
    return moment
  }

  async after(key: MomentKey, atMs: number): Promise<StoredMoment | undefined> {
    const [moment] = momentsFrom(await this.select(key, `time >= ${ms(atMs)} LIMIT 1`))
    return moment
  }

  async moments(key: MomentKey, range: TimeRange, everyMs: number): Promise<StoredMoment[]> {
    const all = momentsFrom(await this.select(key, timeClause(range)))
    // A question for each of the wanted ones costs more than to leave out the others here.
    return everyMs === 0 ? all : firstOfEach(all, everyMs)
  }

  async runs(mill: string): Promise<StoredRun[]> {
    const ends = (which: 'first' | 'last') =>
      this.influx.table(
        `SELECT ${which}("bytes") FROM ${this.from()} WHERE ${tagsClause({ mill, what: 'picture' })} GROUP BY "run"`,
      )
    const [first, last] = await Promise.all([ends('first'), ends('last')])
    const newest = new Map(groupsOf(last, 'run').map(({ of, rows }) => [of, Number(rows[0]?.[0])]))
    return groupsOf(first, 'run')
      .map(({ of, rows }) => ({
        run: nameFromStored(of),
        fromMs: Number(rows[0]?.[0]),
        toMs: newest.get(of) ?? Number(rows[0]?.[0]),
      }))
      .sort((a, b) => a.toMs - b.toMs)
  }

  async machineAt(key: Machine, range: TimeRange): Promise<Map<string, number | string>> {
    const where = `WHERE ${tagsClause({ ...key })}`
    const metrics = fromClause(MEASUREMENT.metrics, this.influx.policy('metrics'))
    const [numbers, words] = await Promise.all([
      this.influx.table(`SELECT last(*) FROM ${metrics} ${where} AND ${timeClause(range)}`),
      this.influx.table(
        `SELECT last(*) FROM ${fromClause(MEASUREMENT.words, undefined)} ${where} AND time < ${ms(range.toMs)}`,
      ),
    ])
    return new Map([...lastOf(words), ...lastOf(numbers)])
  }

  async speedsAt(key: Machine, range: TimeRange): Promise<StoredSpeeds | undefined> {
    const newest = (from: string, within: TimeRange) =>
      `SELECT "data" FROM ${from} WHERE ${tagsClause({ ...key })} AND ${timeClause(within)} ORDER BY time DESC LIMIT 1`
    const [seconds, minutes] = await this.influx.query([
      newest(fromClause(MEASUREMENT.seconds, this.influx.policy('seconds')), range),
      newest(fromClause(MEASUREMENT.rollups, undefined), { ...range, fromMs: range.fromMs - ROLLUP_MS }),
    ])
    const bytes = (row: Rows[number]) => Buffer.from(String(row[1]), 'base64')
    const [second] = seconds!
    if (second) return { from: 'second', atMs: Number(second[0]), rpm: speedsOfSecond(bytes(second)) }
    const [minute] = minutes!
    return minute && { from: 'minute', atMs: Number(minute[0]), rpm: speedsOfRollup(bytes(minute)) }
  }

  private select(key: MomentKey, time: string): Promise<Table[]> {
    return this.influx.table(`SELECT ${BYTES_FIELDS} FROM ${this.from()} WHERE ${tagsClause(tagsOf(key))} AND ${time}`)
  }

  private from(): string {
    return fromClause(MEASUREMENT.moments, this.influx.policy('metrics'))
  }
}

const tagsOf = ({ run, mill, kind }: MomentKey) => ({ run, mill, what: kind })

function momentsFrom(tables: readonly Table[]): StoredMoment[] {
  return tables.flatMap(({ columns, values = [] }) =>
    values.map((row) => ({
      atMs: Number(row[0]),
      data: bytesOfFields(new Map(columns.map((name, index) => [name, row[index]]))),
    })),
  )
}

function firstOfEach(moments: readonly StoredMoment[], everyMs: number): StoredMoment[] {
  const firsts = new Map<number, StoredMoment>()
  for (const moment of moments) {
    const slot = Math.floor(moment.atMs / everyMs)
    if (!firsts.has(slot)) firsts.set(slot, moment)
  }
  return [...firsts.values()]
}

function lastOf(tables: readonly Table[]): Map<string, number | string> {
  const newest = new Map<string, number | string>()
  for (const { columns, values = [] } of tables) {
    for (const row of values) {
      columns.forEach((name, index) => {
        const value = row[index]
        if (!name.startsWith(LAST) || value === null || value === undefined || typeof value === 'boolean') return
        newest.set(metricOfField(name.slice(LAST.length)), value)
      })
    }
  }
  return newest
}
