import type { IConnectPacket, IPublishPacket } from 'mqtt-packet'
import type { WirePacket } from '../../wire-recorder'
import { encodeRaw, type RawMetric, type RawPayload } from '../raw-payload'

export const START_MS = 1_700_000_000_000

type Publish = Omit<IPublishPacket, 'cmd' | 'dup'>

/** Writes a recording by hand: each line a hundred milliseconds after the last. */
export class Script {
  readonly packets: WirePacket[] = []
  now = START_MS
  private readonly seqs = new Map<number, number>()

  constructor(readonly version: 4 | 5) {}

  add(connection: number, from: WirePacket['from'], packet: WirePacket['packet']): void {
    this.packets.push({ at: this.now, connection, from, packet })
    this.now += 100
  }

  connect(connection: number, clientId: string, will: IConnectPacket['will'], filters: readonly string[]): void {
    this.add(connection, 'client', {
      cmd: 'connect',
      clientId,
      protocolId: 'MQTT',
      protocolVersion: this.version,
      clean: true,
      keepalive: 15,
      ...(will && { will }),
    })
    this.add(connection, 'broker', { cmd: 'connack', sessionPresent: false, returnCode: 0, reasonCode: 0 })
    this.add(connection, 'client', {
      cmd: 'subscribe',
      messageId: 1,
      subscriptions: filters.map((topic) => ({ topic, qos: 1 as const })),
    })
  }

  publish(connection: number, from: WirePacket['from'], message: Publish): void {
    this.add(connection, from, { cmd: 'publish', dup: false, ...message })
  }

  /** A message of an edge node, with the next seq; NBIRTH begins with 0. */
  edge(connection: number, topic: string, metrics: RawMetric[], from: WirePacket['from'] = 'client'): void {
    const kind = topic.split('/')[2]
    const seq = kind === 'NBIRTH' ? 0 : ((this.seqs.get(connection) ?? 255) + 1) % 256
    if (kind !== 'NDEATH') this.seqs.set(connection, seq)
    this.payload(connection, from, topic, { timestamp: this.now, metrics, ...(kind !== 'NDEATH' && { seq }) })
  }

  /** Leaves out a seq, as a lost message does. */
  skipSeq(connection: number): void {
    this.seqs.set(connection, (this.seqs.get(connection)! + 1) % 256)
  }

  payload(connection: number, from: WirePacket['from'], topic: string, body: RawPayload, qos: 0 | 1 = 0): void {
    this.publish(connection, from, { topic, qos, retain: false, payload: encodeRaw(body) })
  }

  state(
    connection: number,
    from: WirePacket['from'],
    hostId: string,
    online: boolean,
    timestamp: number,
    retain = true,
  ): void {
    const payload = Buffer.from(JSON.stringify({ online, timestamp }))
    this.publish(connection, from, { topic: `spBv1.0/STATE/${hostId}`, qos: 1, retain, payload })
  }

  leave(connection: number, reasonCode: number): void {
    this.add(connection, 'client', { cmd: 'disconnect', reasonCode: this.version === 5 ? reasonCode : 0 })
    this.add(connection, 'client', { cmd: 'closed' })
  }
}
