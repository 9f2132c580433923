import { REPORT_COLUMNS, REPORT_WORDS, type Report } from '@wanding/contracts'
import { ACCENT, LINE, MUTED, PdfPage } from './page'
import {
  cellWord,
  clockText,
  columnWord,
  figureWords,
  type Language,
  numberText,
  tableWord,
  titleOf,
} from './report-texts'

const ROW = 15
const MOST_BARS = 8

/** A report to be printed: A4, black on white, with its formulas at the end. */
export function reportPdf(report: Report, language: Language): Promise<Buffer> {
  const words = (key: string) => REPORT_WORDS[key]![language]
  const page = new PdfPage(titleOf(report, language), language)
  head(page, report, language)
  figures(page, report, language)
  pareto(page, report, language)
  for (const table of report.tables) drawTable(page, table, language)
  page.room(60)
  heading(page, words('formulas'))
  for (const { key } of report.figures) {
    const { name, formula } = figureWords(key, language)
    page.paragraph(`${name} = ${formula}`, { size: 7.5, color: MUTED })
  }
  const title = `${report.name[language]} · ${titleOf(report, language)}`
  return page.end((number, pages) => `${title} · ${words('page')} ${number}/${pages}`)
}

function head(page: PdfPage, report: Report, language: Language): void {
  const words = (key: string) => REPORT_WORDS[key]![language]
  const clock = (atMs: number) => clockText(atMs, report.utcOffsetMinutes)
  page.text(report.name[language], page.left, page.y, page.width, { size: 10, color: MUTED })
  page.y += 14
  page.text(titleOf(report, language), page.left, page.y, page.width, { size: 18, bold: true })
  page.y += 26
  const told = [
    `${clock(report.fromMs)} – ${clock(report.running ? report.untilMs : report.toMs)}`,
    ...(report.running ? [words('running')] : []),
    `${words('missing')}: ${numberText(report.missingMinutes, 0, language)}`,
    ...(report.simulated ? [words('simulated')] : []),
  ]
  page.paragraph(told.join(' · '), { color: MUTED })
  page.paragraph(`${words('factor')}: ${report.carbon.kgPerKwh} kg/kWh · ${report.carbon.source}`, {
    size: 7.5,
    color: MUTED,
  })
  page.y += 6
}

function heading(page: PdfPage, text: string): void {
  page.y += 10
  page.text(text, page.left, page.y, page.width, { size: 11, bold: true })
  page.y += 18
}

function figures(page: PdfPage, report: Report, language: Language): void {
  const rows = report.figures.map(({ key, value, before, mean }) => {
    const { name, unit, digits } = figureWords(key, language)
    return [name, ...[value, before, mean].map((number) => numberText(number, digits, language)), unit]
  })
  const columns = ['figure', 'value', 'before', 'mean', 'unit'].map((column) => columnWord(column, language))
  columns[3] = `${columns[3]} ${report.meanOf}`
  grid(
    page,
    tableWord('figures', language),
    columns,
    rows,
    [0.36, 0.15, 0.15, 0.17, 0.17],
    [false, true, true, true, false],
  )
}

/** The stops that cost most time, as bars of one scale. */
function pareto(page: PdfPage, report: Report, language: Language): void {
  const rows = report.tables.find(({ key }) => key === 'stopReasons')?.rows.slice(0, MOST_BARS) ?? []
  const most = Number(rows[0]?.[2] ?? 0)
  if (!(most > 0)) return
  page.room(40 + rows.length * ROW)
  heading(page, REPORT_WORDS.pareto![language])
  const [label, bars] = [page.width * 0.34, page.width * 0.52]
  for (const [kind, reason, minutes] of rows) {
    const name = `${cellWord(String(kind), 'department', language)}: ${cellWord(String(reason), 'reason', language)}`
    page.text(name, page.left, page.y, label - 6)
    page.bar(page.left + label, page.y + 1, (bars * Number(minutes)) / most, 9, ACCENT)
    page.text(numberText(Number(minutes), 0, language), page.left + label + bars, page.y, page.width - label - bars, {
      align: 'right',
    })
    page.y += ROW
  }
}

function drawTable(page: PdfPage, table: Report['tables'][number], language: Language): void {
  const isNumeric = table.columns.map((_, i) => table.rows.some((row) => typeof row[i] === 'number'))
  const rows = table.rows.map((row) =>
    row.map((cell, i) => {
      const column = table.columns[i] ?? ''
      if (typeof cell === 'string') return cellWord(cell, column, language)
      return numberText(cell, digitsOf(column, cell), language)
    }),
  )
  const first = table.columns.length > 6 ? 0.19 : 0.34
  const rest = (1 - first) / Math.max(1, table.columns.length - 1)
  const widths = table.columns.map((_, i) => (i === 0 ? first : rest))
  const columns = table.columns.map((column) => columnWord(column, language))
  grid(page, tableWord(table.key, language), columns, rows, widths, isNumeric)
}

/** A value of no fixed kind is a count where it is whole. */
const digitsOf = (column: string, value: number | null): number =>
  column === 'value' && value !== null && Number.isInteger(value) ? 0 : (REPORT_COLUMNS[column]?.digits ?? 2)

function grid(
  page: PdfPage,
  title: string,
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
  isNumeric: readonly boolean[],
): void {
  page.room(18 + 10 + 3 * ROW)
  heading(page, title)
  const line = (cells: readonly string[], look: { color?: string; bold?: boolean; size?: number }) => {
    let x = page.left
    for (const [i, cell] of cells.entries()) {
      const width = page.width * (widths[i] ?? 0)
      page.text(cell, x, page.y, width - 6, { size: 8.5, ...look, align: isNumeric[i] ? 'right' : 'left' })
      x += width
    }
    page.y += ROW
  }
  const top = () => {
    line(columns, { color: MUTED, size: 7.5 })
    page.y -= 3
    page.rule()
    page.y += 4
  }
  top()
  for (const row of rows) {
    const before = page.y
    page.room(ROW)
    if (page.y < before) top()
    line(row, {})
  }
  page.rule(LINE)
}
