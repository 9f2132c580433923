import type { JoinReply, JoinRequest, LiveEvents } from '@wanding/contracts'

/** The line to the backend's live rooms, as the state classes need it. */
export interface LiveChannel {
  readonly connected: boolean
  /** Joins a room. Rejects when the line is down or the answer does not come in time. */
  join(request: JoinRequest): Promise<JoinReply>
  leave(request: JoinRequest): void
  on<E extends keyof LiveEvents>(event: E, listener: LiveEvents[E]): () => void
  /** Called now, if connected, and at each connection from then on. */
  onConnected(listener: () => void): () => void
  onDisconnected(listener: () => void): () => void
}
