import { InvalidIdError } from './errors'

/** Message kinds of an edge node itself. */
export type NodeKind = 'NBIRTH' | 'NDEATH' | 'NDATA' | 'NCMD'
/** Message kinds of a device. */
export type DeviceKind = 'DBIRTH' | 'DDEATH' | 'DDATA' | 'DCMD'
/** The kinds of message that carry a Sparkplug payload. */
export type MessageKind = NodeKind | DeviceKind

/** A topic taken apart. */
export type ParsedTopic =
  | { kind: NodeKind; group: string; edge: string; device?: undefined }
  | { kind: DeviceKind; group: string; edge: string; device: string }
  | { kind: 'STATE'; hostId: string }

/** What to send, and how: MQTT topic, bytes, quality of service and retain flag. */
export interface Outgoing {
  topic: string
  payload: Uint8Array
  qos: 0 | 1
  retain: boolean
}

/** First level of every topic. [tck-id-topic-structure-namespace-a] */
export const NAMESPACE = 'spBv1.0'

// MQTT: a topic is at most 65,535 bytes of UTF-8 and holds no NUL.
const MOST_TOPIC_BYTES = 65_535
const NODE_KINDS: ReadonlySet<string> = new Set<NodeKind>(['NBIRTH', 'NDEATH', 'NDATA', 'NCMD'])
const DEVICE_KINDS: ReadonlySet<string> = new Set<DeviceKind>(['DBIRTH', 'DDEATH', 'DDATA', 'DCMD'])

/**
 * The topic of a message; throws `InvalidIdError` for an id that no topic can hold, and for a device that is missing or
 * not due. [tck-id-topic-structure, tck-id-topic-structure-namespace-device-id-associated-message-types]
 */
export function topicFor(kind: NodeKind, group: string, edge: string): string
export function topicFor(kind: DeviceKind, group: string, edge: string, device: string): string
export function topicFor(kind: MessageKind, group: string, edge: string, device?: string): string
export function topicFor(kind: MessageKind, group: string, edge: string, device?: string): string {
  const node = `${NAMESPACE}/${checkedId('group', group)}/${kind}/${checkedId('edge', edge)}`
  if (DEVICE_KINDS.has(kind)) return `${node}/${checkedId('device', device ?? '')}`
  if (device !== undefined) throw new InvalidIdError('device', device)
  return node
}

/** The topic on which a host tells whether it is online. [tck-id-host-topic-phid-birth-topic] */
export function stateTopic(hostId: string): string {
  return `${NAMESPACE}/STATE/${checkedId('host', hostId)}`
}

/** Takes a topic apart; undefined for all that is not Sparkplug B 3.0, never an exception. */
export function parseTopic(topic: string): ParsedTopic | undefined {
  if (topic.length > MOST_TOPIC_BYTES) return undefined
  const parts = topic.split('/', 6)
  if (parts[0] !== NAMESPACE) return undefined
  if (parts.length === 3 && parts[1] === 'STATE') {
    return isId(parts[2]!) ? { kind: 'STATE', hostId: parts[2]! } : undefined
  }
  const [, group, kind, edge, device] = parts
  if (group === undefined || kind === undefined || edge === undefined || !isId(group) || !isId(edge)) return undefined
  if (NODE_KINDS.has(kind)) {
    return parts.length === 4 ? { kind: kind as NodeKind, group, edge } : undefined
  }
  if (!DEVICE_KINDS.has(kind) || parts.length !== 5 || device === undefined || !isId(device)) return undefined
  return { kind: kind as DeviceKind, group, edge, device }
}

/** The id itself; throws `InvalidIdError` if empty, too long or not made of characters a topic level may hold. */
export function checkedId(role: InvalidIdError['role'], id: string): string {
  if (!isId(id)) throw new InvalidIdError(role, id)
  return id
}

/** [tck-id-topic-structure-namespace-valid-group-id, -valid-edge-node-id, -valid-device-id] */
function isId(id: string): boolean {
  // A quarter of a topic for each of its levels; UTF-8 takes at most three bytes for a UTF-16 unit.
  if (id.length === 0 || id.length > MOST_TOPIC_BYTES / 12) return false
  for (let index = 0; index < id.length; index++) {
    const unit = id.charCodeAt(index)
    if (unit === 0 || unit === 0x23 || unit === 0x2b || unit === 0x2f) return false
    if (unit >= 0xd800 && unit <= 0xdfff) {
      const isPair = unit < 0xdc00 && (id.charCodeAt(index + 1) & 0xfc00) === 0xdc00
      if (!isPair) return false
      index += 1
    }
  }
  return true
}
