import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import { loadMill, type Mill, SavedMillError, saveMill } from '../engine'

const MAGIC = 'WSNP'
/** Version of the envelope; the engine has a version of its own inside. */
const VERSION = 1
/** Magic, version, length of what is inside before compression, and its CRC-32; 4 bytes each. */
const HEADER_BYTES = 16
/** Nobody's mill is larger; a file that says so is damaged (100,800 spindles take 6 MB, ten times as many 60). */
const MOST_BYTES = 1 << 30
/** The fastest level: the next one saves a per cent and costs as much again. */
const LEVEL = 1

/** A file is no snapshot, of another version, or damaged; the message says which. */
export class SnapshotError extends Error {
  readonly code = 'simulator/snapshot'
}

/** The whole mill, compressed and with a checksum: about 16 bytes a spindle. */
export function encodeSnapshot(mill: Mill): Buffer {
  const saved = saveMill(mill)
  const header = Buffer.alloc(HEADER_BYTES)
  header.write(MAGIC, 0, 'latin1')
  header.writeUInt32LE(VERSION, 4)
  header.writeUInt32LE(saved.length, 8)
  header.writeUInt32LE(crc32(saved), 12)
  return Buffer.concat([header, deflateRawSync(saved, { level: LEVEL })])
}

/** A mill that goes on where the snapshot was taken. Throws a SnapshotError for anything but a whole snapshot of this version. */
export function decodeSnapshot(file: Buffer): Mill {
  if (file.length < HEADER_BYTES || file.toString('latin1', 0, 4) !== MAGIC) throw new SnapshotError('not a snapshot')
  const version = file.readUInt32LE(4)
  if (version !== VERSION) throw new SnapshotError(`snapshot of version ${version}; this program reads ${VERSION}`)
  const length = file.readUInt32LE(8)
  const saved = inflated(file.subarray(HEADER_BYTES), length)
  if (saved?.length !== length || crc32(saved) !== file.readUInt32LE(12)) {
    throw new SnapshotError('snapshot is damaged or cut off')
  }
  try {
    return loadMill(saved)
  } catch (error) {
    if (error instanceof SavedMillError) throw new SnapshotError(error.message, { cause: error })
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
