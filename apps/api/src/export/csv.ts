import type { Cell, Table } from './table'

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/
/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** A table as RFC 4180 says: CRLF, quotes where needed and doubled inside. A text that looks like a formula stays a text. */
export function csvOf({ columns, rows }: Table): string {
  return [columns, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('')
}

function field(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : ''
  const text = FORMULA.test(cell) ? `'${cell}` : cell
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
