import type { WhatIfJob } from '@wanding/contracts'
import { type Exported, type ExportLanguage, howTable, stacked, type Table } from '../../export'
import { comparisonTables } from './comparison-tables'
import { optimumTables, surfaceTables } from './search-tables'
import { whatIfHow } from './what-if-how'

/** Everything that came out of a what-if, and how. */
export function whatIfTables(job: WhatIfJob, lang: ExportLanguage): Table[] {
  return [
    ...(job.comparison ? comparisonTables(job.comparison, lang) : []),
    ...(job.surface ? surfaceTables(job.surface, lang) : []),
    ...(job.optimum ? optimumTables(job.optimum, lang) : []),
    howTable(whatIfHow(job, lang), lang),
  ]
}

/** A what-if as a file: a sheet each, or all tables in one. */
export function whatIfFile(job: WhatIfJob, lang: ExportLanguage): Exported {
  const sheets = whatIfTables(job, lang)
  return {
    of: job.basis.mill,
    about: `what-if-${job.kind}-${job.id.slice(0, 8)}`,
    csv: stacked(sheets, lang),
    sheets,
    byteOrderMark: true,
  }
}
