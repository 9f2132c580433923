import {
  decodeProcessRows,
  type ProcessMachine,
  type ProcessRevision,
  type ProcessRow,
  type ProcessSnapshot,
} from '@wanding/contracts'
import type { LiveSource } from '../live/live-source'
import { type Applied, Revisions } from '../live/revisions'
import { watchRoom } from '../live/watch-room'

/** The present of all machines of the process but the ring frames: a snapshot, and the revisions after it. */
export class ProcessState {
  machines = $state.raw<readonly ProcessMachine[]>([])
  /** In the order of `machines`. */
  rows = $state.raw<readonly ProcessRow[]>([])
  /** Mill time of the newest revision. */
  atMs = $state(0)
  loaded = $state(false)
  readonly #revisions = new Revisions()

  /** Watches the machines of a mill. Returns what ends it. */
  watch(source: LiveSource, mill: string): () => void {
    this.clear()
    return watchRoom(
      source,
      { room: 'process', mill },
      {
        loaded: () => this.loaded,
        joined: ({ snapshot }) => this.apply(snapshot),
        heard: (revision) => this.revise(revision),
      },
    )
  }

  /** Takes a snapshot whole. Throws a RangeError where its parts do not fit together. */
  apply(snapshot: ProcessSnapshot): void {
    const rows = decodeProcessRows(snapshot.rows)
    if (rows.length !== snapshot.machines.length || rows.some((row, index) => row.index !== index)) {
      throw new RangeError(`a snapshot with ${rows.length} rows for ${snapshot.machines.length} machines`)
    }
    this.#revisions.shows(snapshot)
    this.machines = snapshot.machines
    this.rows = rows
    this.atMs = snapshot.atMs
    this.loaded = true
  }

  /** Takes a revision if it is the next one. */
  revise(revision: ProcessRevision): Applied {
    const next = this.#revisions.next(revision)
    if (next !== 'next') return next
    const changed = decodeProcessRows(revision.rows)
    if (changed.some(({ index }) => index >= this.machines.length)) return 'gap'
    this.#revisions.shows(revision)
    this.atMs = revision.atMs
    const rows = [...this.rows]
    for (const row of changed) rows[row.index] = row
    this.rows = rows
    return 'applied'
  }

  clear(): void {
    this.#revisions.clear()
    this.loaded = false
    this.machines = []
    this.rows = []
  }
}
