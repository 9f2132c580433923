import {
  encodeSpindleChanges,
  type LayerRevision,
  type LayerSnapshot,
  type SpindleChange,
  type SpindleLayer,
  speedByte,
} from '@wanding/contracts'
import type { MachineTwin, MillTwin } from '../twin'
import { asBytes } from './as-bytes'

/** The sequence of revisions of one layer of a mill: the bytes that were sent last, and what differs from them now. */
export class LayerFeed {
  private rev = 0
  private run = ''
  private sizes: readonly number[] = []
  private values = new Uint8Array()

  constructor(
    private readonly twin: MillTwin,
    private readonly layer: SpindleLayer,
  ) {}

  /** The bytes as they were last sent. Call it right after a revision. */
  snapshot(): LayerSnapshot {
    return { ...this.head(), values: asBytes(this.values.slice()) }
  }

  /** The next revision, or undefined when nothing differs. A changed layout skips a number, so that all ask for a snapshot. */
  revision(): LayerRevision | undefined {
    const { twin } = this
    twin.breakHour.expire(twin.atMs)
    const layout = this.follow()
    const changes: SpindleChange[] = []
    let offset = 0
    twin.frames.forEach((frame, index) => {
      this.takeFrame(frame, index, offset, changes)
      offset += this.sizes[index]!
    })
    if (!layout && changes.length === 0) return undefined
    this.rev += layout ? 2 : 1
    // After a changed layout everybody asks anew: what changed within it is of no use.
    return { ...this.head(), changes: asBytes(encodeSpindleChanges(layout ? [] : changes)) }
  }

  private takeFrame({ spindles }: MachineTwin, frame: number, offset: number, changes: SpindleChange[]): void {
    if (!spindles) return
    const { values } = this
    const mean = this.layer === 'speed' ? meanOf(spindles.rpm) : 0
    for (let i = 0; i < spindles.states.length; i++) {
      const held = values[offset + i]!
      const now = this.layer === 'speed' ? speedByte(spindles.rpm[i]!, mean, held) : spindles.breaks[i]!
      if (now === held) continue
      values[offset + i] = now
      changes.push({ frame, position: i + 1, state: now })
    }
  }

  /** True when the frames are others, or of other sizes. */
  private follow(): boolean {
    const { twin } = this
    const sizes = twin.frames.map(({ spindles }) => spindles?.states.length ?? 0)
    const same =
      twin.run === this.run && sizes.length === this.sizes.length && sizes.every((n, i) => n === this.sizes[i])
    if (same) return false
    this.run = twin.run
    this.sizes = sizes
    this.values = new Uint8Array(twin.spindleCount)
    return true
  }

  private head() {
    const { twin, layer, rev } = this
    const sinceMs = layer === 'breaks' ? twin.breakHour.sinceMs(twin.atMs) : null
    return { mill: twin.id, layer, rev, atMs: twin.atMs, run: twin.run, sinceMs }
  }
}

/** Mean of those that turn; NaN where none does. */
function meanOf(rpm: Uint16Array): number {
  let sum = 0
  let count = 0
  for (let i = 0; i < rpm.length; i++) {
    const each = rpm[i]!
    if (each === 0) continue
    sum += each
    count += 1
  }
  return sum / count
}
