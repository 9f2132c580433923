import type { LiveChannel } from './live-channel.port'
import type { MillState } from './mill-state.svelte'

/** A line to listen to, and whether the reader holds the picture still; the session is one. */
export interface LiveSource {
  readonly channel: LiveChannel
  readonly paused: boolean
  /** Calls `listener` when the picture moves on. Returns what ends it. */
  onResumed(listener: () => void): () => void
}

/** A line with the mill that it tells of. */
export interface MillSource extends LiveSource {
  readonly mill: MillState
}
