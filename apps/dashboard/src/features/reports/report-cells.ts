import { KIND_WORDS, REASON_WORDS, REPORT_CELLS, REPORT_COLUMNS, type ReportTable, roleName } from '@wanding/contracts'
import { type LocalText, ROLES } from '@wanding/mill'
import { locale, say } from '../../shared/i18n/locale.svelte'

const CODES: Readonly<Record<string, LocalText>> = { ...KIND_WORDS, ...REASON_WORDS, ...REPORT_CELLS }

export const columnText = (column: string): LocalText => REPORT_COLUMNS[column]?.name ?? { en: column, zh: column }

/** A code of a cell in words; a name of the mill, and a number of its column's digits. */
export function cellText(cell: string | number | null, column: string): string {
  if (typeof cell !== 'string') {
    const whole = column === 'value' && cell !== null && Number.isInteger(cell)
    return locale.number(cell, whole ? 0 : (REPORT_COLUMNS[column]?.digits ?? 2))
  }
  const role = column === 'role' ? ROLES.find((each) => each === cell) : undefined
  const words = role ? roleName(role) : CODES[cell]
  return words ? say(words) : cell
}

export const isNumeric = ({ rows }: ReportTable, column: number): boolean =>
  rows.some((row) => typeof row[column] === 'number')
