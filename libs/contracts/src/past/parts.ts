/** A head in words and any number of byte parts, as one run of bytes. */
export interface Parts {
  head: unknown
  parts: readonly Uint8Array[]
}

const WORD = 4

/** Head and parts to bytes, little-endian: length of the head u32, number of parts u32, their lengths u32, head, parts. */
export function encodeParts({ head, parts }: Parts): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(head))
  const begin = (2 + parts.length) * WORD
  const bytes = new Uint8Array(begin + text.length + parts.reduce((sum, part) => sum + part.length, 0))
  const view = new DataView(bytes.buffer)
  view.setUint32(0, text.length, true)
  view.setUint32(WORD, parts.length, true)
  bytes.set(text, begin)
  let at = begin + text.length
  parts.forEach((part, index) => {
    view.setUint32((2 + index) * WORD, part.length, true)
    bytes.set(part, at)
    at += part.length
  })
  return bytes
}

/** Bytes to head and parts; the parts are views into the bytes. Throws a RangeError when they are torn. */
export function decodeParts(bytes: Uint8Array): Parts {
  const torn = () => new RangeError(`${bytes.length} bytes are no whole head and parts`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 2 * WORD) throw torn()
  const headLength = view.getUint32(0, true)
  const count = view.getUint32(WORD, true)
  let at = (2 + count) * WORD + headLength
  if (at > bytes.length) throw torn()
  const head: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(at - headLength, at)))
  const parts: Uint8Array[] = []
  for (let index = 0; index < count; index++) {
    const length = view.getUint32((2 + index) * WORD, true)
    if (at + length > bytes.length) throw torn()
    parts.push(bytes.subarray(at, at + length))
    at += length
  }
  if (at !== bytes.length) throw torn()
  return { head, parts }
}
