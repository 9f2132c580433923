import type { HowComputed } from '@wanding/contracts'
import type { Table } from './table'
import { type ExportLanguage, type WordedColumn, wordedTable } from './worded-table'

const COLUMNS: readonly WordedColumn[] = [
  ['figure', '指标'],
  ['formula', '公式'],
  ['input', '输入'],
  ['value', '数值'],
]

/** How the figures of a workbook were computed. */
export const howTable = (how: readonly HowComputed[], language: ExportLanguage = 'en'): Table =>
  wordedTable(
    language,
    { en: 'how computed', zh: '计算说明' },
    COLUMNS,
    how.flatMap(({ figure, formula, inputs }) =>
      Object.entries(inputs).map(([name, value]) => [figure, formula, name, value]),
    ),
  )
