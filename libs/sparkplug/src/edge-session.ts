import type { DataTypeName } from './data-type'
import { type BornMetric, type BornMetrics, type EdgeCommand, readCommands } from './edge-command'
import { SessionError } from './errors'
import type { Metric, MetricValue, PropertySet } from './payload'
import { encodePayload } from './payload-encoder'
import { BD_SEQ, nextSeq, REBIRTH, SEQ_COUNT } from './sequence'
import { checkedId, type MessageKind, type Outgoing, parseTopic, topicFor } from './topic'

/** Options of an edge session. */
export interface EdgeSessionOptions {
  group: string
  edge: string
  /** Writes datatypes into data too, for readers that cannot do without. Default false, as the specification asks. */
  includeDatatype?: boolean
  /** The last bdSeq an earlier process used; the first `will` takes the one after it. Without it the first is 0. */
  bdSeq?: number
}

/** A metric as the birth announces it. */
export interface MetricSpec {
  name: string
  datatype: DataTypeName
  properties?: PropertySet
}

/** A metric of a birth with its present value; null when it has none. `timestampMs` defaults to the birth's time. */
export type BirthMetric = MetricSpec & { value: MetricValue; timestampMs?: number }

/** A value to report; `timestampMs` defaults to the message's time. Historical values do not move the live tag. */
export interface DataValue {
  name: string
  value: MetricValue
  timestampMs?: number
  isHistorical?: boolean
  properties?: PropertySet
}

interface Born extends BornMetrics {
  dataTopic: string
  byName: Map<string, BornMetric>
  byAlias: Map<number, BornMetric>
}

/**
 * One edge node with its devices, as a state machine without a network: each call returns what to send and advances the
 * session; a call that throws sends nothing and changes nothing. All times are ms since 1970 UTC, whole numbers.
 */
export class EdgeSession {
  readonly group: string
  readonly edge: string
  readonly #includeDatatype: boolean
  readonly #devices = new Map<string, Born>()
  // By owner ('' is the node) and name, kept over rebirths: an alias never changes its meaning while the process lives.
  readonly #aliases = new Map<string, Map<string, number>>()
  #nextAlias = 1
  #bdSeq: number
  #connected = false
  #seq = 0
  #node: Born | undefined
  #rebirthPending = false

  constructor(options: EdgeSessionOptions) {
    this.group = checkedId('group', options.group)
    this.edge = checkedId('edge', options.edge)
    this.#includeDatatype = options.includeDatatype ?? false
    this.#bdSeq = options.bdSeq === undefined ? SEQ_COUNT - 1 : options.bdSeq % SEQ_COUNT
  }

  /** The bdSeq of the last `will`, to be kept for the next process. */
  get bdSeq(): number {
    return this.#bdSeq
  }

  /** Whether a host asked for births that have not begun yet; until then data may not be sent. */
  get rebirthPending(): boolean {
    return this.#rebirthPending
  }

  /** Whether the node (no argument) or the device has announced itself in this session. */
  isBorn(device?: string): boolean {
    return device === undefined ? this.#node !== undefined : this.#devices.has(device)
  }

  /**
   * The Will to CONNECT with; call once per CONNECT. It takes the next bdSeq, or with `again`, when the last Will never left in a
   * CONNECT, the same one; and it ends the session before.
   * [tck-id-payloads-ndeath-will-message, -qos, -retain, tck-id-topics-nbirth-bdseq-increment]
   */
  will(atMs: number, again = false): Outgoing {
    const bdSeq = again ? this.#bdSeq : nextSeq(this.#bdSeq)
    const message = this.#death(bdSeq, atMs)
    this.#bdSeq = bdSeq
    this.#end()
    this.#connected = true
    return message
  }

  /**
   * NBIRTH with seq 0; adds bdSeq and the Rebirth control, neither with an alias. After it every device needs its birth
   * again. [tck-id-topics-nbirth-seq-num, -rebirth-metric, -bdseq-included, tck-id-payloads-alias-birth-requirement]
   */
  nodeBirth(metrics: readonly BirthMetric[], atMs: number): Outgoing {
    if (!this.#connected) throw new SessionError('session/no-will', 'no CONNECT with a will before this birth')
    const own: Metric[] = [
      { name: BD_SEQ, datatype: 'Int64', value: this.#bdSeq, timestampMs: atMs },
      { name: REBIRTH, datatype: 'Boolean', value: false, timestampMs: atMs },
    ]
    const { born, list } = this.#announce('NDATA', undefined, metrics, own, atMs)
    const message = this.#message('NBIRTH', undefined, list, atMs, 0, true)
    this.#node = born
    this.#devices.clear()
    this.#rebirthPending = false
    this.#seq = nextSeq(0)
    return message
  }

  /** DBIRTH, after the NBIRTH of this session and before any data. [tck-id-message-flow-device-birth-publish-nbirth-wait] */
  deviceBirth(device: string, metrics: readonly BirthMetric[], atMs: number): Outgoing {
    this.#requireNode()
    // Ids that differ only by case would be one tag folder on many hosts. [tck-id-case-sensitivity-sparkplug-ids]
    if (!this.#devices.has(device)) {
      const lower = device.toLowerCase()
      for (const other of this.#devices.keys()) {
        if (other.toLowerCase() === lower) throw new SessionError('session/duplicate-name', `${device} and ${other}`)
      }
    }
    const { born, list } = this.#announce('DDATA', device, metrics, [], atMs)
    const message = this.#message('DBIRTH', device, list, atMs, this.#seq, true)
    this.#devices.set(device, born)
    this.#seq = nextSeq(this.#seq)
    return message
  }

  /** NDATA: what changed at the node, by alias. */
  nodeData(values: Iterable<DataValue>, atMs: number): Outgoing {
    return this.#data(this.#requireNode(), values, atMs)
  }

  /** DDATA: what changed at a device, by alias. Throws `SessionError` for a device or metric no birth announced. */
  deviceData(device: string, values: Iterable<DataValue>, atMs: number): Outgoing {
    this.#requireNode()
    return this.#data(this.#requireDevice(device), values, atMs)
  }

  /** DDEATH: the connection to a device is lost. [tck-id-operational-behavior-device-ddeath] */
  deviceDeath(device: string, atMs: number): Outgoing {
    this.#requireDevice(device)
    const message = this.#message('DDEATH', device, [], atMs, this.#seq, false)
    this.#devices.delete(device)
    this.#seq = nextSeq(this.#seq)
    return message
  }

  /**
   * NDEATH before leaving on purpose; the session is over, and the next one begins with `will`.
   * [tck-id-operational-behavior-edge-node-intentional-disconnect-ndeath]
   */
  death(atMs: number): Outgoing {
    if (!this.#connected) throw new SessionError('session/no-will', 'no session to end')
    const message = this.#death(this.#bdSeq, atMs)
    this.#end()
    return message
  }

  /**
   * What an NCMD or DCMD asks for; empty for topics of others. Never throws. After a rebirth is asked for, data throws
   * until `nodeBirth`, and further requests are the same one.
   * [tck-id-operational-behavior-data-commands-rebirth-action-1]
   */
  onCommand(topic: string, payload: Uint8Array): EdgeCommand[] {
    const parsed = parseTopic(topic)
    if (parsed === undefined || (parsed.kind !== 'NCMD' && parsed.kind !== 'DCMD')) return []
    if (parsed.group !== this.group || parsed.edge !== this.edge) return []
    const born = parsed.device === undefined ? this.#node : this.#devices.get(parsed.device)
    return readCommands(payload, born, parsed.device).filter((command) => {
      if (command.kind !== 'rebirth') return true
      if (this.#rebirthPending) return false
      this.#rebirthPending = true
      return true
    })
  }

  #end(): void {
    this.#connected = false
    this.#node = undefined
    this.#devices.clear()
    this.#rebirthPending = false
  }

  #requireNode(): Born {
    if (this.#node === undefined) throw new SessionError('session/not-born', `${this.group}/${this.edge} is not born`)
    if (this.#rebirthPending) throw new SessionError('session/rebirth-pending', 'a host waits for the births')
    return this.#node
  }

  #requireDevice(device: string): Born {
    const born = this.#devices.get(device)
    if (born === undefined) throw new SessionError('session/not-born', `device ${device} is not born`)
    return born
  }

  /** The metrics of a birth with their aliases. [tck-id-payloads-alias-uniqueness, tck-id-case-sensitivity-metric-names] */
  #announce(
    dataKind: 'NDATA' | 'DDATA',
    device: string | undefined,
    metrics: readonly BirthMetric[],
    list: Metric[],
    atMs: number,
  ): { born: Born; list: Metric[] } {
    const born: Born = {
      dataTopic: topicFor(dataKind, this.group, this.edge, device),
      byName: new Map(),
      byAlias: new Map(),
    }
    const lowerNames = new Set(list.map((metric) => metric.name!.toLowerCase()))
    for (const { name, datatype, value, timestampMs, properties } of metrics) {
      const lower = name.toLowerCase()
      if (name === BD_SEQ || name === REBIRTH)
        throw new SessionError('session/reserved-name', `${name} is the session's`)
      if (lowerNames.has(lower)) throw new SessionError('session/duplicate-name', `${name} is there twice`)
      lowerNames.add(lower)
      const alias = this.#aliasOf(device ?? '', name)
      const metric: BornMetric = { name, alias, datatype }
      born.byName.set(name, metric)
      born.byAlias.set(alias, metric)
      list.push({ name, alias, timestampMs: timestampMs ?? atMs, datatype, value, properties })
    }
    return { born, list }
  }

  #aliasOf(owner: string, name: string): number {
    let names = this.#aliases.get(owner)
    if (names === undefined) {
      names = new Map()
      this.#aliases.set(owner, names)
    }
    let alias = names.get(name)
    if (alias === undefined) {
      alias = this.#nextAlias++
      names.set(name, alias)
    }
    return alias
  }

  #data(born: Born, values: Iterable<DataValue>, atMs: number): Outgoing {
    const metrics: Metric[] = []
    let latestMs = 0
    let inOrder = true
    for (const { name, value, timestampMs = atMs, isHistorical, properties } of values) {
      const known = born.byName.get(name)
      if (known === undefined) throw new SessionError('session/unknown-metric', `${name} is not in the birth`)
      if (!isHistorical) {
        if (timestampMs < latestMs) inOrder = false
        else latestMs = timestampMs
      }
      metrics.push({ alias: known.alias, timestampMs, datatype: known.datatype, value, isHistorical, properties })
    }
    // [tck-id-operational-behavior-data-publish-nbirth-order, -dbirth-order]
    if (!inOrder) metrics.sort((a, b) => a.timestampMs! - b.timestampMs!)
    const options = { includeDatatype: this.#includeDatatype }
    const payload = encodePayload({ timestampMs: atMs, seq: this.#seq, metrics }, options)
    this.#seq = nextSeq(this.#seq)
    return { topic: born.dataTopic, payload, qos: 0, retain: false }
  }

  /** [tck-id-topics-nbirth-mqtt, -dbirth-mqtt, -ddeath-mqtt]: QoS 0, not retained. */
  #message(
    kind: MessageKind,
    device: string | undefined,
    metrics: Metric[],
    atMs: number,
    seq: number,
    includeDatatype: boolean,
  ): Outgoing {
    const topic = topicFor(kind, this.group, this.edge, device)
    return {
      topic,
      payload: encodePayload({ timestampMs: atMs, seq, metrics }, { includeDatatype }),
      qos: 0,
      retain: false,
    }
  }

  /** NDEATH: only bdSeq, and no seq. [tck-id-topics-ndeath-payload, -ndeath-seq] */
  #death(bdSeq: number, atMs: number): Outgoing {
    const metrics: Metric[] = [{ name: BD_SEQ, datatype: 'Int64', value: bdSeq, timestampMs: atMs }]
    return {
      topic: topicFor('NDEATH', this.group, this.edge),
      payload: encodePayload({ timestampMs: atMs, metrics }, { includeDatatype: true }),
      qos: 1,
      retain: false,
    }
  }
}
