import { leftLength } from '../../../shared/spindles/sides'

/** One line of spindles; a side is folded into as many as the width needs. */
export interface StripRow {
  /** First position and how many. */
  first: number
  count: number
  y: number
}

export interface StripLayout {
  cellWidth: number
  rowHeight: number
  rows: readonly StripRow[]
  height: number
  /** Where the left and the right side's heading stand. */
  headings: readonly [left: number, right: number]
}

/** A spindle narrower than this can no longer be pointed at. */
const LEAST_CELL = 8
const ROW_GAP = 4
const HEADING = 20

/** Both sides of a frame, each folded into equal lines whose spindles are wide enough to point at; `scale` is that of the words. */
export function layoutStrip(spindles: number, width: number, rowHeight: number, scale = 1): StripLayout {
  const left = leftLength(spindles)
  const lines = Math.max(1, Math.ceil(left / Math.max(1, Math.floor(width / LEAST_CELL))))
  const perLine = Math.max(1, roundUp(Math.ceil(left / lines)))
  const rows: StripRow[] = []
  let y = 0
  const side = (first: number, last: number): number => {
    const heading = y
    y += HEADING * scale
    for (let at = first; at <= last; at += perLine) {
      rows.push({ first: at, count: Math.min(perLine, last - at + 1), y })
      y += rowHeight + ROW_GAP
    }
    return heading
  }
  const headings = [side(1, left), side(left + 1, spindles)] as const
  return { cellWidth: width / perLine, rowHeight, rows, height: y, headings }
}

/** Lines of whole tens, so that their first positions are easy to read. */
const roundUp = (length: number): number => (length > 20 ? Math.ceil(length / 10) * 10 : length)

/** The spindle at a point, or null. */
export function hitStrip(layout: StripLayout, x: number, y: number): number | null {
  for (const row of layout.rows) {
    if (y < row.y || y >= row.y + layout.rowHeight) continue
    const cell = Math.floor(x / layout.cellWidth)
    return cell >= 0 && cell < row.count ? row.first + cell : null
  }
  return null
}

/** The rectangle of a spindle. */
export function stripCell(
  layout: StripLayout,
  position: number,
): { x: number; y: number; width: number; height: number } | null {
  const row = layout.rows.find(({ first, count }) => position >= first && position < first + count)
  if (!row) return null
  return {
    x: (position - row.first) * layout.cellWidth,
    y: row.y,
    width: layout.cellWidth,
    height: layout.rowHeight,
  }
}

/** Where a key moves the cursor: along the side, or over the lines. Null for any other key. */
export function movedOnStrip(layout: StripLayout, position: number, key: string, shift: boolean): number | null {
  const index = layout.rows.findIndex(({ first, count }) => position >= first && position < first + count)
  const row = layout.rows[index]
  if (!row) return null
  const last = layout.rows.at(-1)!
  const spindles = last.first + last.count - 1
  const inside = (to: number) => Math.max(1, Math.min(spindles, to))
  const toRow = (target: number): number => {
    const other = layout.rows[Math.max(0, Math.min(layout.rows.length - 1, target))]!
    return other.first + Math.min(other.count - 1, position - row.first)
  }
  switch (key) {
    case 'ArrowLeft':
      return inside(position - (shift ? 10 : 1))
    case 'ArrowRight':
      return inside(position + (shift ? 10 : 1))
    case 'ArrowUp':
      return toRow(index - 1)
    case 'ArrowDown':
      return toRow(index + 1)
    case 'Home':
      return row.first
    case 'End':
      return row.first + row.count - 1
    default:
      return null
  }
}
