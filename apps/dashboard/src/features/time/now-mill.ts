import type { MillRevision } from '@wanding/contracts'
import type { LiveChannel } from '../../shared/live/live-channel.port'
import { MillState } from '../../shared/live/mill-state.svelte'

const RETRY_MS = 2000

/** The present of the mill while the past is shown; its room is joined already (TimeChannel keeps it), so it is never left. */
export class NowMill {
  readonly mill = new MillState()
  #timer: ReturnType<typeof setTimeout> | undefined
  #ended = false

  constructor(
    private readonly live: LiveChannel,
    private readonly id: string,
  ) {}

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
