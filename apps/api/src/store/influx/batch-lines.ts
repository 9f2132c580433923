import type { StoreBatch } from '../history-store.port'
import { packRollup, packSecond } from '../spindle-blob'
import { type Kept, MEASUREMENT } from './influx-schema'
import { bytesFields, fieldOf, floatText, integerText, lineName, linePrefix, stringText } from './line-protocol'

/** More series than a mill of 1,000,000 spindles has in use at a time; beyond it the cache begins anew. */
const MOST_PREFIXES = 50_000

interface Machine {
  run: string
  mill: string
  machine: string
}

/** Turns batches into lines; what is the same in every second (measurement, tags, field keys) is made once. */
export class LineWriter {
  private readonly prefixes = new Map<string, string>()
  private readonly fields = new Map<string, string>()

  lines(batch: StoreBatch): Record<Kept, string[]> {
    const lines: Record<Kept, string[]> = { seconds: [], metrics: [], default: [] }
    for (const row of batch.metrics) this.metrics(row, lines)
    for (const row of batch.seconds) {
      const data = packSecond(row.rpm, row.states).toString('base64')
      lines.seconds.push(`${this.machine(MEASUREMENT.seconds, row)}data="${data}" ${time(row.atMs)}`)
    }
    for (const row of batch.transitions) {
      const prefix = this.machine(MEASUREMENT.transitions, row, { pos: String(row.position) })
      lines.default.push(`${prefix}broke=${row.broke},state=${integerText(row.state)} ${time(row.atMs)}`)
    }
    for (const row of batch.rollups) {
      const data = packRollup(row).toString('base64')
      const prefix = this.machine(MEASUREMENT.rollups, row)
      lines.default.push(`${prefix}data="${data}",span=${integerText(row.spanMs)} ${time(row.atMs)}`)
    }
    for (const row of batch.series) {
      if (!Number.isFinite(row.value)) continue
      const prefix = this.prefix(MEASUREMENT.series, { run: row.run, mill: row.mill, figure: row.series })
      lines.default.push(`${prefix}value=${floatText(row.value)} ${time(row.atMs)}`)
    }
    for (const row of batch.moments) {
      const prefix = this.prefix(MEASUREMENT.moments, { run: row.run, mill: row.mill, what: row.kind })
      lines.metrics.push(`${prefix}${bytesFields(row.data)} ${time(row.atMs)}`)
    }
    return lines
  }

  private metrics(row: StoreBatch['metrics'][number], lines: Record<Kept, string[]>): void {
    let numbers = ''
    let words = ''
    for (const [metric, value] of row.values) {
      if (typeof value === 'number') {
        if (Number.isFinite(value)) numbers += `${numbers && ','}${this.field(metric)}=${floatText(value)}`
      } else if (value !== null) words += `${words && ','}${this.field(metric)}=${stringText(String(value))}`
    }
    const tags = row.kind === '' ? undefined : { kind: row.kind }
    if (numbers) lines.metrics.push(`${this.machine(MEASUREMENT.metrics, row, tags)}${numbers} ${time(row.atMs)}`)
    if (words) lines.default.push(`${this.machine(MEASUREMENT.words, row, tags)}${words} ${time(row.atMs)}`)
  }

  private machine(measurement: string, { run, mill, machine }: Machine, more?: Record<string, string>): string {
    return this.prefix(measurement, { run, mill, machine, ...more })
  }

  private prefix(measurement: string, tags: Record<string, string>): string {
    const key = `${measurement}\0${Object.values(tags).join('\0')}`
    let prefix = this.prefixes.get(key)
    if (prefix === undefined) {
      if (this.prefixes.size >= MOST_PREFIXES) this.prefixes.clear()
      prefix = linePrefix(measurement, tags)
      this.prefixes.set(key, prefix)
    }
    return prefix
  }

  private field(metric: string): string {
    let field = this.fields.get(metric)
    if (field === undefined) {
      if (this.fields.size >= MOST_PREFIXES) this.fields.clear()
      field = lineName(fieldOf(metric))
      this.fields.set(metric, field)
    }
    return field
  }
}

const time = (atMs: number): number => Math.round(atMs)
