import type { Report } from '@wanding/contracts'
import type { ParquetTable } from '../../store'

/** A report as one long table with stable codes, a row a value: for programs. */
export function longTable(report: Report): ParquetTable {
  const head = [report.mill, report.run, report.kind, report.date, report.shift, report.fromMs, report.toMs]
  const rows: (string | number | null)[][] = report.figures.flatMap(({ key, value, before, mean }) => [
    [...head, 'figures', key, 'value', value, null],
    [...head, 'figures', key, 'before', before, null],
    [...head, 'figures', key, 'mean', mean, null],
  ])
  for (const { key, columns, rows: cells } of report.tables) {
    for (const [index, row] of cells.entries()) {
      const name = row[0] ?? null
      for (const [i, cell] of row.entries()) {
        if (i === 0) continue
        const isNumber = typeof cell === 'number'
        rows.push([...head, key, `${name ?? index}`, columns[i] ?? '', isNumber ? cell : null, isNumber ? null : cell])
      }
    }
  }
  return {
    columns: [
      ...(['mill', 'run', 'kind', 'date'] as const).map((name) => ({ name, type: 'VARCHAR' as const })),
      ...(['shift', 'from_ms', 'to_ms'] as const).map((name) => ({ name, type: 'DOUBLE' as const })),
      ...(['table', 'row', 'column'] as const).map((name) => ({ name, type: 'VARCHAR' as const })),
      { name: 'number', type: 'DOUBLE' },
      { name: 'text', type: 'VARCHAR' },
    ],
    rows,
  }
}
