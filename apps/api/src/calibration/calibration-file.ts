import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { CalibrationProblem, CalibrationUpload } from '@wanding/contracts'
import {
  type CalibrationRow,
  type Decimals,
  type Heading,
  keyOf,
  type RowProblem,
  readHeading,
  readRow,
  rowProblem,
} from '@wanding/contracts/calibration'
import { parse } from 'csv-parse'

/** Rows of a file; more are another kind of work. */
export const MOST_ROWS = 1_500_000
/** Problems that are told one by one; the others are counted. */
const MOST_PROBLEMS = 500
const MOST_RECORD_BYTES = 100_000
const HEAD_BYTES = 4096

const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const

export type ReadFile = { upload: CalibrationUpload; rows: CalibrationRow[] }

/**
 * Reads a calibration file whole. Separator and decimals are found in it and told; every wrong cell comes back with its line. With
 * one problem no row is given.
 */
export async function readCalibrationFile(path: string): Promise<ReadFile> {
  const problems = new Problems()
  const { separator, byteOrderMark } = await lookAt(path)
  const hash = createHash('sha256')
  let bytes = 0
  let heading: Heading | null = null
  let decimals: Decimals = 'unknown'
  const rows: CalibrationRow[] = []
  const lineOf = new Map<string, number>()
  const source = createReadStream(path)
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  const parser = parse({
    bom: true,
    delimiter: SEPARATORS[separator],
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MOST_RECORD_BYTES,
  })
  source.on('data', (chunk: string | Buffer) => {
    bytes += chunk.length
    hash.update(chunk)
    try {
      utf8.decode(chunk as Buffer, { stream: true })
    } catch {
      source.destroy(new NotUtf8Error())
    }
  })
  source.once('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let line = 0
  try {
    for await (const read of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      line = read.info.lines
      if (heading === null) {
        const found = readHeading(read.record)
        if (!found.ok) {
          problems.add(line, found.problems)
          break
        }
        heading = found.heading
        continue
      }
      const { row, decimals: marks, problems: wrong } = readRow(heading, read.record, decimals)
      decimals = marks
      problems.add(line, wrong)
      if (row === null) continue
      const key = keyOf(row)
      const first = lineOf.get(key)
      if (first === undefined) lineOf.set(key, line)
      else problems.add(line, [rowProblem('', 'row-twice', { key, line: first })])
      if (rows.length >= MOST_ROWS) {
        problems.add(line, [rowProblem('', 'too-many-rows', { most: MOST_ROWS })])
        break
      }
      rows.push(row)
    }
  } catch (error) {
    // The parser's own words, without the options that follow them.
    const message = (error as Error).message.split('\n')[0]!
    const isUtf8 = !(error instanceof NotUtf8Error)
    problems.add(line + 1, [isUtf8 ? rowProblem('', 'unreadable', { message }) : rowProblem('', 'not-utf8')])
  } finally {
    source.destroy()
  }
  if (problems.total === 0 && rows.length === 0) problems.add(1, [rowProblem('', 'no-rows')])
  if (problems.total > 0 || heading === null) {
    return { upload: { ok: false, problems: problems.first, total: problems.total }, rows: [] }
  }
  const about = { id: hash.digest('hex'), kind: heading.kind, rows: rows.length, bytes }
  return { upload: { ok: true, ...about, separator, decimals, byteOrderMark }, rows }
}

class NotUtf8Error extends Error {}

class Problems {
  readonly first: CalibrationProblem[] = []
  total = 0

  add(line: number, problems: readonly RowProblem[]): void {
    for (const problem of problems) {
      this.total += 1
      if (this.first.length < MOST_PROBLEMS) this.first.push({ line, ...problem })
    }
  }
}

/** The separator is the one that the heading has most of. */
async function lookAt(path: string): Promise<{ separator: keyof typeof SEPARATORS; byteOrderMark: boolean }> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    const head = buffer.toString('utf8', 0, bytesRead)
    const firstLine = head.split(/\r?\n|\r/, 1)[0] ?? ''
    const count = (mark: string) => firstLine.split(mark).length
    const names = Object.keys(SEPARATORS) as (keyof typeof SEPARATORS)[]
    const separator = names.reduce((best, name) => (count(SEPARATORS[name]) > count(SEPARATORS[best]) ? name : best))
    return { separator, byteOrderMark: head.startsWith('\ufeff') }
  } finally {
    await file.close()
  }
}
