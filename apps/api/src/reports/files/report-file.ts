import type { Report, ReportFormat } from '@wanding/contracts'
import { csvOf, stacked, xlsxOf } from '../../export'
import { parquetOf } from '../../store'
import { longTable } from './report-long'
import { reportPdf } from './report-pdf'
import { reportTables } from './report-tables'
import type { Language } from './report-texts'

export const CONTENT_TYPE: Readonly<Record<ReportFormat, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8; header=present',
  parquet: 'application/vnd.apache.parquet',
}

/** A report as a file. */
export function reportFile(report: Report, format: ReportFormat, language: Language): Promise<Buffer> {
  switch (format) {
    case 'pdf':
      return reportPdf(report, language)
    case 'xlsx':
      return xlsxOf(reportTables(report, language))
    case 'csv':
      // A mark of its encoding: spreadsheets take a CSV without it for one without Chinese.
      return Promise.resolve(Buffer.from(`\ufeff${csvOf(stacked(reportTables(report, language), language))}`))
    case 'parquet':
      return parquetOf(longTable(report))
  }
}
