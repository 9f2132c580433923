import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common'
import { JOURNAL_EPOCHS, JOURNAL_WATERMARK, JOURNAL_WATERMARK_EPOCH, type Ledger } from '@wanding/contracts'
import { Link } from '@wanding/link'
import { type HostEvent, type HostOutcome, HostSession, type Outgoing } from '@wanding/sparkplug'
import { pino } from 'pino'
import { Bus } from '../bus'
import { API_CONFIG, type ApiConfig } from '../config'
import { Spool } from '../spool'
import { ADMISSION_LIMITS, Admission } from './admission'
import type { IngestStatus, IngestStatusSource } from './ingest-status.port'
import { Intake } from './intake'
import { StalledGateways } from './stalled-gateways'
import { keptEpochs, Understanding } from './understand'

const HOST_ID = 'wanding'
const STATE_TOPICS = 'spBv1.0/STATE/'
const TICK_MS = 250
const RATE_WINDOW_MS = 5000
const LOOK_FOR_STALLED_MS = 5000
/** More than a payload may have: what is too large is told of with its topic, unless it is so large that it costs memory only to get. */
const MOST_PACKET_BYTES = 32 * 1024 * 1024
const KEPT_REJECTIONS = 20
/** Two programs that take a session from one another come back within 75 s each; after twice that one has gone. */
const RIVALS_MS = 150_000

/** Listens to every gateway on the broker, and announces on the bus what they say. Knows nobody who listens. */
@Injectable()
export class IngestService implements IngestStatusSource, OnModuleInit, OnModuleDestroy {
  private readonly log
  private readonly session: HostSession
  private readonly understanding: Understanding
  private readonly intake: Intake
  private readonly link: Link
  private timer: NodeJS.Timeout | undefined
  private received = 0
  private rejected = 0
  private seqGaps = 0
  private rebirths = 0
  private lastReceivedMs: number | null = null
  private readonly rejections: string[] = []
  /** When journals of another program were last seen to alternate, by `<mill>/<gateway>`. */
  private readonly rivals = new Map<string, number>()
  private readonly stalled = new StalledGateways()
  private lookedMs = 0
  private rate = { sinceMs: 0, received: 0, perSecond: 0 }

  constructor(
    private readonly bus: Bus,
    private readonly spool: Spool,
    @Inject(API_CONFIG) config: ApiConfig,
  ) {
    this.log = pino({ name: 'ingest', level: config.logLevel })
    this.understanding = new Understanding(new Admission(spool.book.states()))
    this.intake = new Intake(bus, spool)
    spool.onDurable(() => this.intake.settled())
    this.session = new HostSession({
      ...{ hostId: HOST_ID, reorderMs: config.reorderMs, maxEdges: ADMISSION_LIMITS.gateways },
    })
    const { url, embedded, user, password } = config.mqtt
    this.link = new Link({
      url,
      protocolVersion: embedded ? 4 : 5,
      clientId: `wanding-host-${process.pid}-${Date.now().toString(36)}`,
      ...(user !== undefined && { user }),
      ...(password !== undefined && { password }),
      will: () => this.session.will(Date.now()),
      subscriptions: [{ filter: 'spBv1.0/#', qos: 1 }],
      maxPacketBytes: MOST_PACKET_BYTES,
      onUp: () => this.wentUp(),
      onDown: (reason) => this.wentDown(reason),
      onRival: (reason) => this.log.error({ reason }, 'somebody else may be connected to the broker as this backend'),
      onMessage: (topic, payload, retained) => this.receive(topic, payload, retained),
    })
  }

  onModuleInit(): void {
    this.link.start()
    this.timer = setInterval(() => this.tick(), TICK_MS)
  }

  /** First to stop at shutdown: the host says goodbye, then nothing new comes in. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer)
    await this.link.stop([this.session.death(Date.now())])
  }

  status(): IngestStatus {
    const { connected, sinceMs } = this.link.status
    return {
      connected,
      connectedSinceMs: sinceMs,
      received: this.received,
      perSecond: this.rate.perSecond,
      rejected: this.rejected,
      seqGaps: this.seqGaps,
      rebirthsRequested: this.rebirths,
      lastReceivedMs: this.lastReceivedMs,
      lastRejections: this.rejections,
      rivals: [...this.rivals.keys()].sort(),
    }
  }

  unjournalled(): Ledger['unjournalled'] {
    const { gateways, messages, lost } = this.intake.unplaced
    return { gateways: [...gateways].sort(), messages, lost }
  }

  private wentUp(): void {
    // tck-id-host-topic-phid-birth-required: STATE is the first thing that a host publishes.
    this.link.publish(this.session.birth())
    this.log.debug('connected to the broker')
    const nowMs = Date.now()
    this.bus.emit('broker', { connected: true, atMs: nowMs })
    // While we were away a gateway may have died and been born again.
    for (const message of this.session.connected(nowMs)) this.send(message)
  }

  private wentDown(reason: string): void {
    this.log.warn({ reason }, 'lost the broker; trying again')
    this.bus.emit('broker', { connected: false, atMs: Date.now() })
  }

  private receive(topic: string, payload: Uint8Array, retained: boolean): void {
    const nowMs = Date.now()
    this.received += 1
    this.lastReceivedMs = nowMs
    // Of all messages of Sparkplug only STATE is to be kept by a broker: nobody knows whether the others are still so.
    if (retained && !topic.startsWith(STATE_TOPICS)) {
      this.reject(topic, 'ingest/retained: the broker had kept it from before; it tells nothing of the present')
      return
    }
    this.settle(this.session.receive(topic, payload, nowMs), nowMs, payload)
  }

  private tick(): void {
    const nowMs = Date.now()
    this.settle(this.session.tick(nowMs), nowMs)
    this.tellWatermarks(nowMs)
    for (const [gateway, atMs] of this.rivals) if (Math.abs(nowMs - atMs) > RIVALS_MS) this.rivals.delete(gateway)
    this.askStalled(nowMs)
    const elapsed = nowMs - this.rate.sinceMs
    if (elapsed < RATE_WINDOW_MS) return
    const perSecond = this.rate.sinceMs === 0 ? 0 : ((this.received - this.rate.received) * 1000) / elapsed
    this.rate = { sinceMs: nowMs, received: this.received, perSecond }
  }

  /** A spool that takes nothing is what they wait for; births would not help. */
  private askStalled(nowMs: number): void {
    if (Math.abs(nowMs - this.lookedMs) < LOOK_FOR_STALLED_MS || this.spool.isFull) return
    this.lookedMs = nowMs
    for (const { mill, gateway } of this.stalled.find(this.spool.book.states(), nowMs)) {
      this.log.warn({ mill, gateway }, 'messages wait for one that does not come; the gateway is asked what it has')
      this.session.wantBirths(mill, gateway)
    }
  }

  private settle(outcome: HostOutcome, nowMs: number, payload?: Uint8Array): void {
    for (const event of outcome.events) {
      if (event.kind === 'rejected') this.reject(event.topic, `${event.code}: ${event.reason}`, payload)
      else if (event.kind === 'gap') this.seqGaps += 1
      else this.take(event, nowMs)
    }
    for (const message of outcome.send) this.send(message)
  }

  private take(event: HostEvent, nowMs: number): void {
    const understood = this.understanding.of(event, nowMs)
    if (!understood) return
    if (event.kind === 'nodeBirth' && !understood.isRefused) this.born(event, nowMs)
    // What comes again is no second letter.
    if (understood.isRefused || this.intake.take(understood, nowMs)) {
      for (const problem of understood.problems) this.reject(`${understood.mill}/${understood.gateway}`, problem)
    }
    if (understood.isRefused) return
    // It waits for this with what it has kept.
    if (event.kind === 'nodeBirth') this.tellWatermarks(nowMs)
  }

  private born({ group, edge, metrics }: Extract<HostEvent, { kind: 'nodeBirth' }>, nowMs: number): void {
    const epochs = keptEpochs(metrics)
    if (epochs?.length === 0) this.reject(`${group}/${edge}`, `${JOURNAL_EPOCHS} names no journals that there can be`)
    if (!this.intake.born(group, edge, epochs)) return
    const gateway = `${group}/${edge}`
    if (!this.rivals.has(gateway)) this.log.error({ gateway }, 'two programs are connected by turns as this gateway')
    this.rivals.set(gateway, nowMs)
  }

  private tellWatermarks(nowMs: number): void {
    for (const { mill, gateway, epoch, position } of this.intake.watermarks()) {
      const values = [
        { name: JOURNAL_WATERMARK_EPOCH, value: epoch },
        { name: JOURNAL_WATERMARK, value: position },
      ]
      const message = this.session.command({ group: mill, edge: gateway }, values, nowMs)
      if (message) this.link.publish(message)
    }
  }

  private send(message: Outgoing): void {
    if (message.topic.includes('/NCMD/')) this.rebirths += 1
    this.link.publish(message)
  }

  private reject(where: string, reason: string, payload?: Uint8Array): void {
    this.rejected += 1
    // What comes before its birth is asked for again.
    if (!reason.startsWith('host/before-birth'))
      this.spool.deadLetters.add({ atMs: Date.now(), where, reason, ...(payload && { payload }) })
    this.rejections.unshift(`${where.slice(0, 120)}: ${reason.slice(0, 200)}`)
    this.rejections.length = Math.min(this.rejections.length, KEPT_REJECTIONS)
    this.log.debug({ where, reason }, 'rejected')
  }
}
