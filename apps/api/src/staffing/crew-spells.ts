import type { SeriesTotal, StoredWord } from '../store'

/** A shift of a crew, as the crew's own telemetry told it. */
export interface CrewSpell {
  crew: string
  fromMs: number
  toMs: number
  /** It goes on. */
  running: boolean
}

/** Shifts from the words that named the crew on post: each lasts until another crew is named, the last until `toMs`. */
export function crewSpells(words: readonly StoredWord[], toMs: number, nowMs: number): CrewSpell[] {
  const spells: CrewSpell[] = []
  for (const { atMs, word } of words) {
    const last = spells.at(-1)
    // Said again, after a restart or a lost connection, is no new shift.
    if (last?.crew === word) continue
    if (last) last.toMs = atMs
    spells.push({ crew: word, fromMs: atMs, toMs, running: false })
  }
  const last = spells.at(-1)
  if (last) last.running = toMs >= nowMs
  return spells.filter(({ crew, fromMs, toMs }) => crew !== '' && toMs > fromMs)
}

/** Sums of several stretches of time in one, in their order. */
export function addTotals(parts: readonly ReadonlyMap<string, SeriesTotal>[]): Map<string, SeriesTotal> {
  const all = new Map<string, SeriesTotal>()
  for (const part of parts) {
    for (const [name, { points, sum, last }] of part) {
      const before = all.get(name)
      all.set(name, { points: points + (before?.points ?? 0), sum: sum + (before?.sum ?? 0), last })
    }
  }
  return all
}
