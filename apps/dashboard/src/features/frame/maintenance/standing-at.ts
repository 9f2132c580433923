import type { AlarmTransition, QualityCase } from '@wanding/contracts'

/** Cases of a frame and its spindles that were open at a moment, the oldest first. */
export const openCasesAt = (cases: readonly QualityCase[], machine: string, atMs: number): QualityCase[] =>
  cases
    .filter(({ target, openedMs, closedMs }) => {
      return target.machine === machine && openedMs <= atMs && (closedMs === null || closedMs > atMs)
    })
    .sort((a, b) => a.openedMs - b.openedMs)

/** An alarm from when it was raised until it returned. */
export interface AlarmSpell {
  alarm: AlarmTransition['alarm']
  priority: AlarmTransition['priority']
  fromMs: number
  /** Null while it stands. */
  toMs: number | null
}

/** What stood when, from the changes that a journal keeps; the newest first. What began before them has no beginning here. */
export function spellsOf(transitions: readonly AlarmTransition[]): AlarmSpell[] {
  const spells: AlarmSpell[] = []
  const standing = new Map<string, AlarmSpell>()
  for (const { key, alarm, priority, event, atMs } of [...transitions].sort(
    (a, b) => a.atMs - b.atMs || a.seq - b.seq,
  )) {
    const spell = standing.get(key)
    if (event === 'raise' && !spell) {
      const begun: AlarmSpell = { alarm, priority, fromMs: atMs, toMs: null }
      standing.set(key, begun)
      spells.push(begun)
    } else if (event === 'escalate' && spell) spell.priority = priority
    else if (event === 'clear' && spell) {
      spell.toMs = atMs
      standing.delete(key)
    }
  }
  return spells.reverse()
}
