/** A name in both languages of the dashboard. */
export interface LocalText {
  en: string
  zh: string
}
