const MINUTE_MS = 60_000

/** The wall clock of a mill: minutes ahead of UTC at an instant. */
export type OffsetAt = (atMs: number) => number

export const fixedOffset =
  (minutes: number): OffsetAt =>
  () =>
    minutes

/** The offset of an IANA time zone, with its changes to and from summer time. Throws a RangeError for a name that is none. */
export function zoneOffset(zone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
  return (atMs) => {
    const name = format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
    const [, sign, hours, minutes] = /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(name) ?? []
    return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  }
}

/** Local time as if it were UTC, ms. */
export const localOf = (offsetAt: OffsetAt, atMs: number): number => atMs + offsetAt(atMs) * MINUTE_MS

/** The instant of a local time; of one that is skipped or comes twice, the one that the offset before it gives. */
export function instantOf(offsetAt: OffsetAt, localMs: number): number {
  const before = localMs - offsetAt(localMs - 86_400_000) * MINUTE_MS
  if (localOf(offsetAt, before) === localMs) return before
  const after = localMs - offsetAt(before) * MINUTE_MS
  return localOf(offsetAt, after) === localMs ? after : before
}
