import type { JoinReply, JoinRequest, LiveEvents } from '@wanding/contracts'
import type { LiveChannel } from '../live/live-channel.port'

export type Source = 'live' | 'past'

/** Rooms that go on in the background while the past is shown: to compare with, and to know what time it is. */
const KEPT: readonly JoinRequest['room'][] = ['mill', 'kpi', 'alarms']
/** Nobody acknowledges what stood yesterday: alarms are of the present, whatever is shown beside them. */
const OF_THE_PRESENT = 'alarms'

/** One line for all who listen, that speaks of the present or of the past. */
export class TimeChannel implements LiveChannel {
  #source: Source = 'live'
  readonly #joined = new Map<string, JoinRequest>()
  readonly #up = new Set<() => void>()

  constructor(
    readonly live: LiveChannel,
    readonly past: LiveChannel,
  ) {}

  get source(): Source {
    return this.#source
  }

  get connected(): boolean {
    return this.#now.connected
  }

  /** From now on the line speaks of the other; every room is asked for anew. */
  show(source: Source): void {
    if (source === this.#source) return
    const left = this.#now
    this.#source = source
    for (const request of this.#joined.values())
      if (source === 'live' || !KEPT.includes(request.room)) left.leave(request)
    if (this.connected) for (const listener of this.#up) listener()
    this.#keepUp()
  }

  join(request: JoinRequest): Promise<JoinReply> {
    this.#joined.set(JSON.stringify(request), request)
    if (request.room === OF_THE_PRESENT) return this.live.join(request)
    this.#keepUp([request])
    return this.#now.join(request)
  }

  leave(request: JoinRequest): void {
    this.#joined.delete(JSON.stringify(request))
    this.live.leave(request)
    this.past.leave(request)
  }

  on<E extends keyof LiveEvents>(event: E, listener: LiveEvents[E]): () => void {
    const hear = (source: Source) =>
      ((payload: never) => {
        const isOwn = event === OF_THE_PRESENT ? source === 'live' : this.#source === source
        if (isOwn) (listener as (value: never) => void)(payload)
      }) as LiveEvents[E]
    const offs = [this.live.on(event, hear('live')), this.past.on(event, hear('past'))]
    return () => {
      for (const off of offs) off()
    }
  }

  onConnected(listener: () => void): () => void {
    this.#up.add(listener)
    if (this.#source === 'past') listener()
    const off = this.live.onConnected(() => {
      if (this.#source === 'live') listener()
      else this.#keepUp()
    })
    return () => {
      this.#up.delete(listener)
      off()
    }
  }

  onDisconnected(listener: () => void): () => void {
    return this.live.onDisconnected(() => {
      if (this.#source === 'live') listener()
    })
  }

  /** What goes on in the background is joined there as well; its answer is not waited for, the next message is the same. */
  #keepUp(requests: Iterable<JoinRequest> = this.#joined.values()): void {
    if (this.#source === 'live' || !this.live.connected) return
    for (const request of requests) {
      if (KEPT.includes(request.room)) this.live.join(request).catch(() => undefined)
    }
  }

  get #now(): LiveChannel {
    return this.#source === 'live' ? this.live : this.past
  }
}
