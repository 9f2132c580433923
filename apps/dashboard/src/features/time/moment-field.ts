/** Epoch ms as a field for day and time has it, on the mill's clock: `2026-11-22T14:03:20`. */
export const fieldOf = (atMs: number, utcOffsetMinutes: number): string =>
  new Date(Math.floor(atMs / 1000) * 1000 + utcOffsetMinutes * 60_000).toISOString().slice(0, 19)

/** The inverse of {@link fieldOf}; null for what is no time. */
export function timeOf(field: string, utcOffsetMinutes: number): number | null {
  const atMs = Date.parse(`${field}Z`)
  return Number.isNaN(atMs) ? null : atMs - utcOffsetMinutes * 60_000
}
