import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'

/** First byte of every moment, so that a later layout can be told from this one. */
const LAYOUT = 1
/** Rows and states repeat at a distance of a row or a frame: matching finds that, and more effort finds little more. */
const PACKING = { level: 1, strategy: constants.Z_DEFAULT_STRATEGY }

/** Bytes of a moment as they are stored. */
export function packMoment(bytes: Uint8Array): Uint8Array {
  const packed = deflateRawSync(bytes, PACKING)
  const moment = new Uint8Array(packed.length + 1)
  moment[0] = LAYOUT
  moment.set(packed, 1)
  return moment
}

/** The inverse of {@link packMoment}. */
export function unpackMoment(moment: Uint8Array): Uint8Array {
  if (moment[0] !== LAYOUT) throw new Error(`a stored moment has the unknown layout ${moment[0]}`)
  return inflateRawSync(moment.subarray(1))
}
