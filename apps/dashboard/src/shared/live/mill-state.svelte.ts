import {
  decodeFrameRows,
  decodeSpindleChanges,
  type FrameInfo,
  type FrameRow,
  type MillRevision,
  type MillSnapshot,
} from '@wanding/contracts'
import { CLASS_OF_STATE, countClasses } from '../spindles/spindle-class'
import { type Applied, Revisions } from './revisions'

/** Frames by index, or `all` after a snapshot. */
export type ChangedFrames = ReadonlySet<number> | 'all'

/** Hears which frames are others now, and of which of them a spindle is. */
export type FramesListener = (changed: ChangedFrames, spindles: ChangedFrames) => void

/** The present of all frames and all spindles of one mill: a snapshot, and the revisions after it. */
export class MillState {
  /** What does not change from second to second; a new array with each snapshot. */
  frames = $state.raw<readonly FrameInfo[]>([])
  /** The live table, in the order of `frames`. */
  rows = $state.raw<readonly FrameRow[]>([])
  /** Mill time of the newest revision. */
  atMs = $state(0)
  loaded = $state(false)
  /** Grows with every change of a spindle; the bytes themselves are not reactive, there are 100,800 of them. */
  version = $state(0)
  /** How many spindles are of each class: kept up to date by what changes, counting a million anew takes too long. */
  counts = $state.raw<readonly number[]>(countClasses(new Uint8Array()))

  states: Uint8Array = new Uint8Array()
  #offsets: readonly number[] = []
  readonly #revisions = new Revisions()
  readonly #listeners = new Set<FramesListener>()

  /** Takes a snapshot whole. Throws a RangeError where its parts do not fit together. */
  apply(snapshot: MillSnapshot): void {
    const offsets: number[] = []
    let spindles = 0
    for (const frame of snapshot.frames) {
      offsets.push(spindles)
      spindles += frame.spindles
    }
    if (spindles !== snapshot.states.length) {
      throw new RangeError(`a snapshot with ${snapshot.states.length} states for ${spindles} spindles`)
    }
    const rows = decodeFrameRows(snapshot.rows)
    if (rows.length !== snapshot.frames.length || rows.some((row, index) => row.index !== index)) {
      throw new RangeError(`a snapshot with ${rows.length} rows for ${snapshot.frames.length} frames`)
    }
    // Not the bytes of the message: they may lie in a buffer that is used again.
    this.states = snapshot.states.slice()
    this.counts = countClasses(this.states)
    this.#offsets = offsets
    this.#revisions.shows(snapshot)
    this.frames = snapshot.frames
    this.rows = rows
    this.atMs = snapshot.atMs
    this.loaded = true
    this.version += 1
    this.#tell('all', 'all')
  }

  /** Takes a revision if it is the next one. */
  revise(revision: MillRevision): Applied {
    const next = this.#revisions.next(revision)
    if (next !== 'next') return next
    const rows = decodeFrameRows(revision.rows)
    const changes = decodeSpindleChanges(revision.changes)
    const fits = (index: number) => index < this.frames.length
    if (!rows.every(({ index }) => fits(index)) || !changes.every(({ frame }) => fits(frame))) return 'gap'
    if (changes.some(({ frame, position }) => position < 1 || position > this.frames[frame]!.spindles)) return 'gap'

    this.#revisions.shows(revision)
    this.atMs = revision.atMs
    const changed = new Set<number>()
    if (rows.length > 0) {
      const next = [...this.rows]
      for (const row of rows) {
        next[row.index] = row
        changed.add(row.index)
      }
      this.rows = next
    }
    const spindles = new Set<number>()
    const counts = [...this.counts]
    for (const { frame, position, state } of changes) {
      const index = this.#offsets[frame]! + position - 1
      counts[CLASS_OF_STATE[this.states[index]!]!]! -= 1
      counts[CLASS_OF_STATE[state]!]! += 1
      this.states[index] = state
      changed.add(frame)
      spindles.add(frame)
    }
    if (changes.length > 0) {
      this.counts = counts
      this.version += 1
    }
    this.#tell(changed, spindles)
    return 'applied'
  }

  clear(): void {
    this.#revisions.clear()
    this.loaded = false
    this.atMs = 0
    this.frames = []
    this.rows = []
    this.states = new Uint8Array()
    this.counts = countClasses(this.states)
    this.#offsets = []
    this.version += 1
    this.#tell('all', 'all')
  }

  /** Index in `states` of a frame's first spindle. */
  offsetOf(frame: number): number {
    return this.#offsets[frame] ?? 0
  }

  /** The bytes of one frame, not copied. */
  statesOf(frame: number): Uint8Array {
    const offset = this.offsetOf(frame)
    return this.states.subarray(offset, offset + (this.frames[frame]?.spindles ?? 0))
  }

  indexOf(machine: string): number {
    return this.frames.findIndex(({ id }) => id === machine)
  }

  /** Calls `listener` with the frames to paint anew, at each change. */
  onChanged(listener: FramesListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(changed: ChangedFrames, spindles: ChangedFrames): void {
    for (const listener of this.#listeners) listener(changed, spindles)
  }
}
