/** A spindle that took a new state, as the live channel sends it. */
export interface SpindleChange {
  /** Index into the snapshot's `frames`. */
  frame: number
  /** 1-based position on the frame. */
  position: number
  /** Spindle state byte (low nibble state, high nibble flags). */
  state: number
}

export const SPINDLE_CHANGE_BYTES = 6

/** Changes to bytes, little-endian: frame u16, position u16, state u8, one spare byte. */
export function encodeSpindleChanges(changes: readonly SpindleChange[]): Uint8Array {
  const bytes = new Uint8Array(changes.length * SPINDLE_CHANGE_BYTES)
  const view = new DataView(bytes.buffer)
  changes.forEach((change, i) => {
    const at = i * SPINDLE_CHANGE_BYTES
    view.setUint16(at, change.frame, true)
    view.setUint16(at + 2, change.position, true)
    view.setUint8(at + 4, change.state)
  })
  return bytes
}

/** Bytes to changes. Throws a RangeError when the length is not a whole number of changes. */
export function decodeSpindleChanges(bytes: Uint8Array): SpindleChange[] {
  if (bytes.byteLength % SPINDLE_CHANGE_BYTES !== 0) {
    throw new RangeError(`spindle changes of ${bytes.byteLength} bytes are not a whole number of changes`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const changes: SpindleChange[] = []
  for (let at = 0; at < bytes.byteLength; at += SPINDLE_CHANGE_BYTES) {
    changes.push({
      frame: view.getUint16(at, true),
      position: view.getUint16(at + 2, true),
      state: view.getUint8(at + 4),
    })
  }
  return changes
}
