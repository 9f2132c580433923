import {
  encodeSpindleChanges,
  FRAME_ROW_BYTES,
  type MillPicture,
  processRowsByIndex,
  type SpindleChange,
} from '@wanding/contracts'

/** What turns one picture of a mill into another of the same layout, as the live rooms tell it. */
export interface PictureChange {
  rows: Uint8Array
  changes: Uint8Array
  processRows: Uint8Array
}

export const sameLayout = (a: MillPicture, b: MillPicture): boolean =>
  a.mill === b.mill &&
  a.run === b.run &&
  a.frames.length === b.frames.length &&
  a.machines.length === b.machines.length &&
  a.frames.every(({ id, spindles }, index) => id === b.frames[index]?.id && spindles === b.frames[index]?.spindles) &&
  a.machines.every(({ id }, index) => id === b.machines[index]?.id)

export function changeBetween(before: MillPicture, after: MillPicture): PictureChange {
  return {
    rows: joined(after.frames.flatMap((_, index) => differing(rowOf(before, index), rowOf(after, index)))),
    changes: encodeSpindleChanges(spindleChanges(before, after)),
    processRows: changedProcess(before, after),
  }
}

const rowOf = ({ frameRows }: MillPicture, index: number): Uint8Array =>
  frameRows.subarray(index * FRAME_ROW_BYTES, (index + 1) * FRAME_ROW_BYTES)

const equal = (a: Uint8Array | undefined, b: Uint8Array): boolean =>
  a !== undefined && a.length === b.length && b.every((byte, index) => byte === a[index])

const differing = (before: Uint8Array, after: Uint8Array): Uint8Array[] => (equal(before, after) ? [] : [after])

function spindleChanges(before: MillPicture, after: MillPicture): SpindleChange[] {
  const changes: SpindleChange[] = []
  let at = 0
  after.frames.forEach(({ spindles }, frame) => {
    for (let position = 1; position <= spindles; position++, at++) {
      const state = after.states[at]!
      if (state !== before.states[at]) changes.push({ frame, position, state })
    }
  })
  return changes
}

function changedProcess(before: MillPicture, after: MillPicture): Uint8Array {
  const old = processRowsByIndex(before.processRows)
  return joined(
    [...processRowsByIndex(after.processRows)].flatMap(([index, row]) => (equal(old.get(index), row) ? [] : [row])),
  )
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
