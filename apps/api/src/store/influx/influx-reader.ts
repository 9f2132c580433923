import type { SpindleTransition } from '../../bus'
import type {
  SeriesTotal,
  StepPoint,
  StoredSpindleRollup,
  StoredSpindleSecond,
  StoredWord,
  TimeRange,
  WorstSpindle,
} from '../history-store.port'
import { spindleOfRollup, spindleOfSecond } from '../spindle-blob'
import { carryForward, METRIC_HOLD_MS, SERIES_HOLD_MS } from '../steps'
import type { Rows, Table } from './influx-client'
import { MEASUREMENT } from './influx-schema'
import { fromClause, identifier, stepClause, type Tag, tagsClause, timeClause } from './influxql'
import { fieldOf, nameFromStored } from './line-protocol'

interface Machine {
  run: string
  mill: string
  machine: string
}
type Spindle = Machine & { position: number }
type Tags = Partial<Record<Tag, string>>

export interface Queries {
  /** Runs statements in one request; the answer has the rows of each. */
  query(statements: readonly string[]): Promise<Rows[]>
  /** Runs one statement and answers with each of its series: tags, names of its columns, rows. */
  table(statement: string): Promise<Table[]>
  /** Name of the policy, or undefined where the server has none of ours. */
  policy(of: 'seconds' | 'metrics'): string | undefined
}

/** An hour of a frame's seconds is 6 MB of answer: longer ranges are read hour by hour. */
const BLOBS_AT_ONCE_MS = 3_600_000
/** A day of a mill is 15,000 breaks. */
const BREAKS_AT_ONCE_MS = 24 * 3_600_000

/** Asks InfluxQL for what the port promises. */
export class InfluxReader {
  constructor(private readonly influx: Queries) {}

  async metric(key: Machine & { metric: string }, range: TimeRange, stepMs: number): Promise<StepPoint[]> {
    const from = fromClause(MEASUREMENT.metrics, this.influx.policy('metrics'))
    const statements = stepStatements(from, fieldOf(key.metric), tagsOf(key), range, stepMs, METRIC_HOLD_MS)
    const [before, steps] = await this.influx.query(statements)
    return stepsFrom(before!, steps!, range, stepMs, METRIC_HOLD_MS)
  }

  async series(
    key: { run: string; mill: string; series: readonly string[] },
    range: TimeRange,
    stepMs: number,
  ): Promise<Map<string, StepPoint[]>> {
    const from = fromClause(MEASUREMENT.series, undefined)
    const statements = key.series.flatMap((figure) =>
      stepStatements(from, 'value', { run: key.run, mill: key.mill, figure }, range, stepMs, SERIES_HOLD_MS),
    )
    const rows = statements.length > 0 ? await this.influx.query(statements) : []
    return new Map(
      key.series.map((series, index) => [
        series,
        stepsFrom(rows[2 * index]!, rows[2 * index + 1]!, range, stepMs, SERIES_HOLD_MS),
      ]),
    )
  }

  async totals(
    key: { run: string; mill: string; series: readonly string[] },
    range: TimeRange,
  ): Promise<Map<string, SeriesTotal>> {
    const from = fromClause(MEASUREMENT.series, undefined)
    const statements = key.series.map(
      (figure) =>
        `SELECT COUNT("value"), SUM("value"), LAST("value") FROM ${from}
         WHERE ${tagsClause({ run: key.run, mill: key.mill, figure })} AND ${timeClause(range)}`,
    )
    const rows = statements.length > 0 ? await this.influx.query(statements) : []
    return new Map(
      key.series.flatMap((series, index): [string, SeriesTotal][] => {
        const row = rows[index]?.[0]
        return row ? [[series, { points: Number(row[1]), sum: Number(row[2]), last: Number(row[3]) }]] : []
      }),
    )
  }

  async words(key: Machine & { metric: string }, range: TimeRange): Promise<StoredWord[]> {
    const select = `SELECT ${identifier(fieldOf(key.metric))} FROM ${fromClause(MEASUREMENT.words, undefined)}`
    const where = `WHERE ${tagsClause(tagsOf(key))}`
    const [before, within] = await this.influx.query([
      `${select} ${where} AND time < ${Math.ceil(range.fromMs)}ms ORDER BY time DESC LIMIT 1`,
      `${select} ${where} AND ${timeClause(range)}`,
    ])
    const words = within!.map(([atMs, word]) => ({ atMs: Number(atMs), word: String(word) }))
    // A word said just at the begin replaces the one before.
    if (words[0]?.atMs === range.fromMs || before!.length === 0) return words
    return [{ atMs: Number(before![0]![0]), word: String(before![0]![1]) }, ...words]
  }

  async transitions(key: Spindle, range: TimeRange): Promise<SpindleTransition[]> {
    const [rows] = await this.influx.query([
      `SELECT "state" FROM ${fromClause(MEASUREMENT.transitions, undefined)}
       WHERE ${tagsClause({ ...tagsOf(key), pos: String(key.position) })} AND ${timeClause(range)}`,
    ])
    return rows!.map(([atMs, state]) => ({ position: key.position, state: Number(state), atMs: Number(atMs) }))
  }

  async seconds(key: Spindle, range: TimeRange): Promise<StoredSpindleSecond[]> {
    const from = fromClause(MEASUREMENT.seconds, this.influx.policy('seconds'))
    const seconds: StoredSpindleSecond[] = []
    for (const part of partsOf(range, BLOBS_AT_ONCE_MS)) {
      const [rows] = await this.influx.query([
        `SELECT "data" FROM ${from} WHERE ${tagsClause(tagsOf(key))} AND ${timeClause(part)}`,
      ])
      for (const [atMs, data] of rows!) {
        const spindle = spindleOfSecond(Buffer.from(String(data), 'base64'), key.position)
        if (spindle) seconds.push({ atMs: Number(atMs), ...spindle })
      }
    }
    return seconds
  }

  async rollups(key: Spindle, range: TimeRange): Promise<StoredSpindleRollup[]> {
    const [rows] = await this.influx.query([
      `SELECT "data", "span" FROM ${fromClause(MEASUREMENT.rollups, undefined)}
       WHERE ${tagsClause(tagsOf(key))} AND ${timeClause(range)}`,
    ])
    return rows!.flatMap(([atMs, data, span]) => {
      const spindle = spindleOfRollup(Buffer.from(String(data), 'base64'), key.position)
      return spindle ? [{ atMs: Number(atMs), spanMs: Number(span), ...spindle }] : []
    })
  }

  /** Counted here: a GROUP BY over all spindles costs InfluxDB four times as much (limits 3g). */
  async worst(
    key: { run: string; mill: string; machine?: string },
    range: TimeRange,
    limit: number,
  ): Promise<WorstSpindle[]> {
    const spindles = new Map<string, WorstSpindle>()
    for (const part of partsOf(range, BREAKS_AT_ONCE_MS)) {
      const [rows] = await this.influx.query([
        `SELECT "broke", "machine", "pos" FROM ${fromClause(MEASUREMENT.transitions, undefined)}
         WHERE ${tagsClause(tagsOf(key))} AND "broke" = true AND ${timeClause(part)}`,
      ])
      for (const [atMs, , machine, pos] of rows!) {
        const id = `${machine}/${pos}`
        const spindle = spindles.get(id) ?? newSpindle(String(machine), Number(pos))
        spindle.breaks += 1
        spindle.lastBreakMs = Math.max(spindle.lastBreakMs, Number(atMs))
        spindles.set(id, spindle)
      }
    }
    return [...spindles.values()].sort(worseFirst).slice(0, limit)
  }

  async breaks(key: { run: string; mill: string; machine?: string }, range: TimeRange): Promise<number> {
    const [rows] = await this.influx.query([
      `SELECT count("broke") FROM ${fromClause(MEASUREMENT.transitions, undefined)}
       WHERE ${tagsClause(tagsOf(key))} AND "broke" = true AND ${timeClause(range)}`,
    ])
    return Number(rows![0]?.[1] ?? 0)
  }
}

const tagsOf = ({ run, mill, machine }: { run: string; mill: string; machine?: string }): Tags => ({
  run,
  mill,
  ...(machine !== undefined && { machine }),
})

const newSpindle = (machine: string, position: number): WorstSpindle => ({
  machine: nameFromStored(machine),
  position,
  breaks: 0,
  lastBreakMs: 0,
})

const worseFirst = (a: WorstSpindle, b: WorstSpindle): number =>
  b.breaks - a.breaks ||
  b.lastBreakMs - a.lastBreakMs ||
  (a.machine < b.machine ? -1 : a.machine > b.machine ? 1 : a.position - b.position)

function* partsOf({ fromMs, toMs }: TimeRange, longestMs: number): Generator<TimeRange> {
  for (let begin = fromMs; begin < toMs; begin += longestMs) {
    yield { fromMs: begin, toMs: Math.min(toMs, begin + longestMs) }
  }
}

/** The last report before the range, and the steps of the range. */
function stepStatements(from: string, field: string, tags: Tags, range: TimeRange, stepMs: number, holdMs: number) {
  const name = identifier(field)
  const where = `FROM ${from} WHERE ${tagsClause(tags)}`
  const before = { fromMs: range.fromMs - holdMs, toMs: range.fromMs }
  return [
    `SELECT ${name} ${where} AND ${timeClause(before)} ORDER BY time DESC LIMIT 1`,
    `SELECT mean(${name}), min(${name}), max(${name}), last(${name})
     ${where} AND ${timeClause(range)} GROUP BY ${stepClause(stepMs)} fill(none)`,
  ]
}

function stepsFrom(before: Rows, steps: Rows, range: TimeRange, stepMs: number, holdMs: number): StepPoint[] {
  const reported = steps.map((row) => {
    const [atMs, mean, least, most, last] = row.map(Number) as [number, number, number, number, number]
    return { atMs, mean, least, most, last }
  })
  const first = before[0] && { atMs: Number(before[0][0]), value: Number(before[0][1]) }
  return carryForward(reported, first, range, stepMs, holdMs)
}
