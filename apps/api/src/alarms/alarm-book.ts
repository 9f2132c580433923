import { type AlarmAction, type AlarmId, alarmDefinition } from '@wanding/contracts'
import { type AlarmEvent, type AlarmRefusal, alarmStateOf, alarmStep, isHidden } from '@wanding/mill'
import { type AlarmEntry, type Change, changeOf, type KeptEntry, keptEntry, normalEntry } from './alarm-entry'
import { alarmKey, type Finding } from './finding'

export type Acted = { ok: true; changes: Change[] } | { ok: false; reason: AlarmRefusal | 'stale' }

/** All alarms of one mill that are not normal, and those that may become so; what changes it comes back as transitions. */
export class AlarmBook {
  private readonly entries = new Map<string, AlarmEntry>()

  all(): IterableIterator<AlarmEntry> {
    return this.entries.values()
  }

  get(key: string): AlarmEntry | undefined {
    return this.entries.get(key)
  }

  /** Of an alarm that is active whether it is beyond its second limit. */
  held(key: string): { beyond: boolean } | undefined {
    const entry = this.entries.get(key)
    return entry?.standing.active ? { beyond: entry.beyond } : undefined
  }

  clear(): void {
    this.entries.clear()
  }

  /** Takes an alarm as it was kept. What had been so when the program ended is so until telemetry says otherwise. */
  restore(kept: KeptEntry): void {
    this.entries.delete(kept.key)
    if (alarmStateOf(kept.standing) === 'normal') return
    this.entries.set(kept.key, { ...kept, pendingMs: null, lastMs: kept.changedMs })
  }

  /** Puts an alarm back to what it was before an action, delays that run included; undefined where the book did not have it. */
  putBack(key: string, before: AlarmEntry | undefined): void {
    if (before) this.entries.set(key, before)
    else this.entries.delete(key)
  }

  /** Takes what is so at `nowMs` of mill time. */
  update(findings: readonly Finding[], nowMs: number): Change[] {
    const changes: Change[] = []
    const said = new Map(findings.map((each) => [alarmKey(each.alarm, each.machine), each]))
    for (const [key, found] of said) if (found.on === true) this.take(key, found, nowMs, changes)
    for (const entry of this.entries.values()) {
      const found = said.get(entry.key)
      if (found?.on !== true) this.miss(entry, found, nowMs, changes)
      this.cover(entry, found, nowMs, changes)
      if (entry.shelvedUntilMs !== null && nowMs >= entry.shelvedUntilMs) {
        this.step(entry, 'shelf-expired', nowMs, changes, { by: null, note: null })
      }
    }
    this.forget()
    return changes
  }

  /** What an operator does with an alarm, which may be normal. */
  act(action: AlarmAction, alarm: AlarmId, machine: string, nowMs: number): Acted {
    const entry = this.entries.get(action.key) ?? newEntry(alarm, machine, nowMs)
    if (action.action === 'acknowledge' && action.occurrence < entry.occurrence) return { ok: false, reason: 'stale' }
    const changes: Change[] = []
    const said = { by: action.by, note: ('reason' in action ? action.reason : action.note) || null }
    const untilMs = action.action === 'shelve' ? nowMs + action.minutes * 60_000 : null
    const reason = this.step(entry, action.action, nowMs, changes, said, untilMs)
    if (reason) return { ok: false, reason }
    this.entries.set(entry.key, entry)
    this.forget()
    return { ok: true, changes }
  }

  private take(key: string, found: Finding, nowMs: number, changes: Change[]): void {
    const entry = this.entries.get(key) ?? newEntry(found.alarm, found.machine, nowMs)
    this.entries.set(key, entry)
    entry.lastMs = nowMs
    entry.value = found.value
    entry.limit = found.limit
    if (entry.standing.active) {
      entry.sinceMs = found.sinceMs ?? entry.sinceMs
      const graver = found.beyond && !entry.beyond
      entry.beyond = found.beyond
      if (graver) this.step(entry, 'escalate', nowMs, changes, { by: null, note: null })
      return
    }
    // A step back of the mill's clock begins the delay anew.
    if (entry.pendingMs === null || nowMs < entry.pendingMs) entry.pendingMs = nowMs
    if (nowMs - entry.pendingMs < alarmDefinition(found.alarm).onDelayS * 1000) return
    entry.sinceMs = found.sinceMs ?? entry.pendingMs
    entry.pendingMs = null
    entry.beyond = found.beyond
    // The mill's clock numbers them: it goes on over a restart.
    entry.occurrence = Math.max(Math.round(nowMs), entry.occurrence + 1)
    // Before it is raised: what is suppressed by design is not told first.
    this.cover(entry, found, nowMs, changes)
    this.step(entry, 'raise', nowMs, changes, { by: null, note: null })
  }

  private miss(entry: AlarmEntry, found: Finding | undefined, nowMs: number, changes: Change[]): void {
    entry.pendingMs = null
    if (!entry.standing.active) return
    if (found) {
      entry.lastMs = nowMs
      return
    }
    const lingers = nowMs >= entry.lastMs && nowMs - entry.lastMs < alarmDefinition(entry.alarm).offDelayS * 1000
    if (!lingers) this.step(entry, 'clear', nowMs, changes, { by: null, note: null })
  }

  /** Suppresses by design what follows from something else, as long as it does; a condition that lingers keeps its cover. */
  private cover(entry: AlarmEntry, found: Finding | undefined, nowMs: number, changes: Change[]): void {
    if (!found && entry.standing.active) return
    const because = found?.because ?? null
    if (because !== null) entry.because = because
    if ((because !== null) === entry.standing.suppressed) return
    if (because !== null && entry.pendingMs !== null) return
    this.step(entry, because === null ? 'unsuppress' : 'suppress', nowMs, changes, { by: null, note: because })
    entry.because = because
  }

  /** The reason when it cannot be. */
  private step(
    entry: AlarmEntry,
    event: AlarmEvent,
    nowMs: number,
    changes: Change[],
    said: { by: string | null; note: string | null },
    untilMs: number | null = null,
  ): AlarmRefusal | null {
    const before = entry.standing
    const result = alarmStep(before, event, alarmDefinition(entry.alarm).habit)
    if (!result.ok) return result.reason
    if (!result.changed) return null
    entry.standing = result.standing
    entry.changedMs = nowMs
    if (!result.standing.shelved) entry.shelvedUntilMs = null
    if (untilMs !== null) entry.shelvedUntilMs = untilMs
    // A new occurrence has no history yet; what the process does leaves the operator's words.
    if (event === 'raise' && !isHidden(before)) Object.assign(entry, { by: null, note: null })
    if (said.by !== null) Object.assign(entry, said)
    changes.push({ ...changeOf(entry, event, before, nowMs, result.annunciates), ...said })
    return null
  }

  private forget(): void {
    for (const [key, entry] of this.entries) {
      if (entry.pendingMs === null && alarmStateOf(entry.standing) === 'normal') this.entries.delete(key)
    }
  }
}

const newEntry = (alarm: AlarmId, machine: string, nowMs: number): AlarmEntry => ({
  ...normalEntry(alarm, machine, nowMs),
  pendingMs: null,
  lastMs: nowMs,
})

/** An entry without its running delays, as the journal keeps it. */
export const toKept = (entry: AlarmEntry): KeptEntry => keptEntry.parse(entry)
