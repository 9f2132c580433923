import { type Language, LOCALE_OF } from '../i18n/texts'
import { formatNumber } from './numbers'

export type ClockDetail = 'minutes' | 'seconds' | 'day-minutes' | 'day-seconds'

const OPTIONS: Readonly<Record<ClockDetail, Intl.DateTimeFormatOptions>> = {
  minutes: { hour: '2-digit', minute: '2-digit' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  'day-minutes': { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  'day-seconds': { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Epoch ms as the mill's clock shows it: the reader's own time zone plays no part. */
export function formatClock(atMs: number, utcOffsetMinutes: number, detail: ClockDetail, language: Language): string {
  const key = `${language}/${detail}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALE_OF[language], { ...OPTIONS[detail], hourCycle: 'h23', timeZone: 'UTC' })
    formats.set(key, format)
  }
  return format.format(atMs + utcOffsetMinutes * 60_000)
}

/** A short length of time to a tenth of a second: `0.4 s`. */
export function formatSeconds(ms: number, language: Language): string {
  return `${formatNumber(Math.max(0, ms) / 1000, 1, language)}\u202f${UNITS[language][3]}`
}

const UNITS: Readonly<Record<Language, readonly [day: string, hour: string, minute: string, second: string]>> = {
  en: ['d', 'h', 'min', 's'],
  zh: ['天', '小时', '分', '秒'],
}

/** A length of time in its two largest units: `42 s`, `3 min 20 s`, `1 h 5 min`, `2 d 3 h`. */
export function formatDuration(ms: number, language: Language): string {
  const total = Math.max(0, Math.round(ms / 1000))
  const parts = [Math.floor(total / 86_400), Math.floor(total / 3600) % 24, Math.floor(total / 60) % 60, total % 60]
  const first = Math.max(
    0,
    parts.findIndex((part) => part > 0),
  )
  const largest = total === 0 ? 3 : first
  return parts
    .map((part, i) => ({ part, unit: UNITS[language][i]! }))
    .slice(largest, largest + 2)
    .filter(({ part }, i) => i === 0 || part > 0)
    .map(({ part, unit }) => `${part}\u202f${unit}`)
    .join(' ')
}
