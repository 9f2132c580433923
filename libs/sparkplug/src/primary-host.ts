import { decodeState } from './state-message'
import { checkedId, parseTopic } from './topic'

/**
 * What an edge node with a primary host watches: publish only while `online`, and on 'offline' send NDEATH, disconnect
 * and connect anew. One per server. [tck-id-message-flow-edge-node-birth-publish-phid-wait, -phid-offline]
 */
export class PrimaryHost {
  readonly hostId: string
  #online = false
  #lastMs = -1

  constructor(hostId: string) {
    this.hostId = checkedId('host', hostId)
  }

  get online(): boolean {
    return this.#online
  }

  /**
   * Takes a STATE message; 'ignored' for other topics, unreadable payloads and messages older than the newest.
   * [tck-id-message-flow-edge-node-birth-publish-phid-wait-timestamp,
   * tck-id-operational-behavior-edge-node-termination-host-offline-timestamp]
   */
  receive(topic: string, payload: Uint8Array): 'online' | 'offline' | 'ignored' {
    const parsed = parseTopic(topic)
    if (parsed?.kind !== 'STATE' || parsed.hostId !== this.hostId) return 'ignored'
    const state = decodeState(payload)
    if (state === undefined || state.atMs < this.#lastMs) return 'ignored'
    this.#lastMs = state.atMs
    this.#online = state.online
    return state.online ? 'online' : 'offline'
  }
}
