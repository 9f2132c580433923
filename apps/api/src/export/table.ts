/** A cell: a number as it is, a text, or nothing. */
export type Cell = string | number | null

/** What is exported: rows under named columns; the names are stable, programs read them. */
export interface Table {
  name: string
  columns: readonly string[]
  rows: readonly (readonly Cell[])[]
}
