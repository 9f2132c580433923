import { Link } from '@wanding/link'
import { type BirthMetric, EdgeSession } from '@wanding/sparkplug'

const GROUP = 'teaching'
const EDGE = 'LAB'

/**
 * An edge node on the same session and line as a gateway, which loses a machine when it is told to: a gateway of the mill
 * never does, for its machines hang on it for good.
 */
export class ScriptedEdge {
  private readonly session = new EdgeSession({ group: GROUP, edge: EDGE })
  private readonly link: Link
  private turn = 0
  private born = false

  constructor(url: string, protocolVersion: 4 | 5) {
    this.link = new Link({
      url,
      protocolVersion,
      clientId: `${GROUP}-${EDGE}`,
      will: (again) => this.session.will(Date.now(), again),
      leaveWithWill: true,
      subscriptions: [
        { filter: `spBv1.0/${GROUP}/NCMD/${EDGE}`, qos: 1 },
        { filter: `spBv1.0/${GROUP}/DCMD/${EDGE}/#`, qos: 1 },
      ],
      onUp: () => {
        const now = Date.now()
        this.link.publish(this.session.nodeBirth([{ name: 'turn', datatype: 'UInt32', value: 0 }], now))
        for (const device of ['M1', 'M2']) this.link.publish(this.session.deviceBirth(device, this.metrics(), now))
        this.born = true
      },
      onDown: () => {},
      onMessage: () => {},
    })
  }

  start(): void {
    this.link.start()
  }

  get isBorn(): boolean {
    return this.born
  }

  /** Data of the node and both machines. */
  publish(): void {
    this.turn += 1
    const now = Date.now()
    this.link.publish(this.session.nodeData([{ name: 'turn', value: this.turn }], now))
    for (const device of ['M1', 'M2']) {
      if (this.session.isBorn(device)) {
        this.link.publish(this.session.deviceData(device, [{ name: 'speed', value: this.turn }], now))
      }
    }
  }

  /** The cable of M2 is pulled. */
  lose(): { group: string; edge: string; device: string } {
    this.link.publish(this.session.deviceDeath('M2', Date.now()))
    return { group: GROUP, edge: EDGE, device: 'M2' }
  }

  /** It is plugged in again. */
  find(): void {
    this.link.publish(this.session.deviceBirth('M2', this.metrics(), Date.now()))
  }

  stop(): Promise<void> {
    return this.link.stop([this.session.death(Date.now())])
  }

  private metrics(): BirthMetric[] {
    return [{ name: 'speed', datatype: 'Float', value: this.turn }]
  }
}
