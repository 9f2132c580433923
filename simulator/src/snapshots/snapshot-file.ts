import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { loadMill, type Mill, SavedMillError, saveMill } from '../engine'

const MAGIC = 'WSNP'
/** Version of the envelope; the engine has a version of its own inside. */
const VERSION = 2
/** Magic, version, length of what is inside before compression, and its CRC-32; 4 bytes each. */
const HEADER_BYTES = 16
/** Nobody's mill is larger; a file that says so is damaged (100,800 spindles take 6 MB, ten times as many 60). */
const MOST_BYTES = 1 << 30
/** Length of the mill, before it. */
const LENGTH_BYTES = 4
/** The fastest level: the next one saves a per cent and costs as much again. */
const LEVEL = 1

/** A file is no snapshot, of another version, or damaged; the message says which. */
export class SnapshotError extends Error {
  readonly code = 'simulator/snapshot'
}

/** A mill, and what its program wants to know again of what is around it, as a value of JSON. */
export interface Snapshot {
  mill: Mill
  beside?: unknown
}

/** The whole mill and what is beside it, compressed and with a checksum: about 16 bytes a spindle. */
export function encodeSnapshot(mill: Mill, beside?: object): Buffer {
  const engine = saveMill(mill)
  const saved = Buffer.concat([Buffer.alloc(LENGTH_BYTES), engine, Buffer.from(beside ? JSON.stringify(beside) : '')])
  saved.writeUInt32LE(engine.length, 0)
  const header = Buffer.alloc(HEADER_BYTES)
  header.write(MAGIC, 0, 'latin1')
  header.writeUInt32LE(VERSION, 4)
  header.writeUInt32LE(saved.length, 8)
  header.writeUInt32LE(crc32(saved), 12)
  return Buffer.concat([header, deflateRawSync(saved, { level: LEVEL })])
}

/** A mill that goes on where the snapshot was taken. Throws a SnapshotError for anything but a whole snapshot of this version. */
export const decodeSnapshot = (file: Buffer): Mill => readSnapshot(file).mill

/** The same with what is beside the mill, which its reader checks. */
export function readSnapshot(file: Buffer): Snapshot {
  if (file.length < HEADER_BYTES || file.toString('latin1', 0, 4) !== MAGIC) throw new SnapshotError('not a snapshot')
  const version = file.readUInt32LE(4)
  if (version !== VERSION) throw new SnapshotError(`snapshot of version ${version}; this program reads ${VERSION}`)
  const length = file.readUInt32LE(8)
  const saved = inflated(file.subarray(HEADER_BYTES), length)
  if (saved?.length !== length || crc32(saved) !== file.readUInt32LE(12)) {
    throw new SnapshotError('snapshot is damaged or cut off')
  }
  const end = saved.length < LENGTH_BYTES ? 0 : LENGTH_BYTES + saved.readUInt32LE(0)
  try {
    const mill = loadMill(saved.subarray(LENGTH_BYTES, end))
    return end < saved.length ? { mill, beside: JSON.parse(saved.toString('utf8', end)) } : { mill }
  } catch (error) {
    if (error instanceof SavedMillError) throw new SnapshotError(error.message, { cause: error })
    if (error instanceof SyntaxError) throw new SnapshotError(`beside the mill: ${error.message}`, { cause: error })
    throw error
  }
}

/** Never more than the header promises, so that a damaged file cannot fill the memory. */
function inflated(packed: Buffer, length: number): Buffer | undefined {
  if (length > MOST_BYTES) return undefined
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(length, 1) })
  } catch {
    return undefined
  }
}
