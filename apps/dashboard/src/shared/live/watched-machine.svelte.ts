import type { JoinReply, LiveEvents } from '@wanding/contracts'
import type { Session } from '../session.svelte'
import { Room } from './room'

/** The rooms of a single machine. */
type MachineRoom = 'frame' | 'machine'
type LiveOf<R extends MachineRoom> = Parameters<LiveEvents[R]>[0]

/** The present of one machine, as its room tells it. */
export abstract class WatchedMachine<R extends MachineRoom> {
  live = $state.raw<LiveOf<R> | null>(null)
  refused = $state(false)
  readonly #heard = new Set<(live: LiveOf<R>) => void>()

  constructor(
    private readonly session: Session,
    private readonly room: R,
  ) {}

  /** What a join of the room has brought; undefined for another room's answer. */
  protected abstract joined(reply: Extract<JoinReply, { ok: true }>): LiveOf<R> | undefined

  /** Watches a machine. Returns what ends it. */
  watch(mill: string, machine: string): () => void {
    this.live = null
    this.refused = false
    const { session } = this
    const room = new Room(
      session.channel,
      { room: this.room, mill, machine },
      {
        joined: (reply) => {
          const live = this.joined(reply)
          if (live) this.#accept(live)
        },
        refused: (reason) => {
          this.refused = reason === 'unknown-machine'
        },
      },
    )
    const hear = (live: LiveOf<R>) => {
      if (live.mill === mill && live.machine === machine) this.#accept(live)
    }
    const offs = [
      session.channel.on(this.room, hear as LiveEvents[R]),
      session.onResumed(() => room.join()),
      () => room.stop(),
    ]
    return () => {
      for (const off of offs) off()
    }
  }

  /** Calls `listener` with each message that is shown. */
  onHeard(listener: (live: LiveOf<R>) => void): () => void {
    this.#heard.add(listener)
    if (this.live) listener(this.live)
    return () => this.#heard.delete(listener)
  }

  number(metric: string): number | null {
    const value = this.live?.metrics[metric]
    return typeof value === 'number' ? value : null
  }

  text(metric: string): string | null {
    const value = this.live?.metrics[metric]
    return typeof value === 'string' && value !== '' ? value : null
  }

  #accept(live: LiveOf<R>): void {
    if (this.session.paused && this.live) return
    this.refused = false
    this.live = live
    for (const listener of this.#heard) listener(live)
  }
}
