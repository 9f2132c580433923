import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pythonWithProtobuf } from '@wanding/testkit'
import { type BirthMetric, dataTypeCode, type MetricValue } from '../index'
import { toHex } from './hex'

const fixtures = import.meta.dirname

export interface ReadMetric {
  name: string | null
  alias: number | null
  at: number | null
  kind: number | null
  historical: boolean | null
  null: boolean | null
  properties: unknown
  value: unknown
}

export interface ReadPayload {
  at: number | null
  seq: number | null
  metrics: ReadMetric[]
}

/** A second language and stack: protoc compiles our own description of the wire, and Python reads with it what we wrote. */
export interface PythonReader {
  /** Payloads of one edge node in their order: the births tell the types of the aliases. */
  read(payloads: readonly Uint8Array[]): ReadPayload[]
  stop(): void
}

/** Debian: protobuf-compiler python3-protobuf. */
export function startPythonReader(): PythonReader {
  const folder = mkdtempSync(join(tmpdir(), 'wanding-wire-'))
  const python = pythonWithProtobuf()
  execFileSync('protoc', [`--proto_path=${fixtures}`, `--python_out=${folder}`, 'wire.proto'])
  return {
    read: (payloads) => {
      const output = execFileSync(python, [join(fixtures, 'read_wire.py'), folder], {
        input: payloads.map(toHex).join('\n'),
        encoding: 'utf8',
        maxBuffer: 256 * 1024 * 1024,
        env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
      })
      return output
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as ReadPayload)
    },
    stop: () => rmSync(folder, { recursive: true }),
  }
}

/** Our value in the form the Python side prints: 64-bit integers as text, arrays as lists, types as codes. */
export function printed({ datatype, value }: { datatype: BirthMetric['datatype']; value: MetricValue }): unknown {
  const is64 = datatype === 'Int64' || datatype === 'UInt64' || datatype === 'DateTime'
  if (value === null) return null
  if (is64) return String(value)
  if (typeof value !== 'object') return value
  if ('columns' in value) {
    const { columns, types, rows } = value
    const lines = rows.map((row) => row.map((cell, column) => printed({ datatype: types[column]!, value: cell })))
    return { columns, types: types.map(dataTypeCode), width: columns.length, rows: lines }
  }
  return Array.from(value as ArrayLike<unknown>, (entry) => (typeof entry === 'bigint' ? String(entry) : entry))
}
