import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type AlarmTransition, alarmTransition } from '@wanding/contracts'
import { z } from 'zod'
import { JournalFile } from '../journal'
import { type KeptEntry, keptEntry } from './alarm-entry'

/** Transitions of one file, and files that are kept: what the history can tell. */
const MOST_LINES = 5000
const FILES_KEPT = 4
const FILE = /^journal-(\d+)\.jsonl$/

const begun = z.object({ mill: z.string(), run: z.string(), atMs: z.number() })
const line = z.union([
  z.object({ begun }),
  z.object({ told: alarmTransition, entry: keptEntry }),
  /** All that stood when a file was begun: older ones may go. */
  z.object({ kept: z.array(z.object({ begun, entries: z.array(keptEntry) })) }),
])
type Line = z.infer<typeof line>

/** A mill as the journal left it. */
export interface KeptMill {
  run: string
  /** Mill time at which its run was first watched. */
  sinceMs: number
  entries: Map<string, KeptEntry>
}

/** What the alarms of a mill need of it. */
export type Journal = Pick<AlarmJournal, 'mills' | 'transitions' | 'begin' | 'append'>

/**
 * Everything that ever happened to alarms, a line each, on the disk before anybody is told of it. A line that a power cut has torn
 * is left out; files are closed at {@link MOST_LINES} and the oldest goes.
 */
export class AlarmJournal {
  readonly mills = new Map<string, KeptMill>()
  /** In the order of time, as far back as files reach. */
  readonly transitions: AlarmTransition[] = []
  /** Lines that could not be read. */
  damaged = 0
  private seq = 0
  private number = 0
  private lines = 0
  private file: JournalFile<Line> | null = null

  constructor(
    private readonly folder: string,
    private readonly mostLines = MOST_LINES,
  ) {
    mkdirSync(folder, { recursive: true })
    for (const number of this.numbers()) this.read(number)
  }

  /** Begins a run of a mill: what was kept of it means nothing any more. */
  begin(mill: string, run: string, atMs: number): void {
    this.write([{ begun: { mill, run, atMs } }])
  }

  /** Keeps transitions with what came of them, numbered. Throws when the disk does not take them: then they are not kept. */
  append(changes: readonly { told: Omit<AlarmTransition, 'seq'>; entry: KeptEntry }[]): AlarmTransition[] {
    let { seq } = this
    const lines = changes.map(({ told, entry }) => ({ told: { seq: ++seq, ...told }, entry }))
    this.write(lines)
    return lines.map(({ told }) => told)
  }

  private write(lines: readonly Line[]): void {
    const file = this.file === null || this.lines >= this.mostLines ? this.rotated() : this.file
    file.append(lines)
    for (const each of lines) this.take(each)
  }

  /** A file appears whole with all that stands in its first line, so that it can be read without those before it. */
  private rotated(): JournalFile<Line> {
    const kept = [...this.mills].map(([mill, { run, sinceMs, entries }]) => ({
      begun: { mill, run, atMs: sinceMs },
      entries: [...entries.values()],
    }))
    const journal = JournalFile.create<Line>(this.pathOf(this.number + 1), [{ kept }])
    this.file = journal
    this.number += 1
    this.lines = 0
    for (const old of this.numbers().slice(0, -FILES_KEPT)) rmSync(this.pathOf(old), { force: true })
    const most = FILES_KEPT * this.mostLines
    if (this.transitions.length > most) this.transitions.splice(0, this.transitions.length - most)
    return journal
  }

  private read(number: number): void {
    this.lines = 0
    const { journal, text } = JournalFile.open<Line>(this.pathOf(number), line)
    for (const each of text.lines) this.take(each)
    this.damaged += text.damaged.length
    this.file = journal
    this.number = number
  }

  private take(each: Line): void {
    this.lines += 1
    if ('kept' in each) {
      this.mills.clear()
      for (const { begun, entries } of each.kept) {
        const known = new Map(entries.map((entry) => [entry.key, entry]))
        this.mills.set(begun.mill, { run: begun.run, sinceMs: begun.atMs, entries: known })
      }
    } else if ('begun' in each) {
      this.mills.set(each.begun.mill, { run: each.begun.run, sinceMs: each.begun.atMs, entries: new Map() })
    } else {
      this.seq = Math.max(this.seq, each.told.seq)
      this.transitions.push(each.told)
      const { entries } = this.mills.get(each.told.mill) ?? { entries: new Map<string, KeptEntry>() }
      if (each.told.to === 'normal') entries.delete(each.told.key)
      else entries.set(each.told.key, each.entry)
    }
  }

  private numbers(): number[] {
    if (!existsSync(this.folder)) return []
    return readdirSync(this.folder)
      .flatMap((name) => FILE.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b)
  }

  private readonly pathOf = (number: number): string => join(this.folder, `journal-${number}.jsonl`)
}
