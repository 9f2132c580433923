import {
  KIND_WORDS,
  REASON_WORDS,
  REPORT_CELLS,
  REPORT_COLUMNS,
  REPORT_FIGURES,
  REPORT_TABLES,
  REPORT_WORDS,
  type Report,
  roleName,
} from '@wanding/contracts'
import { type LocalText, ROLES } from '@wanding/mill'

export type Language = keyof LocalText

const LOCALE = { en: 'en-GB', zh: 'zh-CN' } as const
const WORDS: Readonly<Record<string, LocalText>> = {
  ...Object.fromEntries(ROLES.map((role) => [role, roleName(role)])),
  ...KIND_WORDS,
  ...REASON_WORDS,
  ...REPORT_CELLS,
}
const ROLE_WORDS: Readonly<Record<string, LocalText>> = Object.fromEntries(ROLES.map((role) => [role, roleName(role)]))

/** A code of a cell in words; a name of the mill as it is. */
export function cellWord(code: string, column: string, language: Language): string {
  const words = column === 'role' ? ROLE_WORDS : WORDS
  return words[code]?.[language] ?? code
}

export const columnWord = (column: string, language: Language): string =>
  REPORT_COLUMNS[column]?.name[language] ?? column

export const tableWord = (table: string, language: Language): string => REPORT_TABLES[table]?.[language] ?? table

export function numberText(value: number | null | undefined, digits: number, language: Language): string {
  if (value === null || value === undefined) return '–'
  return new Intl.NumberFormat(LOCALE[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}

/** `2026-03-02 08:00` on the mill's clock. */
export const clockText = (atMs: number, utcOffsetMinutes: number): string =>
  new Date(atMs + utcOffsetMinutes * 60_000).toISOString().slice(0, 16).replace('T', ' ')

/** `Shift report 2026-03-02, shift 1`. */
export function titleOf({ kind, date, shift }: Report, language: Language): string {
  const number =
    shift === null ? '' : language === 'zh' ? ` 第${shift}班` : `, ${REPORT_WORDS.shiftNumber![language]} ${shift}`
  return `${REPORT_WORDS[kind]![language]} ${date}${number}`
}

/** The name of a file without extension, of ASCII. */
export const fileStem = ({ kind, date, shift }: Pick<Report, 'kind' | 'date' | 'shift'>): string =>
  `${kind}-${date}${shift === null ? '' : `-${shift}`}`

/** What a figure is called, with its unit. */
export function figureWords(
  key: string,
  language: Language,
): { name: string; unit: string; formula: string; digits: number } {
  const meta = REPORT_FIGURES[key]!
  return { name: meta.name[language], unit: meta.unit[language], formula: meta.formula[language], digits: meta.digits }
}
