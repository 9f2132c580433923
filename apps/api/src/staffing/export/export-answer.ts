import { StreamableFile } from '@nestjs/common'
import type { HowComputed } from '@wanding/contracts'
import { csvOf } from './csv'
import { howTable } from './staffing-tables'
import type { Table } from './table'
import { xlsxOf } from './xlsx'

export type ExportFormat = 'csv' | 'xlsx'

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** A table as a file to be saved; a workbook has a second sheet that says how its figures were computed. */
export async function exportAnswer(
  mill: string,
  table: Table,
  how: readonly HowComputed[],
  format: ExportFormat,
): Promise<StreamableFile> {
  const name = `${mill}-staffing-${table.name}.${format}`
  // RFC 5987: a mill may have any name.
  const disposition = `attachment; filename="staffing-${table.name}.${format}"; filename*=UTF-8''${encodeURIComponent(name)}`
  return format === 'csv'
    ? new StreamableFile(Buffer.from(csvOf(table)), { type: 'text/csv; charset=utf-8; header=present', disposition })
    : new StreamableFile(await xlsxOf([table, howTable(how)]), { type: XLSX_TYPE, disposition })
}
