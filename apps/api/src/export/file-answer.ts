import { StreamableFile } from '@nestjs/common'
import { csvOf } from './csv'
import type { Table } from './table'
import { xlsxOf } from './xlsx'

export type ExportFormat = 'csv' | 'xlsx'

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Tables as a file to be saved: the first as CSV, or all as the sheets of a workbook. `about` is ASCII, what else names it may be any text. */
export async function fileAnswer(
  of: string,
  about: string,
  tables: readonly [Table, ...Table[]],
  format: ExportFormat,
): Promise<StreamableFile> {
  // RFC 5987: a mill may have any name.
  const name = encodeURIComponent(`${of}-${about}.${format}`)
  const disposition = `attachment; filename="${about}.${format}"; filename*=UTF-8''${name}`
  return format === 'csv'
    ? new StreamableFile(Buffer.from(csvOf(tables[0])), {
        type: 'text/csv; charset=utf-8; header=present',
        disposition,
      })
    : new StreamableFile(await xlsxOf(tables), { type: XLSX_TYPE, disposition })
}
