import { connect, type MqttClient } from 'mqtt'
import { RetryWait } from './retry-wait'
import { SignsOfLife } from './signs-of-life'

/** A message as both Sparkplug roles send it; structurally what the session state machines return. */
export interface LinkMessage {
  topic: string
  payload: Uint8Array
  qos: 0 | 1
  retain: boolean
}

export interface LinkOptions {
  url: string
  /** 4 is MQTT 3.1.1, 5 is MQTT 5. With 5, a broker that answers but refuses the session is asked again with 4. */
  protocolVersion: 4 | 5
  clientId: string
  user?: string
  password?: string
  /**
   * Called for every attempt: Sparkplug ties each session to a fresh Will (bdSeq, STATE timestamp). `again` is true when the Will
   * before never left in a CONNECT, because nobody answered.
   */
  will: (again: boolean) => LinkMessage
  /** Subscribed before `onUp`, so that nothing is missed between birth and subscription. */
  subscriptions: readonly { filter: string; qos: 0 | 1 }[]
  onUp: () => void
  onDown: (reason: string) => void
  /** `retained` is true for what the broker had kept from before the subscription. */
  onMessage: (topic: string, payload: Uint8Array, retained: boolean) => void
  keepaliveS?: number
  /** First and longest wait between two attempts, milliseconds; the wait doubles (retry-wait.ts) and is jittered. */
  retryMs?: readonly [first: number, longest: number]
  /**
   * With MQTT 5 the DISCONNECT of `stop` has reason 0x04: the broker publishes the Will although we leave on purpose
   * [tck-id-payloads-ndeath-will-message-publisher-disconnect-mqtt50].
   */
  leaveWithWill?: boolean
  /** It looks as if another client had our id; told once, until a session has stood for minutes. */
  onRival?: (reason: string) => void
  /** Bytes that may wait in the socket; above it messages are dropped and counted. */
  maxBufferedBytes?: number
  /** The largest packet that the broker may give us, which MQTT 5 can tell it; default 1 MiB. It keeps back what is larger. */
  maxPacketBytes?: number
}

export interface LinkStatus {
  connected: boolean
  sinceMs: number | null
  published: number
  /** Messages not sent because there was no connection or its buffer was full. */
  dropped: number
  lastError: string | null
}

const CONNECT_TIMEOUT_MS = 5000
const RETRY_MS = [250, 5000] as const
const MAX_PACKET_BYTES = 1024 * 1024
const FAREWELL_TIMEOUT_MS = 2000
const DISCONNECT_WITH_WILL = 0x04
/** MQTT 5: the broker has given the session to another client with the same id. */
const SESSION_TAKEN_OVER = 0x8e

/**
 * One MQTT connection with clean sessions, a fresh Will for each CONNECT and a bounded buffer.
 * It never queues while down: in Sparkplug the birth after the next CONNECT carries the present.
 */
export class Link {
  private client: MqttClient | undefined
  private up = false
  private stopped = true
  private retryTimer: NodeJS.Timeout | undefined
  private readonly wait: RetryWait
  private version: 4 | 5
  private willHasLeft = true
  private sinceMs: number | null = null
  private upAt = 0
  private published = 0
  private dropped = 0
  private lastError: string | null = null

  constructor(private readonly options: LinkOptions) {
    const [firstMs, longestMs] = options.retryMs ?? RETRY_MS
    this.wait = new RetryWait(firstMs, longestMs)
    this.version = options.protocolVersion
  }

  start(): void {
    if (!this.stopped) return
    this.stopped = false
    this.attempt()
  }

  /** Sends the farewell messages, closes, and resolves when the socket is gone. Safe to call twice. */
  async stop(farewell: readonly LinkMessage[] = []): Promise<void> {
    this.stopped = true
    clearTimeout(this.retryTimer)
    const client = this.client
    if (!client) return
    this.client = undefined
    if (this.up) {
      this.up = false
      await inTime(Promise.all(farewell.map((message) => this.sendAndWait(client, message))))
    }
    const withWill = this.version === 5 && this.options.leaveWithWill === true
    await inTime(
      new Promise<void>((done) =>
        client.end(false, withWill ? { reasonCode: DISCONNECT_WITH_WILL } : {}, () => done()),
      ),
    )
    // A connection that was still being made when it was to end may never say that it has.
    client.stream.destroy()
  }

  /** Whether there is a connection with room in its buffer: a message that would be dropped need not be made. */
  get hasRoom(): boolean {
    const limit = this.options.maxBufferedBytes ?? 16 * 1024 * 1024
    return this.client !== undefined && this.up && this.client.stream.writableLength <= limit
  }

  /** Publishes now or not at all. False when there is no connection or its buffer is full. */
  publish(message: LinkMessage): boolean {
    const client = this.client
    if (!client || !this.hasRoom) {
      this.dropped += 1
      return false
    }
    client.publish(message.topic, asBuffer(message.payload), { qos: message.qos, retain: message.retain })
    this.published += 1
    return true
  }

  /** Drops the connection without a farewell, so that the broker publishes the Will, and stays away until `start`. */
  cut(): void {
    this.stopped = true
    clearTimeout(this.retryTimer)
    this.client?.stream.destroy()
  }

  /** Drops the connection without a farewell; the broker publishes the Will and we connect anew. */
  reconnect(): void {
    this.client?.stream.destroy()
  }

  get status(): LinkStatus {
    return {
      connected: this.up,
      sinceMs: this.sinceMs,
      published: this.published,
      dropped: this.dropped,
      lastError: this.lastError,
    }
  }

  private attempt(): void {
    const { options } = this
    const will = options.will(!this.willHasLeft)
    this.willHasLeft = false
    const life = new SignsOfLife(() => client.sendPing())
    const client: MqttClient = connect(options.url, {
      protocolVersion: this.version,
      clientId: options.clientId,
      ...(options.user !== undefined && { username: options.user }),
      ...(options.password !== undefined && { password: options.password }),
      clean: true,
      keepalive: options.keepaliveS ?? 15,
      timerVariant: life.timer,
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
      ...(this.version === 5 && { properties: { maximumPacketSize: options.maxPacketBytes ?? MAX_PACKET_BYTES } }),
      will: { topic: will.topic, payload: asBuffer(will.payload), qos: will.qos, retain: will.retain },
    })
    this.client = client
    let answered = false
    client.stream.once('connect', () => {
      answered = true
      this.willHasLeft = true
    })
    client.on('error', (error) => {
      this.lastError = error.message || (error as NodeJS.ErrnoException).code || 'connection failed'
    })
    client.on('packetreceive', () => life.note())
    let isTakenOver = false
    client.on('disconnect', ({ reasonCode }) => {
      isTakenOver = reasonCode === SESSION_TAKEN_OVER
    })
    client.on('message', (topic, payload, { retain }) => options.onMessage(topic, payload, retain))
    client.once('connect', () => {
      this.willHasLeft = true
      this.subscribeAndGoUp(client)
    })
    client.once('close', () => this.closed(client, answered, isTakenOver))
  }

  private subscribeAndGoUp(client: MqttClient): void {
    const { subscriptions } = this.options
    const goUp = () => {
      if (this.client !== client) return
      this.up = true
      this.sinceMs = Date.now()
      this.upAt = performance.now()
      this.lastError = null
      this.options.onUp()
    }
    if (subscriptions.length === 0) {
      goUp()
      return
    }
    const wanted = Object.fromEntries(subscriptions.map(({ filter, qos }) => [filter, { qos }]))
    client.subscribe(wanted, (error, granted) => {
      const refused = granted?.find((grant) => grant.qos > 2)
      if (error || refused) {
        this.lastError = error?.message ?? `the broker refused the subscription ${refused?.topic}`
        client.stream.destroy()
        return
      }
      goUp()
    })
  }

  private closed(client: MqttClient, answered: boolean, isTakenOver: boolean): void {
    client.removeAllListeners()
    // A late error of the dead socket must not become an uncaught exception.
    client.on('error', () => {})
    if (this.client !== client) return
    client.end(true)
    this.client = undefined
    const wasUp = this.up
    this.up = false
    const { clientId, protocolVersion, onDown, onRival } = this.options
    const stoodMs = wasUp ? performance.now() - this.upAt : null
    this.sinceMs = null
    // Old brokers close on a CONNECT of MQTT 5; the other version is tried in turn until a session stands. But so does a broker
    // that dies at that moment: after a session the best is tried first again.
    if (wasUp) this.version = protocolVersion
    else if (answered && protocolVersion === 5) this.version = this.version === 5 ? 4 : 5
    const { waitMs, rival } = this.wait.after(stoodMs, isTakenOver)
    const takenOver = `another client with the id ${clientId} has taken the session over`
    if (isTakenOver) this.lastError = takenOver
    if (wasUp) onDown(this.lastError ?? 'connection lost')
    // The last error is of its socket: that of whoever was writing when the session ended.
    const suspicion = `sessions end as soon as they begin: does another client have the id ${clientId}?`
    if (rival) onRival?.(isTakenOver ? takenOver : suspicion)
    if (this.stopped) return
    this.retryTimer = setTimeout(() => this.attempt(), waitMs * (0.75 + Math.random() / 2))
  }

  private sendAndWait(client: MqttClient, message: LinkMessage): Promise<void> {
    const { topic, payload, qos, retain } = message
    return new Promise((done) => client.publish(topic, asBuffer(payload), { qos, retain }, () => done()))
  }
}

/** Waits for something at the end, but not for ever. */
async function inTime(what: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise((done) => {
    timer = setTimeout(done, FAREWELL_TIMEOUT_MS)
  })
  await Promise.race([what, late])
  clearTimeout(timer)
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
