import {
  GATEWAY_SIGNALS,
  JOURNAL_BLOCKED,
  JOURNAL_DROPPED,
  JOURNAL_EPOCH,
  JOURNAL_EPOCHS,
  JOURNAL_POSITION,
  JOURNAL_SIGNALS,
  JOURNAL_SKIPPED,
  JOURNAL_WATERMARK,
  JOURNAL_WATERMARK_EPOCH,
  POSITION_SIGNALS,
  type Signal,
} from '@wanding/contracts'
import { Link, type LinkStatus } from '@wanding/link'
import {
  type BirthMetric,
  type DataTypeName,
  decodeState,
  EdgeSession,
  type MetricValue,
  type Outgoing,
  parseTopic,
} from '@wanding/sparkplug'
import { BirthLeave } from './birth-leave'
import type { JournalOptions, JournalPlace } from './journal/gateway-journal'
import type { JournalledMessage, JournalledValue } from './journal/journalled-message'
import { ToldByJournal, type Wire } from './journal/told-by-journal'
import { phaseOf } from './phase'
import { type ReadSignal, ReportByException, type SignalValue } from './report-by-exception'

/** A machine behind a gateway: what it is called, what it can say, and how to read it now. */
export interface Device {
  id: string
  signals: readonly Signal[]
  read: ReadSignal
}

export interface BrokerAddress {
  url: string
  protocolVersion: 4 | 5
  user?: string
  password?: string
}

export interface EdgeNodeOptions {
  mill: string
  gateway: string
  run: string
  software: string
  devices: readonly Device[]
  broker: BrokerAddress
  /** Mill time now, epoch ms: the stamp of births. */
  millNowMs: () => number
  /** Real time, epoch ms, as `publish` is told it; the computer's clock if not given. */
  realNowMs?: () => number
  onStateChange: (connected: boolean, reason?: string) => void
  /** Another client seems to have this gateway's id at the broker. */
  onRival?: (reason: string) => void
  /** A command was not obeyed, for the broker had kept it; told of the first. */
  onRetainedCommand?: (topic: string) => void
  faults?: GatewayCondition
  /** Without one what cannot be told at once is lost, as with any plain gateway. */
  journal?: Omit<JournalOptions, 'run'>
  sparkplug?: SparkplugOptions
}

/** What a plant may want of Sparkplug beyond its rules. */
export interface SparkplugOptions {
  /** Id of the host without which there is nothing to say: births wait for its STATE. */
  primaryHost?: string
  /** Datatypes in data, too, for tools that cannot read without. */
  includeDatatype?: boolean
}

/** What is wrong with the gateway itself. */
export interface GatewayCondition {
  /** It has no network: what it would publish is stored, and told later as history. */
  isCutOff: () => boolean
  /** How far its clock is behind, ms. */
  skewMs: () => number
}

/** A host that comes online hears us and asks for what it has missed; who says little in this time speaks up unasked, ms. */
const HOST_ASKS_MS = 3000
interface LiveDevice extends Device {
  report: ReportByException
  types: ReadonlyMap<string, DataTypeName>
}

/** One gateway of the mill on the wire: a Sparkplug edge node with its machines as devices. */
export class EdgeNode implements Wire {
  private readonly session: EdgeSession
  private readonly devices: LiveDevice[]
  private readonly link: Link
  private readonly about: ReportByException
  private readonly startedMs: number
  private readonly realNowMs: () => number
  private readonly toldByJournal: ToldByJournal | undefined
  private readonly leave: BirthLeave
  private born = false
  private cutOff = false
  private stopped = false
  private toldRetained = false
  /** Since when a host is online that may not know us, real time. */
  private hostCameMs: number | undefined

  constructor(private readonly options: EdgeNodeOptions) {
    const { mill, gateway, broker, sparkplug, realNowMs = Date.now } = options
    this.realNowMs = realNowMs
    this.startedMs = realNowMs()
    this.session = new EdgeSession({ group: mill, edge: gateway, includeDatatype: sparkplug?.includeDatatype ?? false })
    this.leave = new BirthLeave(sparkplug?.primaryHost)
    if (options.journal) this.toldByJournal = new ToldByJournal({ ...options.journal, run: options.run }, this)
    this.about = new ReportByException([...GATEWAY_SIGNALS, ...(options.journal ? JOURNAL_SIGNALS : [])])
    this.devices = options.devices.map((device) => ({
      ...device,
      report: new ReportByException(device.signals, phaseOf(device.id, 60) * 1000),
      types: typesOf(device.signals),
    }))
    this.link = new Link({
      ...broker,
      clientId: `${mill}-${gateway}`,
      will: (again) => {
        this.leave.connecting()
        return this.session.will(this.stamp(options.millNowMs()), again)
      },
      subscriptions: [
        { filter: `spBv1.0/${mill}/NCMD/${gateway}`, qos: 1 },
        { filter: `spBv1.0/${mill}/DCMD/${gateway}/#`, qos: 1 },
        { filter: 'spBv1.0/STATE/+', qos: 1 },
      ],
      leaveWithWill: true,
      onUp: () => {
        options.onStateChange(true)
        if (this.leave.isGiven) this.giveBirth()
      },
      onDown: (reason) => {
        this.born = false
        options.onStateChange(false, reason)
      },
      ...(options.onRival && { onRival: options.onRival }),
      onMessage: (topic, payload, retained) => this.receive(topic, payload, retained),
    })
  }

  /** A gateway that is started without network stays silent until it has one. */
  start(): void {
    this.stopped = false
    this.cutOff = this.options.faults?.isCutOff() ?? false
    if (!this.cutOff) this.link.start()
  }

  /** Says goodbye (NDEATH) before it disconnects [tck-id-operational-behavior-edge-node-intentional-disconnect-ndeath]. */
  async stop(): Promise<void> {
    this.stopped = true
    await this.sayGoodbye()
    await this.toldByJournal?.close()
  }

  private async sayGoodbye(): Promise<void> {
    await this.toldByJournal?.settled()
    const farewell = this.born ? [this.session.death(this.stamp(this.options.millNowMs()))] : []
    this.born = false
    await this.link.stop(farewell)
  }

  /** The primary host is gone: goodbye, and a session anew that waits for it. */
  private async startOver(): Promise<void> {
    await this.sayGoodbye()
    if (!this.stopped && !this.cutOff) this.link.start()
  }

  /** Tells what is new of every machine: to the journal first, where there is one, and then to the broker. */
  publish(millMs: number, nowMs: number): void {
    this.followNetwork()
    if (this.born && this.hostCameMs !== undefined && nowMs - this.hostCameMs >= HOST_ASKS_MS) this.giveBirth()
    if (this.toldByJournal) this.toldByJournal.second(() => this.news(millMs, nowMs), nowMs)
    else if (this.isOpen()) for (const message of this.news(millMs, nowMs)) this.link.publish(this.encoded(message))
  }

  isOpen(): boolean {
    return this.born && !this.session.rebirthPending
  }

  /** A message whose machine is gone, or that the disk has lost, is told as a position alone: no host need wait for it. */
  tell(message: JournalledMessage | undefined, place: JournalPlace, isHistorical: boolean): boolean {
    // What is encoded has its seq: dropped, it would be a gap for which the host asks for births.
    if (!this.link.hasRoom) return false
    const { device, atMs = this.stamp(this.options.millNowMs()), values = [] } = message ?? {}
    const types = device === undefined ? GATEWAY_TYPES : this.devices.find(({ id }) => id === device)?.types
    const told = types
      ? { device, atMs, values: values.filter(({ name, datatype }) => types.get(name) === datatype) }
      : { device: undefined, atMs, values: [] }
    return this.link.publish(this.encoded(told, place, isHistorical))
  }

  tellBlocked(isBlocked: boolean): boolean {
    if (!this.link.hasRoom) return false
    const values = [{ name: JOURNAL_BLOCKED, value: isBlocked }]
    return this.link.publish(this.session.nodeData(values, this.stamp(this.options.millNowMs())))
  }

  journalBegan(): void {
    if (this.isOpen()) this.giveBirth()
  }

  /** What is new of the gateway itself and of its machines. */
  private news(millMs: number, nowMs: number): JournalledMessage[] {
    const atMs = this.stamp(millMs)
    const own = this.about.changed((name) => this.own(name, nowMs), nowMs)
    const messages = [{ device: undefined as string | undefined, atMs, values: typed(GATEWAY_TYPES, own) }]
    for (const { id, report, read, types } of this.devices) {
      messages.push({ device: id, atMs, values: typed(types, report.changed(read, nowMs)) })
    }
    return messages.filter(({ values }) => values.length > 0)
  }

  private encoded({ device, atMs, values }: JournalledMessage, place?: JournalPlace, isHistorical = false): Outgoing {
    const all = [...(place ? placeValues(place) : []), ...values].map((value) => ({
      ...value,
      ...(isHistorical && { isHistorical }),
    }))
    return device === undefined ? this.session.nodeData(all, atMs) : this.session.deviceData(device, all, atMs)
  }

  /** Leaves without a word when the network fails, and comes back when it does. */
  private followNetwork(): void {
    const cutOff = this.options.faults?.isCutOff() ?? false
    if (cutOff === this.cutOff) return
    this.cutOff = cutOff
    if (cutOff) this.link.cut()
    else this.link.start()
  }

  private stamp(millMs: number): number {
    return Math.round(millMs - (this.options.faults?.skewMs() ?? 0))
  }

  get status(): LinkStatus {
    return this.link.status
  }

  /** All births straight after one another, before any data [tck-id-payloads-dbirth-order]. */
  private giveBirth(): void {
    const atMs = this.stamp(this.options.millNowMs())
    const nowMs = this.realNowMs()
    this.hostCameMs = undefined
    const own = this.about.birth((name) => this.own(name, nowMs))
    const places = this.toldByJournal ? POSITION_SIGNALS.map((signal) => birthMetric(signal, null)) : []
    const metrics = (list: { signal: Signal; value: MetricValue }[]) => [
      ...places,
      ...list.map(({ signal, value }) => birthMetric(signal, value)),
    ]
    this.link.publish(this.session.nodeBirth(metrics(own), atMs))
    for (const { id, report, read } of this.devices)
      this.link.publish(this.session.deviceBirth(id, metrics(report.birth(read)), atMs))
    this.born = true
    this.toldByJournal?.born(nowMs)
  }

  private receive(topic: string, payload: Uint8Array, retained: boolean): void {
    if (parseTopic(topic)?.kind === 'STATE') this.hostState(topic, payload, retained)
    else if (retained) this.refuseRetained(topic)
    else this.command(topic, payload)
  }

  /**
   * It would be carried out at each subscription, long after it was meant: an old watermark would give up what no host has.
   * [tck-id-payloads-ncmd-retain, tck-id-payloads-dcmd-retain]
   */
  private refuseRetained(topic: string): void {
    if (!this.toldRetained) this.options.onRetainedCommand?.(topic)
    this.toldRetained = true
  }

  /**
   * A host that comes online has missed our births, and a quiet gateway would long be unknown to it. But it asks whom it hears:
   * births at once and again at its request would be twice the work for it just when it has most to do.
   */
  private hostState(topic: string, payload: Uint8Array, retained: boolean): void {
    const demand = this.leave.demandOf(topic, payload, this.born)
    if (demand === 'birth' && this.status.connected) this.giveBirth()
    else if (demand === 'start over') void this.startOver()
    else if (this.born && !retained && decodeState(payload)?.online) this.hostCameMs ??= this.realNowMs()
  }

  /** Commands are denied by default; a rebirth request and a watermark are answered, everything else is ignored. */
  private command(topic: string, payload: Uint8Array): void {
    const commands = this.session.onCommand(topic, payload)
    if (!this.born) return
    const written = new Map(
      commands.flatMap((command) =>
        command.kind === 'write' && command.device === undefined ? [[command.name, command.value] as const] : [],
      ),
    )
    const epoch = written.get(JOURNAL_WATERMARK_EPOCH)
    const position = written.get(JOURNAL_WATERMARK)
    if (typeof epoch === 'string' && typeof position === 'number') {
      this.toldByJournal?.acknowledged(epoch, position, this.realNowMs())
    }
    if (commands.some((command) => command.kind === 'rebirth')) this.giveBirth()
  }

  /** What the gateway says of itself. */
  private own(name: string, nowMs: number): MetricValue {
    const { journal, skipped = 0 } = this.toldByJournal ?? {}
    switch (name) {
      case 'gateway/run':
        return this.options.run
      case 'gateway/software':
        return this.options.software
      case JOURNAL_EPOCHS:
        return JSON.stringify(journal?.kept() ?? [])
      case JOURNAL_BLOCKED:
        return journal?.blocked != null
      case JOURNAL_DROPPED:
        return journal?.dropped ?? 0
      case JOURNAL_SKIPPED:
        return skipped
      case JOURNAL_WATERMARK:
      case JOURNAL_WATERMARK_EPOCH:
        return null
      default:
        return Math.floor((nowMs - this.startedMs) / 1000)
    }
  }
}

const typesOf = (signals: readonly Signal[]): ReadonlyMap<string, DataTypeName> =>
  new Map(signals.map(({ name, datatype }) => [name, datatype]))
const GATEWAY_TYPES = typesOf([...GATEWAY_SIGNALS, ...JOURNAL_SIGNALS])

/** Devices fill the same array each time it is read: what is kept must be a copy. */
function typed(types: ReadonlyMap<string, DataTypeName>, news: readonly SignalValue[]): JournalledValue[] {
  return news.map(({ name, value }) => ({
    name,
    datatype: types.get(name)!,
    value: ArrayBuffer.isView(value) ? (value.slice() as MetricValue) : value,
  }))
}

const placeValues = ({ epoch, position }: JournalPlace): { name: string; value: MetricValue }[] => [
  { name: JOURNAL_EPOCH, value: epoch },
  { name: JOURNAL_POSITION, value: position },
]

const birthMetric = (signal: Signal, value: MetricValue): BirthMetric => ({
  name: signal.name,
  datatype: signal.datatype,
  value,
  ...(signal.unit && { properties: { engUnit: { type: 'String', value: signal.unit } } }),
})
