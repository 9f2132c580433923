import { type Language, LOCALE_OF } from '../i18n/texts'

/** Shown where there is no value. */
export const NO_VALUE = '–'

const formats = new Map<string, Intl.NumberFormat>()

/** A number with exactly so many decimals, grouped as the language does; an en dash for none. */
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
  return /[1-9]/.test(text) ? text : format.format(0)
}

/** Decimals that give about three significant digits: 16.6, 4.39, 1,676, 0.11. */
export function threeDigits(value: number): number {
  const size = Math.abs(value)
  if (size >= 100) return 0
  if (size >= 10) return 1
  return 2
}
