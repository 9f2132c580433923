/** The msgpack encoder writes a Buffer as bytes, but of any other view the whole memory behind it. */
export const asBytes = (view: Uint8Array | Uint16Array): Uint8Array =>
  Buffer.from(view.buffer, view.byteOffset, view.byteLength)
