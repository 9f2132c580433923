import { advance, type Mill, type OnMillEvent } from '../engine'
import { decodeSnapshot, encodeSnapshot } from './snapshot-file'

export interface TimelineOptions<C> {
  /** Mill time between two snapshots, ms. */
  everyMs: number
  /** Most snapshots kept; when there are more, the older half keeps each second one. At least 4. */
  keep: number
  /** Does a command to the mill at its present. */
  apply: (mill: Mill, command: C) => void
}

interface Snapshot {
  atMs: number
  file: Buffer
  /** Commands that had been given when it was taken. */
  commands: number
}

/**
 * A mill with its past: it can go back to any moment since it began, exactly, because the same mill with the same commands goes
 * the same way. Snapshots only make that quick; they thin out with age, so the memory is bounded.
 */
export class Timeline<C> {
  private present: Mill
  private snapshots: Snapshot[]
  private commands: { atMs: number; command: C }[] = []

  constructor(
    mill: Mill,
    private readonly options: TimelineOptions<C>,
  ) {
    this.present = mill
    this.snapshots = [this.taken()]
  }

  /** The mill now; another object after `backTo`. */
  get mill(): Mill {
    return this.present
  }

  get nowMs(): number {
    return this.present.state.mill.nowMs
  }

  /** The earliest moment that one can go back to, epoch ms of the mill's clock. */
  get beginsMs(): number {
    return this.snapshots[0]!.atMs
  }

  advance(toMs: number, onEvent?: OnMillEvent): void {
    for (;;) {
      const dueMs = this.snapshots.at(-1)!.atMs + this.options.everyMs
      if (dueMs > toMs) break
      advance(this.present, dueMs, onEvent)
      this.snapshots.push(this.taken())
      this.thin()
    }
    advance(this.present, toMs, onEvent)
  }

  /** Gives a command now; it is part of the mill's history from here on. */
  command(command: C): void {
    this.options.apply(this.present, command)
    this.commands.push({ atMs: this.nowMs, command })
  }

  /** Goes back to a moment of the past; what came after it has not happened. Throws a RangeError outside beginsMs … nowMs. */
  backTo(atMs: number): void {
    if (!(atMs >= this.beginsMs && atMs <= this.nowMs)) {
      throw new RangeError(`no such moment: the past of this mill is from ${this.beginsMs} to ${this.nowMs}`)
    }
    const kept = this.snapshots.filter((snapshot) => snapshot.atMs <= atMs)
    const from = kept.at(-1)!
    this.snapshots = kept
    this.present = decodeSnapshot(from.file)
    const again = this.commands.slice(from.commands).filter((given) => given.atMs <= atMs)
    this.commands = [...this.commands.slice(0, from.commands), ...again]
    for (const given of again) {
      advance(this.present, given.atMs)
      this.options.apply(this.present, given.command)
    }
    advance(this.present, atMs)
  }

  private taken(): Snapshot {
    return { atMs: this.nowMs, file: encodeSnapshot(this.present), commands: this.commands.length }
  }

  private thin(): void {
    if (this.snapshots.length <= this.options.keep) return
    const half = this.snapshots.length >> 1
    this.snapshots = this.snapshots.filter((_, i) => i >= half || i % 2 === 0)
  }
}
