import { MACHINERY_ITEM_STATES, type MachineryItemState, REASON_CODES, type ReasonCode } from '@wanding/mill'

/** One row of the live table of the process: the present of a machine of any kind. */
export interface ProcessRow {
  /** Index into the snapshot's `machines`. */
  index: number
  online: boolean
  /** True when nothing has come of its gateway for too long, though the gateway has not died. */
  stale: boolean
  /** Null where the machine says none, or one that is not known here. */
  state: MachineryItemState | null
  reason: ReasonCode | null
  /** Mill time since which it has this reason, or is offline, to the second; null while that is not known. */
  sinceMs: number | null
  /** Output in kg/h, power in kW, then the key figures of its kind; null is "no value". */
  figures: readonly (number | null)[]
}

/** Names of the first two figures of every row; the key figures of the kind follow (`keyFiguresOf`). */
export const OUTPUT = 'production/rate'
export const POWER = 'energy/power'

const HEAD_BYTES = 10
const FIGURE_BYTES = 4
/** Of a state or reason. */
const UNKNOWN = 0xff

const codeOf = <T>(list: readonly T[], value: T | null): number => (value === null ? UNKNOWN : list.indexOf(value))

/** A row to bytes, little-endian: index u16, flags, state, reason, number of figures, since (s) u32, figures f32. */
export function encodeProcessRow(row: ProcessRow): Uint8Array {
  const bytes = new Uint8Array(HEAD_BYTES + row.figures.length * FIGURE_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, row.index, true)
  view.setUint8(2, (row.online ? 1 : 0) | (row.stale ? 2 : 0))
  view.setUint8(3, codeOf(MACHINERY_ITEM_STATES, row.state))
  view.setUint8(4, codeOf(REASON_CODES, row.reason))
  view.setUint8(5, row.figures.length)
  view.setUint32(6, row.sinceMs === null ? 0 : Math.max(1, Math.floor(row.sinceMs / 1000)), true)
  row.figures.forEach((figure, i) => {
    view.setFloat32(HEAD_BYTES + i * FIGURE_BYTES, figure ?? Number.NaN, true)
  })
  return bytes
}

/** Bytes of rows one after another to rows. Throws a RangeError when a row is torn. */
export function decodeProcessRows(bytes: Uint8Array): ProcessRow[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const rows: ProcessRow[] = []
  for (let at = 0; at < bytes.byteLength; ) {
    const count = at + HEAD_BYTES <= bytes.byteLength ? view.getUint8(at + 5) : 0
    const ends = at + HEAD_BYTES + count * FIGURE_BYTES
    if (ends > bytes.byteLength) throw new RangeError(`a process table of ${bytes.byteLength} bytes is torn at ${at}`)
    const flags = view.getUint8(at + 2)
    const sinceS = view.getUint32(at + 6, true)
    const start = at + HEAD_BYTES
    rows.push({
      index: view.getUint16(at, true),
      online: (flags & 1) !== 0,
      stale: (flags & 2) !== 0,
      state: MACHINERY_ITEM_STATES[view.getUint8(at + 3)] ?? null,
      reason: REASON_CODES[view.getUint8(at + 4)] ?? null,
      sinceMs: sinceS === 0 ? null : sinceS * 1000,
      figures: Array.from({ length: count }, (_, i) => {
        const value = view.getFloat32(start + i * FIGURE_BYTES, true)
        return Number.isNaN(value) ? null : value
      }),
    })
    at = ends
  }
  return rows
}

/** The bytes of each row by its index, in the order in which they stand. Throws a RangeError when a row is torn. */
export function processRowsByIndex(bytes: Uint8Array): Map<number, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const rows = new Map<number, Uint8Array>()
  for (let at = 0; at < bytes.byteLength; ) {
    const count = at + HEAD_BYTES <= bytes.byteLength ? view.getUint8(at + 5) : 0
    const ends = at + HEAD_BYTES + count * FIGURE_BYTES
    if (ends > bytes.byteLength) throw new RangeError(`a process table of ${bytes.byteLength} bytes is torn at ${at}`)
    rows.set(view.getUint16(at, true), bytes.subarray(at, ends))
    at = ends
  }
  return rows
}
