import { PrimaryHost } from '@wanding/sparkplug'

/** What a STATE message asks of an edge node. */
export type StateDemand = 'birth' | 'start over' | 'nothing'

/**
 * Whether an edge node may be born. Without a primary host it may as soon as it is connected; with one only when this says
 * that it is online, in every session anew, and when it goes offline the edge node has to begin again
 * [tck-id-message-flow-edge-node-birth-publish-phid-wait, -phid-offline].
 */
export class BirthLeave {
  private readonly host: PrimaryHost | undefined

  constructor(primaryHost: string | undefined) {
    this.host = primaryHost === undefined ? undefined : new PrimaryHost(primaryHost)
  }

  /** Whether births go out as soon as a session stands. */
  get atOnce(): boolean {
    return this.host === undefined
  }

  /** Takes a STATE message of any host. */
  demandOf(topic: string, payload: Uint8Array, born: boolean): StateDemand {
    const said = this.host?.receive(topic, payload)
    if (said === 'online' && !born) return 'birth'
    return said === 'offline' && born ? 'start over' : 'nothing'
  }
}
