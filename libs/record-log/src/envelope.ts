/** What stands before the bytes of a record to say what they are: JSON, and its length in front (uint32, little-endian). */
export function sealed(header: object, body: Uint8Array = new Uint8Array(0)): Buffer {
  const text = Buffer.from(JSON.stringify(header))
  const whole = Buffer.allocUnsafe(LENGTH_BYTES + text.length + body.length)
  whole.writeUInt32LE(text.length, 0)
  text.copy(whole, LENGTH_BYTES)
  whole.set(body, LENGTH_BYTES + text.length)
  return whole
}

/** Undefined for what was not sealed so. */
export function opened(bytes: Uint8Array): { header: unknown; body: Uint8Array } | undefined {
  if (bytes.length < LENGTH_BYTES) return undefined
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const bodyAt = LENGTH_BYTES + buffer.readUInt32LE(0)
  if (bodyAt > bytes.length) return undefined
  try {
    return { header: JSON.parse(buffer.toString('utf8', LENGTH_BYTES, bodyAt)), body: bytes.subarray(bodyAt) }
  } catch {
    return undefined
  }
}

const LENGTH_BYTES = 4
