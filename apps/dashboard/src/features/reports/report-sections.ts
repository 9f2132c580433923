import { REPORT_FIGURES, type ReportTable } from '@wanding/contracts'

/** Where a part of a report is on the page. */
export const sectionOf = (key: string): string => `report-${key}`

/** A table of more columns than this takes the whole width. */
const NARROW_COLUMNS = 6
/** One of more rows than this may go on in the next column. */
const LONG_ROWS = 40

export const isWide = ({ columns }: ReportTable): boolean => columns.length > NARROW_COLUMNS
export const isLong = ({ rows }: ReportTable): boolean => rows.length > LONG_ROWS

/** The tables in their order, narrow ones that follow one another together: they flow side by side. */
export function runsOf(tables: readonly ReportTable[]): readonly ReportTable[][] {
  const runs: ReportTable[][] = []
  for (const table of tables) {
    const last = runs.at(-1)
    if (last?.[0] && !isWide(last[0]) && !isWide(table)) last.push(table)
    else runs.push([table])
  }
  return runs
}

/** Key figures in two parts of the same length, in their order: side by side where there is room. */
export function figureHalves(): readonly [first: readonly string[], second: readonly string[]] {
  const keys = Object.keys(REPORT_FIGURES)
  const half = Math.ceil(keys.length / 2)
  return [keys.slice(0, half), keys.slice(half)]
}
