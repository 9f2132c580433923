import { decodeSpindleChanges, type LayerRevision, type LayerSnapshot, type SpindleLayer } from '@wanding/contracts'
import type { LiveSource } from './live-source'
import type { ChangedFrames, MillState } from './mill-state.svelte'
import { type Applied, Revisions } from './revisions'
import { watchRoom } from './watch-room'

/** One layer of all spindles of a mill: a snapshot, and the revisions after it. It lies over the frames of {@link MillState}. */
export class LayerState {
  /** Grows with every change; the bytes themselves are not reactive, there are 100,800 of them. */
  version = $state(0)
  /** Mill time from which on it is counted. */
  sinceMs = $state<number | null>(null)
  values: Uint8Array = new Uint8Array()
  readonly #revisions = new Revisions()
  readonly #listeners = new Set<(changed: ChangedFrames) => void>()

  constructor(
    private readonly mill: MillState,
    readonly layer: SpindleLayer,
  ) {}

  /** False while there is none, or one of other frames than those that are shown. */
  get fits(): boolean {
    void [this.version, this.mill.version]
    return this.values.length > 0 && this.values.length === this.mill.states.length
  }

  /** Watches the layer of a mill. Returns what ends it. */
  watch(source: LiveSource, mill: string): () => void {
    const { layer } = this
    const off = watchRoom(
      source,
      { room: 'layer', mill, layer },
      {
        loaded: () => this.fits,
        joined: ({ snapshot }) => this.apply(snapshot),
        heard: (revision) => (revision.layer === layer ? this.revise(revision) : 'old'),
      },
    )
    return () => {
      off()
      this.clear()
    }
  }

  apply(snapshot: LayerSnapshot): void {
    // Not the bytes of the message: they may lie in a buffer that is used again.
    this.values = snapshot.values.slice()
    this.#revisions.shows(snapshot)
    this.sinceMs = snapshot.sinceMs
    this.#changed('all')
  }

  /** Takes a revision if it is the next one. */
  revise(revision: LayerRevision): Applied {
    if (!this.fits) return 'gap'
    const next = this.#revisions.next(revision)
    if (next !== 'next') return next
    const changes = decodeSpindleChanges(revision.changes)
    const { frames } = this.mill
    if (changes.some(({ frame, position }) => position < 1 || position > (frames[frame]?.spindles ?? 0))) return 'gap'
    this.#revisions.shows(revision)
    this.sinceMs = revision.sinceMs
    const changed = new Set<number>()
    for (const { frame, position, state } of changes) {
      this.values[this.mill.offsetOf(frame) + position - 1] = state
      changed.add(frame)
    }
    this.#changed(changed)
    return 'applied'
  }

  /** The bytes of one frame, not copied; empty while the layer does not fit. */
  valuesOf(frame: number): Uint8Array {
    if (!this.fits) return new Uint8Array()
    const offset = this.mill.offsetOf(frame)
    return this.values.subarray(offset, offset + (this.mill.frames[frame]?.spindles ?? 0))
  }

  /** Calls `listener` with the frames to paint anew, at each change. */
  onChanged(listener: (changed: ChangedFrames) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  clear(): void {
    this.values = new Uint8Array()
    this.sinceMs = null
    this.#changed('all')
  }

  #changed(changed: ChangedFrames): void {
    this.version += 1
    for (const listener of this.#listeners) listener(changed)
  }
}
