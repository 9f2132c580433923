import { StreamableFile } from '@nestjs/common'
import { csvOf } from './csv'
import type { Table } from './table'
import { xlsxOf } from './xlsx'

export type ExportFormat = 'csv' | 'xlsx'

/** Figures to be saved: as one table for a CSV, and as the sheets of a workbook. */
export interface Exported {
  /** What they are of, in any letters: in front of the name. */
  of: string
  /** Without extension, of ASCII. */
  about: string
  csv: Table
  sheets: readonly Table[]
  /** For spreadsheets, which take a CSV without it for one without Chinese. */
  byteOrderMark?: boolean
}

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const BYTE_ORDER_MARK = '\ufeff'

/** Figures as a file to be saved. */
export async function fileAnswer(
  { of, about, csv, sheets, byteOrderMark = false }: Exported,
  format: ExportFormat,
): Promise<StreamableFile> {
  // RFC 5987: a mill may have any name.
  const name = encodeURIComponent(`${of}-${about}.${format}`)
  const disposition = `attachment; filename="${about}.${format}"; filename*=UTF-8''${name}`
  return format === 'csv'
    ? new StreamableFile(Buffer.from(`${byteOrderMark ? BYTE_ORDER_MARK : ''}${csvOf(csv)}`), {
        type: 'text/csv; charset=utf-8; header=present',
        disposition,
      })
    : new StreamableFile(await xlsxOf(sheets), { type: XLSX_TYPE, disposition })
}
