import type { IConnectPacket, IPublishPacket, ISubscribePacket } from 'mqtt-packet'
import type { WirePacket } from '../../wire-recorder'
import { decodeRaw, encodeRaw, type RawMetric, type RawPayload } from '../raw-payload'
import type { RecordingSubject } from '../reading'

type Published = WirePacket & { packet: IPublishPacket }
type Will = NonNullable<IConnectPacket['will']>

/** A recording that can be spoilt, one thing at a time. */
export class Draft {
  readonly packets: WirePacket[]
  readonly subject: RecordingSubject

  constructor({ packets, subject }: { packets: readonly WirePacket[]; subject: RecordingSubject }) {
    this.subject = { ...subject, told: subject.told?.map((one) => ({ ...one })) ?? [] }
    this.packets = packets.map((line) => ({ ...line, packet: { ...line.packet } }) as WirePacket)
  }

  /** The messages of a kind, in both directions. */
  all(kind: string): Published[] {
    return this.packets.filter(
      (line): line is Published => line.packet.cmd === 'publish' && kindOf(line.packet.topic) === kind,
    )
  }

  message(kind: string, place = 0): Published {
    const found = this.all(kind).at(place)
    if (!found) throw new Error(`no ${kind} at ${place}`)
    return found
  }

  set(kind: string, change: Partial<IPublishPacket>, place = 0): void {
    Object.assign(this.message(kind, place).packet, change)
  }

  body(kind: string, change: (body: RawPayload) => unknown, place = 0): void {
    const { packet } = this.message(kind, place)
    packet.payload = changed(packet.payload as Buffer, change)
  }

  metric(kind: string, name: number | string, change: (metric: RawMetric) => unknown, place = 0): void {
    this.body(kind, ({ metrics }) => change(pick(metrics, name)), place)
  }

  state(change: Record<string, unknown>, place = 0): void {
    const { packet } = this.message('STATE', place)
    packet.payload = Buffer.from(JSON.stringify({ ...JSON.parse(String(packet.payload)), ...change }))
  }

  connect(place = 0): IConnectPacket {
    return this.packets.filter(({ packet }) => packet.cmd === 'connect')[place]!.packet as IConnectPacket
  }

  will(change: Partial<Will>, place = 0): void {
    const packet = this.connect(place)
    packet.will = { ...packet.will!, ...change }
  }

  willBody(change: (body: RawPayload) => unknown, place = 0): void {
    const { will } = this.connect(place)
    this.will({ payload: changed(will!.payload as Buffer, change) }, place)
  }

  subscribe(change: (packet: ISubscribePacket) => unknown, place = 0): void {
    const { packet } = this.packets.filter((line) => line.packet.cmd === 'subscribe')[place]!
    const copy = structuredClone(packet) as ISubscribePacket
    change(copy)
    Object.assign(packet, copy)
  }

  remove(kind: string, place = 0): void {
    this.packets.splice(this.packets.indexOf(this.message(kind, place)), 1)
  }

  /** Moves a message to stand straight before, or after, another. */
  move(line: WirePacket, to: { before: WirePacket } | { after: WirePacket }): void {
    this.packets.splice(this.packets.indexOf(line), 1)
    const target = 'before' in to ? this.packets.indexOf(to.before) : this.packets.indexOf(to.after) + 1
    this.packets.splice(target, 0, line)
    this.recount()
  }

  insertAfter(line: WirePacket, copy: WirePacket): void {
    this.packets.splice(this.packets.indexOf(line) + 1, 0, copy)
  }

  /** Gives the messages of each connection their sequence numbers anew, so that only the order is wrong. */
  recount(): void {
    const next = new Map<number, number>()
    for (const { connection, from, packet } of this.packets) {
      if (packet.cmd !== 'publish' || from !== 'client') continue
      const kind = kindOf(packet.topic)
      if (!COUNTED.includes(kind)) continue
      const seq = kind === 'NBIRTH' ? 0 : (next.get(connection) ?? 0)
      next.set(connection, (seq + 1) % 256)
      packet.payload = changed(packet.payload as Buffer, (body) => Object.assign(body, { seq }))
    }
  }

  /** Counts all messages of edge nodes from 1 instead of 0. */
  shiftSeq(): void {
    for (const { packet } of COUNTED.flatMap((kind) => this.all(kind))) {
      packet.payload = changed(packet.payload as Buffer, (body) => (body.seq = (body.seq! + 1) % 256))
    }
  }

  /** Another text in all topics, filters and Wills, and in what was told. */
  rename(from: string, to: string): void {
    const renamed = (topic: string) => topic.replaceAll(from, to)
    for (const told of this.subject.told ?? []) {
      const [group, edge, device] = renamed(`/${told.group}//${told.edge}//${told.device}/`).slice(1, -1).split('//')
      Object.assign(told, { group, edge, device })
    }
    for (const line of this.packets) {
      const { packet } = line
      if (packet.cmd === 'publish') packet.topic = renamed(packet.topic)
      if (packet.cmd === 'connect' && packet.will) packet.will = { ...packet.will, topic: renamed(packet.will.topic) }
      if (packet.cmd === 'subscribe') {
        packet.subscriptions = packet.subscriptions.map((one) => ({ ...one, topic: renamed(one.topic) }))
      }
    }
  }
}

const COUNTED = ['NBIRTH', 'DBIRTH', 'NDATA', 'DDATA', 'DDEATH']

function changed(payload: Buffer, change: (body: RawPayload) => unknown): Buffer {
  const body = decodeRaw(payload)
  change(body)
  return encodeRaw(body)
}

function pick(metrics: readonly RawMetric[], name: number | string): RawMetric {
  const found = typeof name === 'number' ? metrics[name] : metrics.find((metric) => metric.name === name)
  if (!found) throw new Error(`no metric ${name}`)
  return found
}

const kindOf = (topic: string): string => {
  const tokens = topic.split('/')
  return tokens[1] === 'STATE' ? 'STATE' : (tokens[2] ?? '')
}
