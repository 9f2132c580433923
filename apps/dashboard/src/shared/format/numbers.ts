import { type Language, LOCALE_OF } from '../i18n/texts'

/** Shown where there is no value. */
export const NO_VALUE = '–'

const formats = new Map<string, Intl.NumberFormat>()

/** As wide as a plus, and no hyphen: what is read on the screen, never what a program reads. */
const MINUS = '−'

/** A number with exactly so many decimals, grouped as the language does, below zero with a minus sign; an en dash for none. */
export function formatNumber(value: number | null | undefined, decimals: number, language: Language): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_VALUE
  const key = `${language}/${decimals}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.NumberFormat(LOCALE_OF[language], {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    })
    formats.set(key, format)
  }
  // -0.04 to one decimal is "0.0", not "-0.0".
  const text = format.format(value)
  return isZero(text) ? format.format(0) : text.replace('-', MINUS)
}

const isZero = (text: string): boolean => !/[1-9]/.test(text)

/** A difference: above zero with a plus; no sign where it rounds to nothing. */
export function formatSigned(value: number | null | undefined, decimals: number, language: Language): string {
  const text = formatNumber(value, decimals, language)
  return (value ?? 0) > 0 && !isZero(text) && text !== NO_VALUE ? `+${text}` : text
}

const SUPERSCRIPTS = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹']

/** A very small or large number by a power of ten: `−2.2 × 10⁻¹⁶`. */
export function formatPower(value: number, language: Language): string {
  const [digits = '', exponent = ''] = value.toExponential(1).split('e')
  const power = [...exponent].map((sign) => (sign === '-' ? '⁻' : (SUPERSCRIPTS[Number(sign)] ?? ''))).join('')
  return `${formatNumber(Number(digits), 1, language)}\u202f×\u202f10${power}`
}

/** Decimals that give about three significant digits: 16.6, 4.39, 1,676, 0.11. */
export function threeDigits(value: number): number {
  const size = Math.abs(value)
  if (size >= 100) return 0
  if (size >= 10) return 1
  return 2
}
