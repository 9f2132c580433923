import type { JoinReply, JoinRequest } from '@wanding/contracts'
import type { LiveChannel } from './live-channel.port'

const RETRY_MS = 2000

export interface RoomOptions {
  /** What a successful join brought. */
  joined: (reply: Extract<JoinReply, { ok: true }>) => void
  /** The server knows no such mill or machine; the room is asked for again and again. */
  refused?: (reason: Extract<JoinReply, { ok: false }>['reason']) => void
  retryMs?: number
}

/** Membership of one room: joined at each connection, asked for again after a refusal, left at `stop`. */
export class Room {
  readonly #offs: (() => void)[] = []
  #retry: ReturnType<typeof setTimeout> | undefined
  /** Of overlapping joins only the newest counts. */
  #attempt = 0
  #stopped = false

  constructor(
    private readonly channel: LiveChannel,
    private readonly request: JoinRequest,
    private readonly options: RoomOptions,
  ) {
    this.#offs.push(
      channel.onConnected(() => this.join()),
      channel.onDisconnected(() => clearTimeout(this.#retry)),
    )
  }

  /** Joins, or joins again for a new snapshot. */
  join(): void {
    clearTimeout(this.#retry)
    if (this.#stopped || !this.channel.connected) return
    const attempt = ++this.#attempt
    this.channel.join(this.request).then(
      (reply) => {
        if (this.#stopped || attempt !== this.#attempt) return
        if (reply.ok) {
          this.options.joined(reply)
          return
        }
        this.options.refused?.(reply.reason)
        this.#later()
      },
      () => {
        if (attempt === this.#attempt) this.#later()
      },
    )
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#retry)
    for (const off of this.#offs.splice(0)) off()
    this.channel.leave(this.request)
  }

  #later(): void {
    if (this.#stopped) return
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => this.join(), this.options.retryMs ?? RETRY_MS)
  }
}
