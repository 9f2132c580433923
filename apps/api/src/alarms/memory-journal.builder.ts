import type { AlarmTransition } from '@wanding/contracts'
import type { Journal, KeptMill } from './alarm-journal'

/** A journal without a disk: for specs. */
export class MemoryJournal implements Journal {
  readonly mills = new Map<string, KeptMill>()
  readonly transitions: AlarmTransition[] = []
  /** Why the disk does not take anything; null when it does. */
  failure: string | null = null

  begin(mill: string, run: string, atMs: number): void {
    if (this.failure) throw new Error(this.failure)
    this.mills.set(mill, { run, sinceMs: atMs, entries: new Map() })
  }

  append(changes: Parameters<Journal['append']>[0]): AlarmTransition[] {
    if (this.failure) throw new Error(this.failure)
    const told = changes.map((each, i) => ({ seq: this.transitions.length + i + 1, ...each.told }))
    this.transitions.push(...told)
    return told
  }
}
