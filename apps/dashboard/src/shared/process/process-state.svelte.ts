import {
  decodeProcessRows,
  type ProcessMachine,
  type ProcessRevision,
  type ProcessRow,
  type ProcessSnapshot,
} from '@wanding/contracts'
import type { Applied } from '../live/mill-state.svelte'
import { Room } from '../live/room'
import type { Session } from '../session.svelte'

/** The present of all machines of the process but the ring frames: a snapshot, and the revisions after it. */
export class ProcessState {
  machines = $state.raw<readonly ProcessMachine[]>([])
  /** In the order of `machines`. */
  rows = $state.raw<readonly ProcessRow[]>([])
  /** Mill time of the newest revision. */
  atMs = $state(0)
  loaded = $state(false)
  #mill = ''
  #run = ''
  #rev = 0

  /** Watches the machines of a mill. Returns what ends it. */
  watch(session: Session, mill: string): () => void {
    this.clear()
    const room = new Room(
      session.channel,
      { room: 'process', mill },
      {
        joined: (reply) => {
          if (reply.room === 'process' && !(session.paused && this.loaded)) this.apply(reply.snapshot)
        },
      },
    )
    const offs = [
      session.channel.on('process', (revision) => {
        if (revision.mill !== mill || session.paused) return
        if (this.revise(revision) === 'gap') room.join()
      }),
      session.onResumed(() => room.join()),
      () => room.stop(),
    ]
    return () => {
      for (const off of offs) off()
    }
  }

  /** Takes a snapshot whole. Throws a RangeError where its parts do not fit together. */
  apply(snapshot: ProcessSnapshot): void {
    const rows = decodeProcessRows(snapshot.rows)
    if (rows.length !== snapshot.machines.length || rows.some((row, index) => row.index !== index)) {
      throw new RangeError(`a snapshot with ${rows.length} rows for ${snapshot.machines.length} machines`)
    }
    this.#mill = snapshot.mill
    this.#run = snapshot.run
    this.#rev = snapshot.rev
    this.machines = snapshot.machines
    this.rows = rows
    this.atMs = snapshot.atMs
    this.loaded = true
  }

  /** Takes a revision if it is the next one. */
  revise(revision: ProcessRevision): Applied {
    if (!this.loaded || revision.mill !== this.#mill || revision.run !== this.#run) return 'gap'
    if (revision.rev <= this.#rev) return 'old'
    if (revision.rev !== this.#rev + 1) return 'gap'
    const changed = decodeProcessRows(revision.rows)
    if (changed.some(({ index }) => index >= this.machines.length)) return 'gap'
    this.#rev = revision.rev
    this.atMs = revision.atMs
    const rows = [...this.rows]
    for (const row of changed) rows[row.index] = row
    this.rows = rows
    return 'applied'
  }

  clear(): void {
    this.loaded = false
    this.machines = []
    this.rows = []
  }
}
