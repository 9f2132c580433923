import { locale } from '../../shared/i18n/locale.svelte'

/** A change with its sign; none where it rounds to nothing. */
export function signed(value: number | null | undefined, decimals: number): string {
  const text = locale.number(value, decimals)
  return (value ?? 0) > 0 && /[1-9]/.test(text) ? `+${text}` : text
}
