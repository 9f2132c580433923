import { REASON_CODES, type ReasonCode } from '@wanding/mill'

/** One row of the live table: the present of a ring frame in 26 bytes. */
export interface FrameRow {
  /** Index into the snapshot's `frames`. */
  index: number
  reason: ReasonCode
  online: boolean
  /** True when the last value is older than its signal allows, though the gateway has not died. */
  stale: boolean
  /** 0 … 100 */
  doffProgressPercent: number
  spindleSpeedRpm: number
  producing: number
  endsDown: number
  idle: number
  noRoving: number
  slip: number
  rogue: number
  /** Running breaks per 1,000 spindle-hours over the measuring window; null while there is too little data. */
  breaksPer1000SpindleHours: number | null
  powerKw: number
  timeToDoffS: number
}

export const FRAME_ROW_BYTES = 26
const NO_VALUE = 0xffff
const clamp16 = (value: number): number => Math.max(0, Math.min(0xfffe, Math.round(value)))

/** Rows to bytes, little-endian; the inverse of {@link decodeFrameRows}. Values are clamped to their field. */
export function encodeFrameRows(rows: readonly FrameRow[]): Uint8Array {
  const bytes = new Uint8Array(rows.length * FRAME_ROW_BYTES)
  const view = new DataView(bytes.buffer)
  rows.forEach((row, i) => {
    const at = i * FRAME_ROW_BYTES
    view.setUint16(at, row.index, true)
    view.setUint8(at + 2, REASON_CODES.indexOf(row.reason))
    view.setUint8(at + 3, (row.online ? 1 : 0) | (row.stale ? 2 : 0))
    view.setUint16(at + 4, clamp16(row.doffProgressPercent * 100), true)
    view.setUint16(at + 6, clamp16(row.spindleSpeedRpm), true)
    view.setUint16(at + 8, clamp16(row.producing), true)
    view.setUint16(at + 10, clamp16(row.endsDown), true)
    view.setUint16(at + 12, clamp16(row.idle), true)
    view.setUint16(at + 14, clamp16(row.noRoving), true)
    view.setUint16(at + 16, clamp16(row.slip), true)
    view.setUint16(at + 18, clamp16(row.rogue), true)
    const rate = row.breaksPer1000SpindleHours
    view.setUint16(at + 20, rate === null ? NO_VALUE : clamp16(rate * 10), true)
    view.setUint16(at + 22, clamp16(row.powerKw * 100), true)
    view.setUint16(at + 24, clamp16(row.timeToDoffS), true)
  })
  return bytes
}

/** Bytes to rows. Throws a RangeError when the length is not a whole number of rows. */
export function decodeFrameRows(bytes: Uint8Array): FrameRow[] {
  if (bytes.byteLength % FRAME_ROW_BYTES !== 0) {
    throw new RangeError(`live table of ${bytes.byteLength} bytes is not a whole number of rows`)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const rows: FrameRow[] = []
  for (let at = 0; at < bytes.byteLength; at += FRAME_ROW_BYTES) {
    const flags = view.getUint8(at + 3)
    const rate = view.getUint16(at + 20, true)
    rows.push({
      index: view.getUint16(at, true),
      reason: REASON_CODES[view.getUint8(at + 2)] ?? 'idle',
      online: (flags & 1) !== 0,
      stale: (flags & 2) !== 0,
      doffProgressPercent: view.getUint16(at + 4, true) / 100,
      spindleSpeedRpm: view.getUint16(at + 6, true),
      producing: view.getUint16(at + 8, true),
      endsDown: view.getUint16(at + 10, true),
      idle: view.getUint16(at + 12, true),
      noRoving: view.getUint16(at + 14, true),
      slip: view.getUint16(at + 16, true),
      rogue: view.getUint16(at + 18, true),
      breaksPer1000SpindleHours: rate === NO_VALUE ? null : rate / 10,
      powerKw: view.getUint16(at + 22, true) / 100,
      timeToDoffS: view.getUint16(at + 24, true),
    })
  }
  return rows
}
