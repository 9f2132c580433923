import { AnnouncedMetrics, isRefusal, type ReadMetrics, type Refusal } from './announced-metrics'
import { SparkplugDecodeError } from './errors'
import type { HostEvent, RejectCode } from './host-event'
import type { Payload } from './payload'
import { decodePayload } from './payload-decoder'
import { RebirthSchedule } from './rebirth-schedule'
import { type Arrived, ReorderBuffer } from './reorder-buffer'
import { BD_SEQ, nextSeq, SEQ_COUNT } from './sequence'

/** Bounds and waits of one edge, in ms. */
export interface HostEdgeLimits {
  reorderMs: number
  rebirthEveryMs: number
  maxMetrics: number
  /** How many metrics an edge may announce as the others stand. */
  metricsLeftFor: (edge: HostEdge) => number
}

/** An NDEATH, which has no sequence number, or a message whose number is not known. */
export type Death = Omit<Arrived, 'seq'>

/** What the host knows of one edge node: its session, the order of its messages, its devices and their metrics. */
export class HostEdge {
  readonly rebirth: RebirthSchedule
  readonly #order = new ReorderBuffer()
  readonly #devices = new Map<string, AnnouncedMetrics>()
  #node: AnnouncedMetrics | undefined
  #bdSeq: number | undefined

  constructor(
    readonly group: string,
    readonly edge: string,
    private readonly limits: HostEdgeLimits,
  ) {
    this.rebirth = new RebirthSchedule(limits.rebirthEveryMs)
  }

  get online(): boolean {
    return this.#node !== undefined
  }

  get devices(): string[] {
    return [...this.#devices.keys()]
  }

  /** About what its messages take of memory that wait for a missing one. */
  get heldBytes(): number {
    return this.#order.heldBytes
  }

  /** How many metrics are announced, each device counted as one more, but for those of one device. */
  metricsBut(device?: string): number {
    let count = this.#node?.size ?? 0
    for (const [id, metrics] of this.#devices) if (id !== device) count += 1 + metrics.size
    return count
  }

  /** What a node or device announced; undefined when it is not born. */
  announced(device: string | undefined): AnnouncedMetrics | undefined {
    return device === undefined ? this.#node : this.#devices.get(device)
  }

  /** Takes a message that has a sequence number. */
  receive(message: Arrived, nowMs: number, events: HostEvent[]): void {
    this.rebirth.heard()
    if (message.parsed.kind === 'NBIRTH') {
      this.#nodeBirth(message, nowMs, events)
      return
    }
    if (message.seq >= SEQ_COUNT) {
      reject(events, message, 'host/seq-range', `seq ${message.seq}`)
      return
    }
    if (!this.online) {
      this.rebirth.want()
      reject(events, message, 'host/before-birth', `${message.parsed.kind} without NBIRTH`)
      return
    }
    this.expire(nowMs, events)
    if (this.#order.accept(message.seq)) {
      this.#process(message, nowMs, events)
      this.#drain(nowMs, events)
    } else if (this.#order.hold(message, nowMs)) {
      if (this.#order.full || this.limits.reorderMs <= 0) this.#giveUp(nowMs, events)
    } else reject(events, message, 'host/seq-repeated', `seq ${message.seq} is waiting already`)
  }

  /**
   * NDEATH: the node and all its devices are offline, as of the host's clock; but only when it belongs to the last birth.
   * [tck-id-operational-behavior-edge-node-termination-host-action-ndeath-node-offline, -ndeath-devices-offline]
   */
  nodeDeath(message: Death, nowMs: number, events: HostEvent[]): void {
    this.rebirth.heard()
    const bdSeq = bdSeqOf(decodePayload(message.payload))
    if (this.#node === undefined) {
      // Nobody is left to answer.
      this.rebirth.cancel()
      // Who leaves by MQTT 5 says goodbye itself, and the broker publishes the Will as well.
      if (bdSeq !== undefined && bdSeq === this.#bdSeq) return
      reject(events, message, 'host/stale-death', 'the edge is not online')
      return
    }
    if (this.#bdSeq !== undefined && bdSeq !== this.#bdSeq) {
      reject(events, message, 'host/stale-death', `bdSeq ${bdSeq}, the last birth had ${this.#bdSeq}`)
      return
    }
    this.#giveUp(nowMs, events)
    this.#endSession(nowMs, events)
    this.rebirth.cancel()
  }

  /** Gives up on a missing message once the others have waited long enough. [tck-id-operational-behavior-host-reordering-rebirth] */
  expire(nowMs: number, events: HostEvent[]): void {
    if (this.#order.expired(nowMs, this.limits.reorderMs)) this.#giveUp(nowMs, events)
  }

  /** Goes on without the messages that others wait for. */
  goOn(nowMs: number, events: HostEvent[]): void {
    this.#giveUp(nowMs, events)
  }

  /** A message that is not even looked into: it has taken its place in the order, but nobody knows which. */
  unread(message: Death, refusal: Refusal, nowMs: number, events: HostEvent[]): void {
    this.#refuse(message, refusal, events)
    const { kind, device } = message.parsed
    if (kind === 'NBIRTH') this.#refusedBirth(nowMs, events)
    else if (kind === 'DBIRTH') this.#forgetDevice(device, nowMs, events)
  }

  #nodeBirth(message: Arrived, nowMs: number, events: HostEvent[]): void {
    const payload = this.#decode(message, events)
    const node = new AnnouncedMetrics()
    const read = payload && this.#announceNode(message.seq, payload, node, nowMs)
    // What was held of the session before is still data of that session, and can be read only with its births.
    for (const older of this.#order.releaseBefore(message.sentMs)) this.#process(older, nowMs, events)
    if (read === undefined || isRefusal(read)) {
      if (read !== undefined) this.#refuse(message, read, events)
      this.#refusedBirth(nowMs, events)
      return
    }
    this.#node = node
    this.#devices.clear()
    this.#bdSeq = bdSeqOf(read.payload)
    this.#order.expected = nextSeq(message.seq)
    this.rebirth.cancel()
    const { group, edge } = this
    events.push({ kind: 'nodeBirth', group, edge, bdSeq: this.#bdSeq, ...parts(read, nowMs) })
    this.#drain(nowMs, events)
  }

  /** A new session has begun, whatever its birth was worth: the old names no longer hold. */
  #refusedBirth(nowMs: number, events: HostEvent[]): void {
    this.#endSession(nowMs, events)
    for (const orphan of this.#order.releaseBefore(undefined)) {
      reject(events, orphan, 'host/before-birth', `${orphan.parsed.kind} of a session whose NBIRTH was refused`)
    }
  }

  #announceNode(seq: number, payload: Payload, node: AnnouncedMetrics, nowMs: number): ReadMetrics | Refusal {
    if (seq >= SEQ_COUNT) return { code: 'host/seq-range', reason: `seq ${seq}` }
    return this.#fits(payload) ? node.announce(payload, nowMs) : TOO_MANY
  }

  #endSession(nowMs: number, events: HostEvent[]): void {
    if (this.#node === undefined) return
    const { group, edge, devices } = this
    events.push({ kind: 'nodeDeath', group, edge, atMs: nowMs, devices })
    this.#node = undefined
    this.#devices.clear()
  }

  #drain(nowMs: number, events: HostEvent[]): void {
    for (let next = this.#order.takeDue(nowMs); next !== undefined; next = this.#order.takeDue(nowMs)) {
      this.#process(next, nowMs, events)
    }
  }

  #giveUp(nowMs: number, events: HostEvent[]): void {
    const { due, late } = this.#order.release()
    for (const message of late) reject(events, message, 'host/seq-late', `seq ${message.seq} came late`)
    const { group, edge } = this
    for (const message of due) {
      if (message.seq !== this.#order.expected) {
        events.push({ kind: 'gap', group, edge, expected: this.#order.expected, got: message.seq })
        this.rebirth.want()
      }
      this.#order.expected = nextSeq(message.seq)
      this.#process(message, nowMs, events)
    }
  }

  #process(message: Arrived, nowMs: number, events: HostEvent[]): void {
    switch (message.parsed.kind) {
      case 'DBIRTH':
        this.#deviceBirth(message, message.parsed.device, nowMs, events)
        return
      case 'DDEATH':
        this.#deviceDeath(message, message.parsed.device, nowMs, events)
        return
      case 'NDATA':
      case 'DDATA':
        this.#data(message, nowMs, events)
        return
    }
  }

  #deviceBirth(message: Arrived, device: string, nowMs: number, events: HostEvent[]): void {
    const { group, edge } = this
    const payload = this.#decode(message, events)
    const metrics = new AnnouncedMetrics()
    const read = payload && (this.#fits(payload, device) ? metrics.announce(payload, nowMs) : TOO_MANY)
    if (read !== undefined && !isRefusal(read)) {
      this.#devices.set(device, metrics)
      events.push({ kind: 'deviceBirth', group, edge, device, ...parts(read, nowMs) })
      return
    }
    if (read !== undefined) this.#refuse(message, read, events)
    this.#forgetDevice(device, nowMs, events)
  }

  /** Its birth was refused: the old names no longer hold. */
  #forgetDevice(device: string, nowMs: number, events: HostEvent[]): void {
    const { group, edge } = this
    if (this.#devices.delete(device)) events.push({ kind: 'deviceDeath', group, edge, device, atMs: nowMs })
  }

  /** [tck-id-operational-behavior-edge-node-termination-host-action-ddeath-devices-offline]: as of the message's time. */
  #deviceDeath(message: Arrived, device: string, nowMs: number, events: HostEvent[]): void {
    const payload = this.#decode(message, events)
    if (payload === undefined) return
    if (!this.#devices.delete(device)) {
      reject(events, message, 'host/before-birth', `DDEATH of unborn ${device}`)
      return
    }
    const { group, edge } = this
    events.push({ kind: 'deviceDeath', group, edge, device, atMs: payload.timestampMs ?? nowMs })
  }

  #data(message: Arrived, nowMs: number, events: HostEvent[]): void {
    const { group, edge, device } = message.parsed
    const announced = this.announced(device)
    if (announced === undefined) {
      this.rebirth.want()
      reject(events, message, 'host/before-birth', `data of unborn ${device ?? edge}`)
      return
    }
    try {
      const read = announced.read(message.payload, nowMs)
      if (isRefusal(read)) this.#refuse(message, read, events)
      else if (device === undefined) events.push({ kind: 'nodeData', group, edge, ...parts(read, nowMs) })
      else events.push({ kind: 'deviceData', group, edge, device, ...parts(read, nowMs) })
    } catch (error) {
      this.#undecodable(message, error, events)
    }
  }

  #decode(message: Arrived, events: HostEvent[]): Payload | undefined {
    try {
      return decodePayload(message.payload)
    } catch (error) {
      this.#undecodable(message, error, events)
      return undefined
    }
  }

  #undecodable(message: Arrived, error: unknown, events: HostEvent[]): void {
    if (!(error instanceof SparkplugDecodeError)) throw error
    this.#refuse(message, { code: error.code, reason: error.message }, events)
  }

  /** What was in the message is missing now, so the present state has to be asked for. */
  #refuse(message: Death, { code, reason }: Refusal, events: HostEvent[]): void {
    this.rebirth.want()
    reject(events, message, code, reason)
  }

  /** Whether a birth stays within the bounds; a device counts as a metric, so that empty ones are bounded too. */
  #fits(payload: Payload, device?: string): boolean {
    const others = device === undefined ? 0 : 1 + this.metricsBut(device)
    return payload.metrics.length + others <= Math.min(this.limits.maxMetrics, this.limits.metricsLeftFor(this))
  }
}

const TOO_MANY: Refusal = { code: 'host/too-many-metrics', reason: 'the births announce more metrics than allowed' }

/** Adds a refused message to the events. */
export function reject(events: HostEvent[], { topic }: { topic: string }, code: RejectCode, reason: string): void {
  events.push({ kind: 'rejected', topic, code, reason })
}

function parts({ payload, metrics, unsupported }: ReadMetrics, nowMs: number) {
  return { atMs: payload.timestampMs ?? nowMs, metrics, unsupported }
}

function bdSeqOf(payload: Payload): number | undefined {
  const metric = payload.metrics.find(({ name }) => name === BD_SEQ)
  return typeof metric?.value === 'number' ? metric.value : undefined
}
