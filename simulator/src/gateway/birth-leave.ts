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
  private given: boolean

  constructor(primaryHost: string | undefined) {
    this.host = primaryHost === undefined ? undefined : new PrimaryHost(primaryHost)
    this.given = this.host === undefined
  }

  /** A session begins: what the host said in the one before does not count. */
  connecting(): void {
    this.given = this.host === undefined
  }

  /** Whether births may go out now. A broker may hand on the STATE that it keeps before the session stands. */
  get isGiven(): boolean {
    return this.given
  }

  /** Takes a STATE message of any host. */
  demandOf(topic: string, payload: Uint8Array, born: boolean): StateDemand {
    const said = this.host?.receive(topic, payload) ?? 'ignored'
    if (said === 'ignored') return 'nothing'
    this.given = said === 'online'
    if (this.given === born) return 'nothing'
    return this.given ? 'birth' : 'start over'
  }
}
