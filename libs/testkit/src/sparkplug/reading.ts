import type { IConnectPacket, IPublishPacket, ISubscription } from 'mqtt-packet'
import type { WirePacket } from '../wire-recorder'
import { decodeRaw, type RawPayload } from './raw-payload'

/** One message as it was sent, received, or deposited as a Will. `index` is its place in the recording. */
export interface WireMessage {
  index: number
  at: number
  topic: string
  tokens: string[]
  kind: string
  group: string
  edge: string
  device: string | undefined
  qos: number
  retain: boolean
  /** Undefined for STATE, and for what is no Sparkplug payload. */
  body: RawPayload | undefined
  /** JSON of a STATE message, undefined if it is none. */
  state: unknown
}

export interface Subscription extends ISubscription {
  index: number
}

/** One MQTT connection of the program under test. */
export interface WireSession {
  index: number
  at: number
  connect: IConnectPacket
  version: number
  will: WireMessage | undefined
  /** Place of the CONNACK that let it in. */
  acceptedIndex: number | undefined
  subscriptions: Subscription[]
  sent: WireMessage[]
  heard: WireMessage[]
  disconnect: { index: number; reasonCode: number } | undefined
  /** Place of its end; Infinity while it is open. */
  endIndex: number
}

/** What happened beside the wire: noted by a script or told by the program under test to its users. */
export interface Told {
  at: number
  what: 'device-lost' | 'node-offline' | 'node-stale' | 'device-offline' | 'device-stale'
  group: string
  edge: string
  device?: string
  /** The time that was told, epoch ms. */
  toldMs?: number
}

export interface RecordingSubject {
  role: 'edge' | 'host'
  /** Which connections are the program's own Sparkplug clients; all if not said. */
  isOwn?: (clientId: string) => boolean
  /** The primary host that the edge nodes of these clients wait for. */
  primaryHostOf?: (clientId: string) => string | undefined
  /**
   * What gateways with a journal tell again on purpose: these metrics in every message, and the values of a birth once more in
   * data, for a birth has no position in the journal.
   */
  retold?: readonly string[]
  /** How long a host is set to wait for a missing message, ms. */
  reorderMs?: number
  told?: readonly Told[]
}

/** A recording in the terms of Sparkplug. */
export interface Reading extends Omit<RecordingSubject, 'isOwn'> {
  sessions: WireSession[]
  told: readonly Told[]
}

export function readRecording(packets: readonly WirePacket[], subject: RecordingSubject): Reading {
  const sessions = new Map<number, WireSession>()
  packets.forEach(({ connection, from, at, packet }, index) => {
    if (packet.cmd === 'connect' && from === 'client') {
      if (subject.isOwn && !subject.isOwn(packet.clientId)) return
      sessions.set(connection, openSession(packet, index, at))
      return
    }
    const session = sessions.get(connection)
    if (session) note(session, from, packet, index, at)
  })
  return { ...subject, told: subject.told ?? [], sessions: [...sessions.values()] }
}

function openSession(connect: IConnectPacket, index: number, at: number): WireSession {
  const { will } = connect
  return {
    index,
    at,
    connect,
    version: connect.protocolVersion ?? 4,
    will: will && messageOf({ qos: 0, retain: false, ...will }, index, at),
    acceptedIndex: undefined,
    subscriptions: [],
    sent: [],
    heard: [],
    disconnect: undefined,
    endIndex: Number.POSITIVE_INFINITY,
  }
}

function note(
  session: WireSession,
  from: WirePacket['from'],
  packet: WirePacket['packet'],
  index: number,
  at: number,
): void {
  switch (packet.cmd) {
    case 'connack':
      if ((packet.returnCode ?? packet.reasonCode) === 0) session.acceptedIndex = index
      return
    case 'subscribe':
      for (const subscription of packet.subscriptions) session.subscriptions.push({ ...subscription, index })
      return
    case 'publish':
      session[from === 'client' ? 'sent' : 'heard'].push(messageOf(packet, index, at))
      return
    case 'disconnect':
      if (from === 'client') session.disconnect = { index, reasonCode: packet.reasonCode ?? 0 }
      return
    case 'closed':
      session.endIndex = index
      return
    default:
      return
  }
}

type Carried = Pick<IPublishPacket, 'topic' | 'payload' | 'qos' | 'retain'>

function messageOf({ topic, payload, qos, retain }: Carried, index: number, at: number): WireMessage {
  const tokens = topic.split('/')
  const isState = tokens[1] === 'STATE'
  const bytes = Buffer.from(payload as Buffer)
  return {
    index,
    at,
    topic,
    tokens,
    kind: isState ? 'STATE' : (tokens[2] ?? ''),
    group: isState ? '' : (tokens[1] ?? ''),
    edge: isState ? (tokens[2] ?? '') : (tokens[3] ?? ''),
    device: tokens[4],
    qos,
    retain,
    body: isState ? undefined : quietly(() => decodeRaw(bytes)),
    state: isState ? quietly(() => JSON.parse(bytes.toString('utf8'))) : undefined,
  }
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
