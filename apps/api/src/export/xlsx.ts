import writeXlsxFile from 'write-excel-file/node'
import type { Cell, Table } from './table'

const BOLD = { fontWeight: 'bold' } as const

/** Tables as the sheets of one workbook, the first row of each fixed. */
export function xlsxOf(tables: readonly Table[]): Promise<Buffer> {
  const sheets = tables.map(({ name, columns, rows }) => ({
    sheet: name,
    data: [columns.map((value) => ({ value, type: String, ...BOLD })), ...rows.map((row) => row.map(cellOf))],
    columns: columns.map((column, i) => ({ width: widthOf([column, ...rows.map((row) => row[i] ?? null)]) })),
    stickyRowsCount: 1,
  }))
  return writeXlsxFile(sheets).toBuffer()
}

const cellOf = (cell: Cell) =>
  typeof cell === 'number' && Number.isFinite(cell)
    ? { value: cell, type: Number }
    : typeof cell === 'string'
      ? { value: cell, type: String }
      : null

const NARROWEST = 8
const WIDEST = 60

/** Characters; a Chinese one is as wide as two. */
function widthOf(cells: readonly Cell[]): number {
  const lengths = cells.map((cell) => [...String(cell ?? '')].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 1))
  return Math.min(WIDEST, Math.max(NARROWEST, ...lengths))
}
