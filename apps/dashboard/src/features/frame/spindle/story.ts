import type { SpindleEvents } from '@wanding/contracts'
import { SpindleState } from '@wanding/mill'

/** One chapter of a spindle's story: from when it was in a state, and for how long. */
export interface Chapter {
  atMs: number
  /** State byte: state and flags. */
  state: number
  /** Until the next event; null while it lasts. */
  lastedMs: number | null
}

/** Events as chapters, the newest first. Events that say again what is known already are left out. */
export function chaptersOf(events: SpindleEvents['events']): Chapter[] {
  const chapters: Chapter[] = []
  for (const { atMs, state, flags } of events) {
    const byte = state | flags
    const last = chapters.at(-1)
    if (last?.state === byte) continue
    if (last) last.lastedMs = atMs - last.atMs
    chapters.push({ atMs, state: byte, lastedMs: null })
  }
  return chapters.reverse()
}

/** End breaks among the events: times at which a spindle went into end down. */
export function breaksIn(events: SpindleEvents['events']): number {
  return events.filter(({ state }, i) => state === SpindleState.endDown && events[i - 1]?.state !== state).length
}
