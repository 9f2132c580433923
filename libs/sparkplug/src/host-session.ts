import type { DataTypeName } from './data-type'
import { SessionError, SparkplugDecodeError } from './errors'
import { type Death, HostEdge, type HostEdgeLimits, reject } from './host-edge'
import type { HostEvent, HostOutcome } from './host-event'
import type { Metric, MetricValue } from './payload'
import { peekPayload } from './payload-decoder'
import { encodePayload } from './payload-encoder'
import { RebirthQueue } from './rebirth-queue'
import { REBIRTH } from './sequence'
import { decodeState, encodeState } from './state-message'
import { checkedId, type Outgoing, type ParsedTopic, parseTopic, stateTopic, topicFor } from './topic'

/** Options of a host session. */
export interface HostSessionOptions {
  hostId: string
  /** How long messages wait for a missing earlier one, ms. [tck-id-operational-behavior-host-reordering-param] */
  reorderMs: number
  /** The shortest time between two rebirth requests to one edge, ms; default 5,000. It doubles while the need persists. */
  rebirthEveryMs?: number
  /** How many edge nodes are remembered, default 2,000; one that is offline makes place for a new one. */
  maxEdges?: number
  /** How many metrics an edge may announce, its devices' included; default 100,000. */
  maxMetricsPerEdge?: number
  /** How many metrics all edges together may announce, default 1,000,000. */
  maxMetrics?: number
  /** How many bytes a payload may have to be looked into, default 1 MiB. */
  maxPayloadBytes?: number
  /** How many bytes may wait for missing messages, of all edges together, default 64 MiB; beyond it who holds most goes on without. */
  maxHeldBytes?: number
}

/** A value to write; its datatype comes from the birth. */
export interface CommandValue {
  name: string
  value: MetricValue
}

/** Whom a command is for: an edge node, or one of its devices. */
export interface CommandTarget {
  group: string
  edge: string
  device?: string
}

/** An edge node as the host sees it now. */
export interface EdgeStatus {
  group: string
  edge: string
  online: boolean
  devices: string[]
}

/**
 * A host application's side of all edges on one server, as a state machine without a network. `receive` and `tick` never
 * throw, whatever comes; times are ms since 1970 UTC of the host's clock. Call `will`, connect, subscribe to `spBv1.0/#`,
 * then publish `birth` first of all. Several servers need a session each.
 */
export class HostSession {
  readonly hostId: string
  readonly #topic: string
  readonly #limits: HostEdgeLimits
  readonly #maxEdges: number
  readonly #maxPayloadBytes: number
  readonly #maxHeldBytes: number
  readonly #rebirths: RebirthQueue
  readonly #edges = new Map<string, HostEdge>()
  #stateMs: number | undefined
  #announced = false

  constructor(options: HostSessionOptions) {
    this.hostId = checkedId('host', options.hostId)
    this.#topic = stateTopic(options.hostId)
    this.#maxEdges = options.maxEdges ?? 2_000
    this.#maxPayloadBytes = options.maxPayloadBytes ?? 1_048_576
    this.#maxHeldBytes = options.maxHeldBytes ?? 67_108_864
    this.#limits = {
      reorderMs: options.reorderMs,
      rebirthEveryMs: options.rebirthEveryMs ?? 5_000,
      maxMetrics: options.maxMetricsPerEdge ?? 100_000,
      metricsLeftFor: (edge) => (options.maxMetrics ?? 1_000_000) - this.#metricsOfOthers(edge),
    }
    this.#rebirths = new RebirthQueue(this.#limits.rebirthEveryMs)
  }

  /** The Will to CONNECT with; `atMs` is the time of connecting. [tck-id-host-topic-phid-death-payload-timestamp-connect] */
  will(atMs: number): Outgoing {
    this.#stateMs = atMs
    this.#announced = false
    return this.#state(false, atMs)
  }

  /** STATE online with the will's timestamp; throws without a will. [tck-id-host-topic-phid-birth-payload-timestamp] */
  birth(): Outgoing {
    if (this.#stateMs === undefined)
      throw new SessionError('session/no-will', 'no CONNECT with a will before this birth')
    this.#announced = true
    return this.#state(true, this.#stateMs)
  }

  /** STATE offline, to be published before disconnecting on purpose. [tck-id-operational-behavior-host-application-termination] */
  death(atMs: number): Outgoing {
    this.#announced = false
    this.#stateMs = undefined
    return this.#state(false, atMs)
  }

  /** Takes a message of any topic. Commands, which the host's own subscription echoes, give nothing. */
  receive(topic: string, payload: Uint8Array, nowMs: number): HostOutcome {
    const outcome: HostOutcome = { events: [], send: [] }
    const parsed = parseTopic(topic)
    if (parsed === undefined) reject(outcome.events, { topic }, 'host/topic', 'no Sparkplug B topic')
    else if (parsed.kind === 'STATE') this.#hostState(topic, parsed.hostId, payload, outcome)
    else if (parsed.kind !== 'NCMD' && parsed.kind !== 'DCMD') this.#edgeMessage(topic, parsed, payload, nowMs, outcome)
    return outcome
  }

  /** To be called several times per `reorderMs`: gives up on missing messages and repeats rebirth requests that are due. */
  tick(nowMs: number): HostOutcome {
    const outcome: HostOutcome = { events: [], send: [] }
    for (const edge of this.#edges.values()) edge.expire(nowMs, outcome.events)
    // Those that do not answer must not take the place of those that were not asked yet.
    const silent: HostEdge[] = []
    for (const edge of this.#edges.values()) {
      if (edge.rebirth.unheard) silent.push(edge)
      else this.#askForBirths(edge, nowMs, outcome.send)
    }
    for (const edge of silent) this.#askForBirths(edge, nowMs, outcome.send)
    return outcome
  }

  /** After a connection: what was known of every edge is hearsay now. The requests that may go at once; `tick` gives the others. */
  connected(nowMs: number): Outgoing[] {
    const send: Outgoing[] = []
    for (const edge of this.#edges.values()) {
      edge.rebirth.wantAnew()
      this.#askForBirths(edge, nowMs, send)
    }
    return send
  }

  /** Births of an edge that is online are wanted for a reason of the application; `tick` gives the request when its turn comes. */
  wantBirths(group: string, edge: string): void {
    const known = this.#edges.get(`${group}/${edge}`)
    if (known?.online) known.rebirth.want()
  }

  /** All edge nodes ever heard of (within the bound), online or not. */
  *edges(): Generator<EdgeStatus> {
    for (const { group, edge, online, devices } of this.#edges.values()) yield { group, edge, online, devices }
  }

  /**
   * NCMD, or DCMD with a device, by alias where the birth gave one. Undefined when the target is not born or did not
   * announce one of the metrics; throws `SparkplugEncodeError` for a value of another datatype.
   * [tck-id-payloads-alias-data-cmd-requirement, tck-id-payloads-ncmd-seq, tck-id-topics-ncmd-mqtt, -dcmd-mqtt]
   */
  command({ group, edge, device }: CommandTarget, values: Iterable<CommandValue>, atMs: number): Outgoing | undefined {
    const announced = this.#edges.get(`${group}/${edge}`)?.announced(device)
    if (announced === undefined) return undefined
    const metrics: Metric[] = []
    for (const { name, value } of values) {
      const known = announced.find(name)
      if (known === undefined) return undefined
      metrics.push({
        name: known.alias === undefined ? name : undefined,
        alias: known.alias,
        timestampMs: atMs,
        datatype: known.datatype,
        value,
      })
    }
    const topic = topicFor(device === undefined ? 'NCMD' : 'DCMD', group, edge, device)
    return { topic, payload: encodePayload({ timestampMs: atMs, metrics }), qos: 0, retain: false }
  }

  /** [tck-id-message-flow-hid-sparkplug-state-message-delivered]: nobody else may declare this host offline. */
  #hostState(topic: string, hostId: string, payload: Uint8Array, { events, send }: HostOutcome): void {
    const state = decodeState(payload)
    if (state === undefined) {
      reject(events, { topic }, 'host/state', 'no STATE message of version 3.0')
      return
    }
    events.push({ kind: 'hostState', hostId, online: state.online, atMs: state.atMs })
    if (hostId === this.hostId && !state.online && this.#announced) send.push(this.birth())
  }

  #edgeMessage(
    topic: string,
    parsed: Exclude<ParsedTopic, { kind: 'STATE' }>,
    payload: Uint8Array,
    nowMs: number,
    { events, send }: HostOutcome,
  ): void {
    if (payload.length > this.#maxPayloadBytes) {
      this.#tooLarge({ topic, parsed, payload, sentMs: undefined }, nowMs, events)
      return
    }
    try {
      const { seq, timestampMs: sentMs } = peekPayload(payload)
      if (parsed.kind === 'NDEATH') {
        const edge = this.#edges.get(`${parsed.group}/${parsed.edge}`)
        if (edge === undefined) reject(events, { topic }, 'host/stale-death', 'the edge is not known')
        else edge.nodeDeath({ topic, parsed, payload, sentMs }, nowMs, events)
        return
      }
      if (seq === undefined) {
        reject(events, { topic }, 'host/seq-missing', `${parsed.kind} without seq`)
        return
      }
      const edge = this.#edgeFor(parsed.group, parsed.edge)
      if (edge === undefined) {
        reject(events, { topic }, 'host/too-many-edges', `more than ${this.#maxEdges} edges`)
        return
      }
      edge.receive({ topic, parsed, payload, seq, sentMs }, nowMs, events)
      if (edge.heldBytes > 0) this.#boundHeld(nowMs, events)
      this.#askForBirths(edge, nowMs, send)
    } catch (error) {
      if (!(error instanceof SparkplugDecodeError)) throw error
      reject(events, { topic }, error.code, error.message)
    }
  }

  /** An edge that is not known yet becomes so by a message that can be read. */
  #tooLarge(message: Death, nowMs: number, events: HostEvent[]): void {
    const { topic, parsed, payload } = message
    const reason = `${payload.length} bytes, more than ${this.#maxPayloadBytes}`
    const edge = this.#edges.get(`${parsed.group}/${parsed.edge}`)
    if (edge === undefined) reject(events, { topic }, 'host/too-large', reason)
    else edge.unread(message, { code: 'host/too-large', reason }, nowMs, events)
  }

  #metricsOfOthers(edge: HostEdge): number {
    let count = 0
    for (const other of this.#edges.values()) if (other !== edge) count += other.metricsBut()
    return count
  }

  /** One message was added, so it is enough that one edge goes on. */
  #boundHeld(nowMs: number, events: HostEvent[]): void {
    let total = 0
    let most: HostEdge | undefined
    for (const edge of this.#edges.values()) {
      total += edge.heldBytes
      if (edge.heldBytes > (most?.heldBytes ?? 0)) most = edge
    }
    if (total > this.#maxHeldBytes) most?.goOn(nowMs, events)
  }

  #edgeFor(group: string, edge: string): HostEdge | undefined {
    const key = `${group}/${edge}`
    const known = this.#edges.get(key)
    if (known !== undefined) return known
    if (this.#edges.size >= this.#maxEdges && !this.#forgetOffline()) return undefined
    const created = new HostEdge(group, edge, this.#limits)
    this.#edges.set(key, created)
    return created
  }

  #forgetOffline(): boolean {
    for (const [key, edge] of this.#edges) {
      if (!edge.online) return this.#edges.delete(key)
    }
    return false
  }

  /** [tck-id-operational-behavior-data-commands-ncmd-rebirth-verb, -rebirth-name, -rebirth-value] */
  #askForBirths(edge: HostEdge, nowMs: number, send: Outgoing[]): void {
    if (this.#rebirths.admits(edge, nowMs)) send.push(rebirthRequest(edge.group, edge.edge, nowMs))
  }

  /** [tck-id-host-topic-phid-birth-qos, -birth-retain, -death-qos, -death-retain] */
  #state(online: boolean, atMs: number): Outgoing {
    return { topic: this.#topic, payload: encodeState({ online, atMs }), qos: 1, retain: true }
  }
}

const REBIRTH_TYPE: DataTypeName = 'Boolean'

/** The NCMD that asks an edge node for all its births. [tck-id-operational-behavior-data-commands-ncmd-rebirth-verb] */
export function rebirthRequest(group: string, edge: string, atMs: number): Outgoing {
  const metrics: Metric[] = [{ name: REBIRTH, datatype: REBIRTH_TYPE, value: true, timestampMs: atMs }]
  const payload = encodePayload({ timestampMs: atMs, metrics }, { includeDatatype: true })
  return { topic: topicFor('NCMD', group, edge), payload, qos: 0, retain: false }
}
