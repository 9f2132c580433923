/** How fast the past can be played, in mill seconds a second. */
export const SPEEDS = [0.25, 1, 4, 16, 60, 600, 3600] as const
export type Speed = (typeof SPEEDS)[number]

/** Where the past stands and how it moves; `sign` is 0 while it is held still. */
export interface Playback {
  atMs: number
  sign: -1 | 0 | 1
  speed: Speed
}

/** Where it may go: from the first that is kept to the present. */
export interface Bounds {
  fromMs: number
  toMs: number
}

/** What becomes of it in `elapsedMs` of the reader's time. `arrived` says that it has reached the present or the first moment. */
export function moved(
  playback: Playback,
  elapsedMs: number,
  { fromMs, toMs }: Bounds,
): { playback: Playback; arrived: 'begin' | 'present' | null } {
  const atMs = playback.atMs + playback.sign * playback.speed * elapsedMs
  if (playback.sign < 0 && atMs <= fromMs) {
    return { playback: { ...playback, atMs: fromMs, sign: 0 }, arrived: 'begin' }
  }
  if (playback.sign > 0 && atMs >= toMs) {
    return { playback: { ...playback, atMs: toMs, sign: 0 }, arrived: 'present' }
  }
  return { playback: { ...playback, atMs }, arrived: null }
}

/** The nearest of the times strictly before or after a moment; null where there is none. */
export function beside(times: readonly number[], atMs: number, sign: -1 | 1): number | null {
  const found = sign > 0 ? times.find((time) => time > atMs) : times.findLast((time) => time < atMs)
  return found ?? null
}
