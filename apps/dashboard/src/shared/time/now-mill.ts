import type { MillRevision } from '@wanding/contracts'
import type { LiveChannel } from '../live/live-channel.port'
import type { MillSource } from '../live/live-source'
import { MillState } from '../live/mill-state.svelte'

const RETRY_MS = 2000

/** The present of the mill while the past is shown; its room is joined already (TimeChannel keeps it), so it is never left. */
export class NowMill implements MillSource {
  readonly mill = new MillState()
  readonly channel: LiveChannel
  /** The present goes on, whatever is held. */
  readonly paused = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #ended = false

  constructor(
    private readonly live: LiveChannel,
    private readonly id: string,
  ) {
    this.channel = neverLeft(live)
  }

  /** Returns what ends it. */
  watch(): () => void {
    const off = this.live.on('mill', (revision) => this.#take(revision))
    void this.#join()
    return () => {
      this.#ended = true
      off()
      clearTimeout(this.#timer)
    }
  }

  onResumed(): () => void {
    return () => undefined
  }

  #take(revision: MillRevision): void {
    if (revision.mill === this.id && this.mill.loaded && this.mill.revise(revision) === 'gap') void this.#join()
  }

  async #join(): Promise<void> {
    clearTimeout(this.#timer)
    const reply = await this.live.join({ room: 'mill', mill: this.id }).catch(() => null)
    if (this.#ended) return
    if (reply?.ok && reply.room === 'mill') this.mill.apply(reply.snapshot)
    else this.#timer = setTimeout(() => void this.#join(), RETRY_MS)
  }
}

/** The same line, on which a room stays joined: the page may be live again, in the same room, before this one ends. */
const neverLeft = (live: LiveChannel): LiveChannel => ({
  get connected() {
    return live.connected
  },
  join: (request) => live.join(request),
  leave: () => undefined,
  on: (event, listener) => live.on(event, listener),
  onConnected: (listener) => live.onConnected(listener),
  onDisconnected: (listener) => live.onDisconnected(listener),
})
