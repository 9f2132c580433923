import type { SpindleChange } from '../live'

/** A spindle that took a new state, and when on the mill's clock. */
export interface TimedChange extends SpindleChange {
  atMs: number
}

export const TIMED_CHANGE_BYTES = 9

/** Changes to bytes, little-endian: frame u16, position u16, state u8, offset against `baseMs` i32 (whole ms). */
export function encodeTimedChanges(changes: readonly TimedChange[], baseMs: number): Uint8Array {
  const bytes = new Uint8Array(changes.length * TIMED_CHANGE_BYTES)
  const view = new DataView(bytes.buffer)
  changes.forEach((change, i) => {
    const at = i * TIMED_CHANGE_BYTES
    view.setUint16(at, change.frame, true)
    view.setUint16(at + 2, change.position, true)
    view.setUint8(at + 4, change.state)
    view.setInt32(at + 5, Math.round(change.atMs - baseMs), true)
  })
  return bytes
}

/** Bytes to changes. Throws a RangeError when the length is not a whole number of changes. */
export function decodeTimedChanges(bytes: Uint8Array, baseMs: number): TimedChange[] {
  if (bytes.byteLength % TIMED_CHANGE_BYTES !== 0) {
    throw new RangeError(`timed changes of ${bytes.byteLength} bytes are not a whole number of changes`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const changes: TimedChange[] = []
  for (let at = 0; at < bytes.byteLength; at += TIMED_CHANGE_BYTES) {
    changes.push({
      frame: view.getUint16(at, true),
      position: view.getUint16(at + 2, true),
      state: view.getUint8(at + 4),
      atMs: baseMs + view.getInt32(at + 5, true),
    })
  }
  return changes
}
