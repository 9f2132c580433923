/** A text in both languages; `{name}` is a place to fill. The same shape as the names in contracts. */
export interface LocalText {
  readonly en: string
  readonly zh: string
}

export type Language = 'en' | 'zh'
export const LANGUAGES: readonly Language[] = ['en', 'zh']

/** What Intl and `<html lang>` call a language. */
export const LOCALE_OF: Readonly<Record<Language, string>> = { en: 'en-GB', zh: 'zh-CN' }

/** A dictionary with both languages side by side, so that one cannot be forgotten: `key: [English, 中文]`. */
export function texts<K extends string>(
  entries: Readonly<Record<K, readonly [en: string, zh: string]>>,
): Readonly<Record<K, LocalText>> {
  const pairs = Object.entries<readonly [string, string]>(entries)
  return Object.fromEntries(pairs.map(([key, [en, zh]]) => [key, { en, zh }])) as Record<K, LocalText>
}

export type Params = Readonly<Record<string, string | number>>

/** The text with its places filled; a place without a value stays visible as `{name}`. */
export function fill(text: string, params: Params = {}): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(params[name] ?? place))
}
