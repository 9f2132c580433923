import type { DataSet } from '@wanding/sparkplug'

interface Entry {
  position: number
  state: number
  atMs: number
}

const COLUMNS = ['position', 'state', 'offset'] as const
const TYPES = ['UInt16', 'UInt8', 'Int32'] as const
/** No transitions: what a birth says. Readers in wide use fail on a DataSet that is null. */
export const NO_TRANSITIONS: DataSet = { columns: COLUMNS, types: TYPES, rows: [] }
/** A fast mill can make very many transitions in a tick; the minute's snapshot of states puts right what is left out. */
const MOST_ENTRIES = 5000

/** The transitions of one frame's spindles since they were last published, in the order they happened. */
export class SpindleJournal {
  private entries: Entry[] = []
  /** Transitions left out because too many came in one tick. */
  dropped = 0

  add(position: number, state: number, atMs: number): void {
    if (this.entries.length >= MOST_ENTRIES) this.dropped += 1
    else this.entries.push({ position, state, atMs })
  }

  /** The entries as the DataSet of the catalogue, offsets against `baseMs`; undefined when there is none. Empties the journal. */
  take(baseMs: number): DataSet | undefined {
    if (this.entries.length === 0) return undefined
    const rows = this.entries.map(({ position, state, atMs }) => [position, state, Math.round(atMs - baseMs)])
    this.entries = []
    return { columns: COLUMNS, types: TYPES, rows }
  }

  clear(): void {
    this.entries = []
  }
}
