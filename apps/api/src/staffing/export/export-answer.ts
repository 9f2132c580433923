import type { StreamableFile } from '@nestjs/common'
import type { HowComputed } from '@wanding/contracts'
import { type ExportFormat, fileAnswer, howTable, type Table } from '../../export'

/** A table as a file to be saved; a workbook has a second sheet that says how its figures were computed. */
export function exportAnswer(
  mill: string,
  table: Table,
  how: readonly HowComputed[],
  format: ExportFormat,
): Promise<StreamableFile> {
  return fileAnswer({ of: mill, about: `staffing-${table.name}`, csv: table, sheets: [table, howTable(how)] }, format)
}
