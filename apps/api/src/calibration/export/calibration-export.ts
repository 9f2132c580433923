import type { Calibration } from '@wanding/contracts'
import { type Exported, type ExportLanguage, howTable, stacked, type Table } from '../../export'
import { calibrationHow } from './calibration-how'
import { estimatesTable, goodnessTables, residualsTable } from './fit-tables'
import { keysTable, normsTable } from './norm-tables'

/** Everything that a calibration found, and how; tables without a row are left out. */
export function calibrationTables(calibration: Calibration, lang: ExportLanguage): Table[] {
  return [
    estimatesTable(calibration, lang),
    ...goodnessTables(calibration, lang),
    residualsTable(calibration, lang),
    normsTable(calibration, lang),
    keysTable(calibration, lang),
    howTable(calibrationHow(calibration, lang), lang),
  ].filter(({ rows }) => rows.length > 0)
}

/** A calibration as a file: a sheet each, or all tables in one. */
export function calibrationExport(calibration: Calibration, lang: ExportLanguage): Exported {
  const sheets = calibrationTables(calibration, lang)
  const about = `calibration-${calibration.id.slice(0, 8)}`
  return { of: calibration.name, about, csv: stacked(sheets, lang), sheets, byteOrderMark: true }
}
