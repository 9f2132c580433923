import type {
  AlarmAction,
  AlarmId,
  AlarmsNow,
  AlarmsRevision,
  AlarmView,
  Attention,
  PositionLoad,
} from '@wanding/contracts'
import { type AlarmRefusal, alarmStateOf, isHidden } from '@wanding/mill'
import type { MillWindow } from '../kpi'
import { AlarmBook, toKept } from './alarm-book'
import { type AlarmEntry, type Change, type KeptEntry, normalEntry, viewOf } from './alarm-entry'
import type { Journal } from './alarm-journal'
import { findingsOf } from './findings'
import { PositionLoads } from './position-loads'
import { rankedOf } from './ranked'
import { RuleMemory } from './rule-memory'

/** Values of standing alarms and the loads are told anew so often, real time. */
const RETELL_MS = 5000
/** Transitions that wait for a disk that does not take them. */
const MOST_UNKEPT = 1000

type Unkept = { told: Parameters<Journal['append']>[0][number]['told']; entry: KeptEntry }
type Acted = { ok: true; view: AlarmView } | { ok: false; reason: AlarmRefusal | 'stale' | 'journal' }

/** The alarms of one mill: its book, what rules remember, its loads, and the revisions by which watchers follow. */
export class MillAlarms {
  readonly book = new AlarmBook()
  run = ''
  journalProblem: string | null = null
  /** Transitions that the journal never took. */
  lost = 0
  private memory = new RuleMemory()
  private readonly loads = new PositionLoads(0)
  private load: PositionLoad[] = []
  private atMs = 0
  private rev = 0
  private retoldMs = Number.NEGATIVE_INFINITY
  private readonly dirty = new Set<string>()
  private loadDirty = false
  private unkept: Unkept[] = []
  private toldProblem: string | null = null
  /** Mill time at which the run began, while the journal does not know of it. */
  private unbegunMs: number | null = null

  constructor(
    private readonly mill: string,
    private readonly journal: Journal,
  ) {}

  /** Judges the mill at this moment; `nowMs` is real time. Answers what watchers have to know, if anything. */
  step(window: MillWindow, nowMs: number): AlarmsRevision | undefined {
    const atMs = window.nowMs()
    if (window.run !== this.run) this.begin(window.run, atMs)
    this.atMs = atMs
    const { book, memory } = this
    const view = { mill: window, nowMs, memory, held: (key: string) => book.held(key) }
    const standing = [...book.all()].filter((entry) => entry.standing.active)
    this.keep(book.update(findingsOf(view, standing), atMs), nowMs)
    if (nowMs - this.retoldMs >= RETELL_MS || nowMs < this.retoldMs) {
      this.retoldMs = nowMs
      this.load = this.loads.at([...book.all()], atMs)
      this.loadDirty = true
      for (const {
        key,
        standing: { active },
      } of book.all())
        if (active) this.dirty.add(key)
    }
    return this.revision()
  }

  act(action: AlarmAction, alarm: AlarmId, machine: string, nowMs: number): Acted {
    const { book } = this
    const known = book.get(action.key)
    const before = known && { ...known }
    const acted = book.act(action, alarm, machine, this.atMs)
    if (!acted.ok) return acted
    if (acted.changes.length > 0) {
      const waiting = this.unkept
      this.unkept = [...waiting, ...this.unkeptOf(acted.changes, nowMs)]
      this.writeDown()
      if (this.journalProblem !== null) {
        // What is not on the disk was not done.
        this.unkept = waiting
        book.putBack(action.key, before)
        return { ok: false, reason: 'journal' }
      }
      this.told(acted.changes)
    }
    const last = acted.changes.at(-1)
    const gone = last ? goneEntry(last) : normalEntry(alarm, machine, this.atMs)
    return { ok: true, view: viewOf(book.get(action.key) ?? gone) }
  }

  /** What changed since the last revision; undefined for nothing. */
  revision(): AlarmsRevision | undefined {
    const sameProblem = this.journalProblem === this.toldProblem
    if (this.dirty.size === 0 && !this.loadDirty && sameProblem) return undefined
    const changed: AlarmView[] = []
    const gone: string[] = []
    for (const key of this.dirty) {
      const entry = this.book.get(key)
      if (entry && alarmStateOf(entry.standing) !== 'normal') changed.push(viewOf(entry))
      else gone.push(key)
    }
    const load = this.loadDirty ? this.load : null
    this.dirty.clear()
    this.loadDirty = false
    this.toldProblem = this.journalProblem
    this.rev += 1
    const { mill, run, rev, atMs, journalProblem } = this
    return { mill, run, rev, atMs, changed, gone, load, journalProblem }
  }

  now(): AlarmsNow {
    const { mill, run, rev, atMs, load, journalProblem } = this
    return { mill, run, rev, atMs, alarms: this.standing().map(viewOf), load, journalProblem }
  }

  ranked(): Attention[] {
    return rankedOf(this.book.all())
  }

  unacknowledged(): number {
    return this.standing().filter(({ standing }) => !standing.acknowledged && !isHidden(standing)).length
  }

  private standing(): AlarmEntry[] {
    return [...this.book.all()].filter((entry) => alarmStateOf(entry.standing) !== 'normal')
  }

  /** A run that the journal knows goes on where it ended; any other begins with nothing. */
  private begin(run: string, atMs: number): void {
    this.run = run
    this.memory = new RuleMemory()
    this.book.clear()
    this.dirty.clear()
    this.lost += this.unkept.length
    this.unkept = []
    this.unbegunMs = null
    // A number is left out, so that all ask for a snapshot.
    this.rev += 1
    const kept = this.journal.mills.get(this.mill)
    if (kept?.run === run && kept.sinceMs <= atMs) {
      for (const entry of kept.entries.values()) this.book.restore(entry)
      this.loads.begin(kept.sinceMs)
      for (const told of this.journal.transitions) {
        if (told.mill === this.mill && told.run === run && told.annunciated) this.loads.add(told)
      }
      return
    }
    this.loads.begin(atMs)
    this.unbegunMs = atMs
  }

  private keep(changes: readonly Change[], realMs: number): void {
    this.told(changes)
    this.unkept.push(...this.unkeptOf(changes, realMs))
    this.writeDown()
    const over = this.unkept.length - MOST_UNKEPT
    if (over > 0) {
      this.unkept.splice(0, over)
      this.lost += over
    }
  }

  /** What watchers and loads have to know of changes that count. */
  private told(changes: readonly Change[]): void {
    for (const change of changes) {
      this.dirty.add(change.key)
      if (change.annunciated) this.loads.add(change)
    }
  }

  private unkeptOf(changes: readonly Change[], realMs: number): Unkept[] {
    return changes.map((change) => {
      const entry = this.book.get(change.key)
      const told = { mill: this.mill, run: this.run, realMs, ...change }
      return { told, entry: entry ? toKept(entry) : goneEntry(change) }
    })
  }

  /** Brings the journal up to now, as far as the disk takes it. */
  private writeDown(): void {
    try {
      if (this.unbegunMs !== null) this.journal.begin(this.mill, this.run, this.unbegunMs)
      this.unbegunMs = null
      if (this.unkept.length > 0) this.journal.append(this.unkept)
      this.unkept = []
      this.journalProblem = null
    } catch (error) {
      this.journalProblem = error instanceof Error ? error.message : String(error)
    }
  }
}

/** An alarm that has become normal is in no book any more. */
const goneEntry = ({ alarm, machine, atMs, value, limit, by, note }: Change): KeptEntry => ({
  ...normalEntry(alarm, machine, atMs),
  ...{ value, limit, by, note },
})
