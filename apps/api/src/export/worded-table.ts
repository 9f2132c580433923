import type { LocalText } from '@wanding/mill'
import type { Cell, Table } from './table'

export type ExportLanguage = keyof LocalText

/** A column by its stable name, and what it is called in a Chinese file. */
export type WordedColumn = readonly [name: string, zh: string]

/** A table with the stable names as headings, or with Chinese ones. */
export const wordedTable = (
  language: ExportLanguage,
  name: LocalText,
  columns: readonly WordedColumn[],
  rows: readonly (readonly Cell[])[],
): Table => ({ name: name[language], columns: columns.map(([en, zh]) => (language === 'zh' ? zh : en)), rows })

const PART: WordedColumn = ['part', '部分']

/**
 * Tables one under another as one: each row begins with the name of its table, and each table with its own headings. All rows
 * are of one length, as RFC 4180 wants them.
 */
export function stacked(tables: readonly Table[], language: ExportLanguage): Table {
  const width = Math.max(...tables.map(({ columns }) => columns.length))
  const row = (first: string, cells: readonly Cell[]): Cell[] => [
    first,
    ...cells,
    ...Array.from({ length: width - cells.length }, () => null),
  ]
  const part = language === 'zh' ? PART[1] : PART[0]
  const [heading, ...rows] = tables.flatMap(({ name, columns, rows }) => [
    row(part, columns),
    ...rows.map((cells) => row(name, cells)),
  ])
  return { name: 'all', columns: (heading ?? []).map((cell) => String(cell ?? '')), rows }
}
