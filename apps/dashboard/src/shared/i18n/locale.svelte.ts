import { formatNumber, formatPower, formatSigned } from '../format/numbers'
import { type ClockDetail, formatClock, formatDuration, formatSeconds } from '../format/times'
import { fill, type Language, LOCALE_OF, type LocalText, type Params } from './texts'

const KEY = 'wanding.language'

/** The language of the page, and everything that is said in it. */
export class Locale {
  language = $state<Language>('en')

  /** Takes the language chosen before, else the browser's; keeps `<html lang>` true. Call inside an effect root. */
  start(): void {
    const stored = localStorage.getItem(KEY)
    this.language = stored === 'en' || stored === 'zh' ? stored : navigator.language.startsWith('zh') ? 'zh' : 'en'
    $effect.pre(() => {
      document.documentElement.lang = LOCALE_OF[this.language]
    })
  }

  choose(language: Language): void {
    this.language = language
    localStorage.setItem(KEY, language)
  }

  say(text: LocalText, params?: Params): string {
    return fill(text[this.language], params)
  }

  number(value: number | null | undefined, decimals: number): string {
    return formatNumber(value, decimals, this.language)
  }

  /** A difference, with its sign. */
  signed(value: number | null | undefined, decimals: number): string {
    return formatSigned(value, decimals, this.language)
  }

  /** By a power of ten, for what is next to nothing. */
  power(value: number): string {
    return formatPower(value, this.language)
  }

  clock(atMs: number, utcOffsetMinutes: number, detail: ClockDetail = 'minutes'): string {
    return formatClock(atMs, utcOffsetMinutes, detail, this.language)
  }

  /** To a tenth of a second, for ages that must be seen to move. */
  seconds(ms: number): string {
    return formatSeconds(ms, this.language)
  }

  duration(ms: number): string {
    return formatDuration(ms, this.language)
  }
}

export const locale = new Locale()
export const say = (text: LocalText, params?: Params): string => locale.say(text, params)
