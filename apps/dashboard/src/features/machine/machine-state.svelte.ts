import type { MachineLive } from '@wanding/contracts'
import { MACHINERY_ITEM_STATES, REASON_CODES } from '@wanding/mill'
import { Room } from '../../shared/live/room'
import { type MachineLook, machineLook } from '../../shared/machines/machine-look'
import type { Session } from '../../shared/session.svelte'

/** The present of one machine with all that it says. */
export class MachineState {
  live = $state.raw<MachineLive | null>(null)
  refused = $state(false)
  look = $derived<MachineLook | null>(this.live && lookOf(this.live))
  readonly #heard = new Set<(live: MachineLive) => void>()

  constructor(private readonly session: Session) {}

  /** Watches a machine. Returns what ends it. */
  watch(mill: string, machine: string): () => void {
    this.live = null
    this.refused = false
    const { session } = this
    const room = new Room(
      session.channel,
      { room: 'machine', mill, machine },
      {
        joined: (reply) => {
          if (reply.room === 'machine') this.#accept(reply.machine)
        },
        refused: (reason) => {
          this.refused = reason === 'unknown-machine'
        },
      },
    )
    const offs = [
      session.channel.on('machine', (live) => {
        if (live.mill === mill && live.machine === machine) this.#accept(live)
      }),
      session.onResumed(() => room.join()),
      () => room.stop(),
    ]
    return () => {
      for (const off of offs) off()
    }
  }

  /** Calls `listener` with each message that is shown. */
  onHeard(listener: (live: MachineLive) => void): () => void {
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

  #accept(live: MachineLive): void {
    if (this.session.paused && this.live) return
    this.refused = false
    this.live = live
    for (const listener of this.#heard) listener(live)
  }
}

function lookOf({ kind, online, stale, metrics }: MachineLive): MachineLook {
  const state = MACHINERY_ITEM_STATES.find((word) => word === metrics['machine/state']) ?? null
  const reason = REASON_CODES.find((word) => word === metrics['machine/reason']) ?? null
  return machineLook(kind, { online, stale, state, reason })
}
