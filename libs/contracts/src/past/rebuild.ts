import { FRAME_ROW_BYTES, processRowsByIndex } from '../live'
import type { MillPicture, MillStep } from './picture'

/**
 * The mill at `atMs`, from a picture at or before it and the steps that follow the picture in order. Spindles are true to the
 * millisecond, because the step after `atMs` tells when each of them changed; rows and figures are those of the newest step.
 */
export function pictureAt(picture: MillPicture, steps: readonly MillStep[], atMs: number): MillPicture {
  const offsets = offsetsOf(picture)
  // Not slice(): of a Buffer that is no copy.
  const states = Uint8Array.from(picture.states)
  const frameRows = Uint8Array.from(picture.frameRows)
  const processRows = [...processRowsByIndex(picture.processRows).values()]
  let { kpi, atMs: shownMs } = picture
  for (const step of steps) {
    if (step.atMs <= picture.atMs) continue
    const passed = step.atMs <= atMs
    for (const change of step.changes) {
      const offset = offsets[change.frame]
      if (offset !== undefined && (passed || change.atMs <= atMs)) states[offset + change.position - 1] = change.state
    }
    if (!passed) break
    takeFrameRows(frameRows, step.frameRows)
    for (const [index, row] of processRowsByIndex(step.processRows)) processRows[index] = row
    kpi = step.kpi ?? kpi
    shownMs = step.atMs
  }
  return { ...picture, atMs: shownMs, states, frameRows, processRows: joined(processRows), kpi }
}

function offsetsOf({ frames }: MillPicture): number[] {
  const offsets: number[] = []
  let spindles = 0
  for (const frame of frames) {
    offsets.push(spindles)
    spindles += frame.spindles
  }
  return offsets
}

function takeFrameRows(into: Uint8Array, rows: Uint8Array): void {
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength)
  for (let at = 0; at + FRAME_ROW_BYTES <= rows.length; at += FRAME_ROW_BYTES) {
    const offset = view.getUint16(at, true) * FRAME_ROW_BYTES
    if (offset < into.length) into.set(rows.subarray(at, at + FRAME_ROW_BYTES), offset)
  }
}

function joined(rows: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(rows.reduce((sum, row) => sum + row.length, 0))
  let at = 0
  for (const row of rows) {
    bytes.set(row, at)
    at += row.length
  }
  return bytes
}
