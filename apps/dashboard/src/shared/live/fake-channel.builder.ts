import type { JoinReply, JoinRequest, LiveEvents } from '@wanding/contracts'
import type { LiveChannel } from './live-channel.port'

/** A line that a test connects, answers on and speaks on. */
export class FakeChannel implements LiveChannel {
  connected = false
  readonly left: JoinRequest[] = []
  readonly joins: { request: JoinRequest; settle: (reply: JoinReply | Error) => void }[] = []
  readonly #up = new Set<() => void>()
  readonly #down = new Set<() => void>()
  readonly #listeners: { [E in keyof LiveEvents]: Set<LiveEvents[E]> } = {
    mill: new Set(),
    kpi: new Set(),
    process: new Set(),
    layer: new Set(),
    work: new Set(),
    frame: new Set(),
    machine: new Set(),
    alarms: new Set(),
  }

  join(request: JoinRequest): Promise<JoinReply> {
    return new Promise((resolve, reject) => {
      const settle = (reply: JoinReply | Error) => (reply instanceof Error ? reject(reply) : resolve(reply))
      this.joins.push({ request, settle })
    })
  }

  leave(request: JoinRequest): void {
    this.left.push(request)
  }

  on<E extends keyof LiveEvents>(event: E, listener: LiveEvents[E]): () => void {
    this.#listeners[event].add(listener)
    return () => this.#listeners[event].delete(listener)
  }

  onConnected(listener: () => void): () => void {
    if (this.connected) listener()
    this.#up.add(listener)
    return () => this.#up.delete(listener)
  }

  onDisconnected(listener: () => void): () => void {
    this.#down.add(listener)
    return () => this.#down.delete(listener)
  }

  connect(): void {
    this.connected = true
    for (const listener of this.#up) listener()
  }

  disconnect(): void {
    this.connected = false
    for (const listener of this.#down) listener()
  }

  /** Answers the n-th join. */
  answer(index: number, reply: JoinReply | Error): void {
    this.joins[index]!.settle(reply)
  }

  /** Answers the newest join of a room. */
  answerRoom(room: JoinRequest['room'], reply: JoinReply | Error): void {
    this.joins.findLast(({ request }) => request.room === room)!.settle(reply)
  }

  joinsOf(room: JoinRequest['room']): number {
    return this.joins.filter(({ request }) => request.room === room).length
  }

  send<E extends keyof LiveEvents>(event: E, payload: Parameters<LiveEvents[E]>[0]): void {
    for (const listener of this.#listeners[event]) (listener as (value: typeof payload) => void)(payload)
  }
}
