import { leftLength } from '../../../shared/spindles/sides'

/** The cell that the keyboard is on. */
export interface Cursor {
  frame: number
  position: number
}

const BIG_STEP = 10

/**
 * Where a key moves the cursor: left and right along a side, up and down over sides and frames, with Shift ten at a time,
 * Home and End to the ends of the side, Page keys by ten frames. Null for any other key.
 */
export function moved(cursor: Cursor, key: string, shift: boolean, spindlesOf: readonly number[]): Cursor | null {
  const spindles = spindlesOf[cursor.frame] ?? 0
  const left = leftLength(spindles)
  const right = cursor.position > left
  const first = right ? left + 1 : 1
  const last = right ? spindles : left
  const along = (step: number): Cursor => ({
    ...cursor,
    position: Math.max(first, Math.min(last, cursor.position + step)),
  })
  const step = shift ? BIG_STEP : 1
  switch (key) {
    case 'ArrowLeft':
      return along(-step)
    case 'ArrowRight':
      return along(step)
    case 'Home':
      return { ...cursor, position: first }
    case 'End':
      return { ...cursor, position: last }
    case 'ArrowUp':
      return acrossRows(cursor, -step, spindlesOf)
    case 'ArrowDown':
      return acrossRows(cursor, step, spindlesOf)
    case 'PageUp':
      return acrossRows(cursor, -2 * BIG_STEP, spindlesOf)
    case 'PageDown':
      return acrossRows(cursor, 2 * BIG_STEP, spindlesOf)
    default:
      return null
  }
}

/** A frame has two rows, its sides; the cell along the row is kept where the other row has it. */
function acrossRows(cursor: Cursor, rows: number, spindlesOf: readonly number[]): Cursor {
  const left = leftLength(spindlesOf[cursor.frame] ?? 0)
  const right = cursor.position > left
  const cell = right ? cursor.position - left : cursor.position
  const row = Math.max(0, Math.min(spindlesOf.length * 2 - 1, cursor.frame * 2 + (right ? 1 : 0) + rows))
  const frame = Math.floor(row / 2)
  const spindles = spindlesOf[frame] ?? 0
  const newLeft = leftLength(spindles)
  const toRight = row % 2 === 1 && spindles > newLeft
  const length = toRight ? spindles - newLeft : newLeft
  const newCell = Math.max(1, Math.min(length, cell))
  return { frame, position: toRight ? newLeft + newCell : newCell }
}
