import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A record as it lies in a file of a log. */
export interface LyingRecord {
  path: string
  at: number
  size: number
  position: number
  bytes: Buffer
}

/** Length, checksum and position of a record, before its bytes. */
const HEADER_BYTES = 16
const POSITION_AT = 8

/** The files of a log in their order. */
export const segmentsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .sort()
    .map((name) => join(folder, name))

/** The records of a log that nothing was done to yet, up to an end that was torn when its program was killed. */
export function recordsIn(folder: string): LyingRecord[] {
  return segmentsIn(folder).flatMap((path) => {
    const file = readFileSync(path)
    const records: LyingRecord[] = []
    for (let at = 0; at + HEADER_BYTES <= file.length; ) {
      const size = HEADER_BYTES + file.readUInt32LE(at)
      if (at + size > file.length) break
      const position = Number(file.readBigUInt64LE(at + POSITION_AT))
      records.push({ path, at, size, position, bytes: file.subarray(at + HEADER_BYTES, at + size) })
      at += size
    }
    return records
  })
}

/** Makes segments of so many records of the large ones that a program has written: what is done to one then is done to few. */
export function splitSegments(folder: string, most: number): LyingRecord[] {
  const records = recordsIn(folder)
  const files = new Map(segmentsIn(folder).map((path) => [path, readFileSync(path)]))
  for (const path of files.keys()) rmSync(path)
  for (let from = 0; from < records.length; from += most) {
    const part = records.slice(from, from + most)
    const bytes = part.map(({ path, at, size }) => files.get(path)!.subarray(at, at + size))
    writeFileSync(join(folder, `${String(part[0]!.position).padStart(16, '0')}.log`), Buffer.concat(bytes))
  }
  return recordsIn(folder)
}

/** Turns one bit of a record, counted from the begin of its header. */
export function flipBit({ path, at }: LyingRecord, bit: number): void {
  const file = readFileSync(path)
  file[at + (bit >> 3)]! ^= 1 << (bit & 7)
  writeFileSync(path, file)
}
