import { REPORT_WORDS, type Report } from '@wanding/contracts'
import type { Cell, Table } from '../../export'
import { cellWord, clockText, columnWord, figureWords, type Language, tableWord } from './report-texts'

/** A report as tables: what period it is of, the key figures with their formulas, and everything else. */
export function reportTables(report: Report, language: Language): Table[] {
  return [
    headOf(report, language),
    figuresTable(report, language),
    ...report.tables.map((table) => worded(table, language)),
  ]
}

function headOf(report: Report, language: Language): Table {
  const words = (key: string) => REPORT_WORDS[key]![language]
  const clock = (atMs: number) => clockText(atMs, report.utcOffsetMinutes)
  const rows: Cell[][] = [
    [words(report.kind), `${report.date}${report.shift === null ? '' : ` / ${report.shift}`}`],
    ['from', clock(report.fromMs)],
    ['to', clock(report.toMs)],
    ...(report.running
      ? [
          ['until', clock(report.untilMs)],
          ['', words('running')],
        ]
      : []),
    [words('missing'), Math.round(report.missingMinutes)],
    [words('factor'), `${report.carbon.kgPerKwh} kg/kWh · ${report.carbon.source}`],
    ...(report.simulated ? [['', words('simulated')]] : []),
  ]
  return { name: language === 'zh' ? '期间' : 'period', columns: [report.name[language], report.mill], rows }
}

function figuresTable(report: Report, language: Language): Table {
  return {
    name: tableWord('figures', language),
    columns: ['figure', 'value', 'unit', 'before', 'mean', 'formula'].map((column) => columnWord(column, language)),
    rows: report.figures.map(({ key, value, before, mean }) => {
      const { name, unit, formula } = figureWords(key, language)
      return [name, value, unit, before, mean, formula]
    }),
  }
}

const worded = ({ key, columns, rows }: Report['tables'][number], language: Language): Table => ({
  // A sheet's name may have 31 characters.
  name: tableWord(key, language).slice(0, 31),
  columns: columns.map((column) => columnWord(column, language)),
  rows: rows.map((row) =>
    row.map((cell, i) => (typeof cell === 'string' ? cellWord(cell, columns[i] ?? '', language) : cell)),
  ),
})
