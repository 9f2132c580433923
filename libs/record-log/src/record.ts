import { crc32 } from 'node:zlib'

/**
 * A record on disk: length of its bytes (uint32), checksum (CRC-32 of all that follows it, uint32), position (uint64), bytes;
 * all little-endian.
 */
export const HEADER_BYTES = 16
/** What no record exceeds: a length beyond it is none. */
export const MOST_RECORD_BYTES = 64 * 1024 * 1024

const CRC_AT = 4
const POSITION_AT = 8

export function encodeRecord(position: number, bytes: Uint8Array): Buffer {
  if (bytes.length > MOST_RECORD_BYTES) throw new RangeError(`a record of ${bytes.length} bytes`)
  const record = Buffer.allocUnsafe(HEADER_BYTES + bytes.length)
  record.writeUInt32LE(bytes.length, 0)
  record.writeBigUInt64LE(BigInt(position), POSITION_AT)
  record.set(bytes, HEADER_BYTES)
  record.writeUInt32LE(crc32(record.subarray(POSITION_AT)), CRC_AT)
  return record
}

/**
 * What stands at an offset: `whole` with its bytes, `damaged` where it cannot be what was written, or `torn` where the buffer ends
 * before the record does, or before what a damaged length says.
 */
export type Found =
  | { kind: 'whole'; position: number; bytes: Buffer; size: number }
  | { kind: 'damaged' }
  | { kind: 'torn'; needed: number }

export function recordAt(buffer: Buffer, offset: number): Found {
  if (buffer.length - offset < HEADER_BYTES) return { kind: 'torn', needed: HEADER_BYTES }
  const length = buffer.readUInt32LE(offset)
  const size = HEADER_BYTES + length
  if (length > MOST_RECORD_BYTES) return { kind: 'damaged' }
  if (buffer.length - offset < size) return { kind: 'torn', needed: size }
  const covered = buffer.subarray(offset + POSITION_AT, offset + size)
  if (crc32(covered) !== buffer.readUInt32LE(offset + CRC_AT)) return { kind: 'damaged' }
  const position = Number(buffer.readBigUInt64LE(offset + POSITION_AT))
  return { kind: 'whole', position, bytes: covered.subarray(HEADER_BYTES - POSITION_AT), size }
}

/** Positions that one damaged place can hide; what says more is no record. */
const MOST_HIDDEN = 10_000_000

/** Offset of the first whole record after an offset whose position is at least this; undefined for none. */
export function nextWhole(buffer: Buffer, after: number, least: number): number | undefined {
  for (let offset = after + 1; offset + HEADER_BYTES <= buffer.length; offset++) {
    const position = Number(buffer.readBigUInt64LE(offset + POSITION_AT))
    if (position < least || position > least + MOST_HIDDEN) continue
    if (recordAt(buffer, offset).kind === 'whole') return offset
  }
  return undefined
}
