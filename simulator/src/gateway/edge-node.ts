import { GATEWAY_SIGNALS, type Signal } from '@wanding/contracts'
import { Link, type LinkStatus } from '@wanding/link'
import { type BirthMetric, decodeState, EdgeSession, type MetricValue, parseTopic } from '@wanding/sparkplug'
import { StoreAndForward } from './faults/store-and-forward'
import { type ReadSignal, ReportByException } from './report-by-exception'

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
  onStateChange: (connected: boolean, reason?: string) => void
  faults?: GatewayCondition
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
/** Stored messages that are told at once; the rest waits for the next second. */
const BURST = 400

interface LiveDevice extends Device {
  report: ReportByException
}

/** One gateway of the mill on the wire: a Sparkplug edge node with its machines as devices. */
export class EdgeNode {
  private readonly session: EdgeSession
  private readonly devices: LiveDevice[]
  private readonly link: Link
  private readonly about = new ReportByException(GATEWAY_SIGNALS)
  private readonly startedMs = Date.now()
  private readonly store = new StoreAndForward()
  private born = false
  private cutOff = false
  /** Since when a host is online that may not know us, real time. */
  private hostCameMs: number | undefined

  constructor(private readonly options: EdgeNodeOptions) {
    const { mill, gateway, broker } = options
    this.session = new EdgeSession({ group: mill, edge: gateway })
    this.devices = options.devices.map((device) => ({
      ...device,
      report: new ReportByException(device.signals, phaseMsOf(device.id)),
    }))
    this.link = new Link({
      ...broker,
      clientId: `${mill}-${gateway}`,
      will: () => this.session.will(this.stamp(options.millNowMs())),
      subscriptions: [
        { filter: `spBv1.0/${mill}/NCMD/${gateway}`, qos: 1 },
        { filter: `spBv1.0/${mill}/DCMD/${gateway}/#`, qos: 1 },
        { filter: 'spBv1.0/STATE/+', qos: 1 },
      ],
      onUp: () => {
        options.onStateChange(true)
        this.giveBirth()
      },
      onDown: (reason) => {
        this.born = false
        options.onStateChange(false, reason)
      },
      onMessage: (topic, payload, retained) => this.receive(topic, payload, retained),
    })
  }

  /** A gateway that is started without network stays silent until it has one. */
  start(): void {
    this.cutOff = this.options.faults?.isCutOff() ?? false
    if (!this.cutOff) this.link.start()
  }

  /** Says goodbye (NDEATH) before it disconnects [tck-id-operational-behavior-edge-node-intentional-disconnect-ndeath]. */
  async stop(): Promise<void> {
    await this.link.stop(this.born ? [this.session.death(this.stamp(this.options.millNowMs()))] : [])
    this.born = false
  }

  /** Publishes what is new of every machine; nothing while there is no session. */
  publish(millMs: number, nowMs: number): void {
    const atMs = this.stamp(millMs)
    this.followNetwork()
    if (this.cutOff || (!this.born && this.store.size > 0)) {
      for (const { id, report, read } of this.devices) this.store.add(id, report.changed(read, nowMs), atMs)
      return
    }
    if (!this.born) return
    if (this.hostCameMs !== undefined && nowMs - this.hostCameMs >= HOST_ASKS_MS) this.giveBirth()
    this.forward()
    const ownNews = this.about.changed((name) => this.own(name, nowMs), nowMs)
    if (ownNews.length > 0) this.link.publish(this.session.nodeData(ownNews, atMs))
    for (const { id, report, read } of this.devices) {
      const news = report.changed(read, nowMs)
      if (news.length > 0) this.link.publish(this.session.deviceData(id, news, atMs))
    }
  }

  /** Leaves without a word when the network fails, and comes back when it does. */
  private followNetwork(): void {
    const cutOff = this.options.faults?.isCutOff() ?? false
    if (cutOff === this.cutOff) return
    this.cutOff = cutOff
    if (cutOff) this.link.cut()
    else this.link.start()
  }

  /** Tells what was stored, each message with its own time; history does not move what the host shows as the present. */
  private forward(): void {
    for (const { device, atMs, values } of this.store.take(BURST)) {
      this.link.publish(this.session.deviceData(device, values, atMs))
    }
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
    const nowMs = Date.now()
    this.hostCameMs = undefined
    const own = this.about.birth((name) => this.own(name, nowMs), nowMs)
    const ownMetrics = own.map(({ signal, value }) => birthMetric(signal, value))
    this.link.publish(this.session.nodeBirth(ownMetrics, atMs))
    for (const { id, report, read } of this.devices) {
      const metrics = report.birth(read, nowMs).map(({ signal, value }) => birthMetric(signal, value))
      this.link.publish(this.session.deviceBirth(id, metrics, atMs))
    }
    this.born = true
  }

  private receive(topic: string, payload: Uint8Array, retained: boolean): void {
    if (parseTopic(topic)?.kind === 'STATE') this.hostState(payload, retained)
    else this.command(topic, payload)
  }

  /**
   * A host that comes online has missed our births, and a quiet gateway would long be unknown to it. But it asks whom it hears:
   * births at once and again at its request would be twice the work for it just when it has most to do.
   */
  private hostState(payload: Uint8Array, retained: boolean): void {
    if (this.born && !retained && decodeState(payload)?.online) this.hostCameMs ??= Date.now()
  }

  /** Commands are denied by default; a rebirth request is answered, everything else is ignored. */
  private command(topic: string, payload: Uint8Array): void {
    const commands = this.session.onCommand(topic, payload)
    if (this.born && commands.some((command) => command.kind === 'rebirth')) this.giveBirth()
  }

  /** What the gateway says of itself. */
  private own(name: string, nowMs: number): MetricValue {
    if (name === 'gateway/run') return this.options.run
    if (name === 'gateway/software') return this.options.software
    return Math.floor((nowMs - this.startedMs) / 1000)
  }
}

/** Where in a minute the slow signals of a device fall: whole seconds, spread over the devices by their names. */
function phaseMsOf(id: string): number {
  let hash = 0
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) % 60
  return hash * 1000
}

const birthMetric = (signal: Signal, value: MetricValue): BirthMetric => ({
  name: signal.name,
  datatype: signal.datatype,
  value,
  ...(signal.unit && { properties: { engUnit: { type: 'String', value: signal.unit } } }),
})
