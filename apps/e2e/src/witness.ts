import { decodePayload, type Metric } from '@wanding/sparkplug'
import type { TestServer } from '@wanding/testkit'
import { connectAsync, type MqttClient } from 'mqtt'

const FRAME = /^RF\d+$/

/** A watermark as the backend told it to a gateway. */
export interface ToldWatermark {
  atMs: number
  gateway: string
  position: number
}

/** Two bytes for each of 1,200 spindles. */
const SPEEDS_BYTES = 2400

/** A message that follows another within less than a second tells no speeds. They are bytes where no datatype is told. */
export const tellsSpeeds = (metrics: readonly Pick<Metric, 'value'>[]): boolean =>
  metrics.some(({ value }) => ArrayBuffer.isView(value) && value.byteLength === SPEEDS_BYTES)

export const isFrame = (machine: string): boolean => FRAME.test(machine)

/** Hears at the broker itself what the frames say: the times at which they tell speeds are what the store must have, each once. */
export class Witness {
  /** Watermarks that the backend has told, by `performance.now()`. */
  readonly watermarks: ToldWatermark[] = []
  /** How often it has lost the broker, and may have missed something. */
  losses = 0
  private readonly frames = new Map<string, Set<number>>()
  /** Time of the newest message of each frame. */
  private readonly newest = new Map<string, number>()

  private constructor(private readonly client: MqttClient) {}

  static async of(broker: TestServer, mill: string): Promise<Witness> {
    const client = await connectAsync(broker.url, { reconnectPeriod: 100 })
    const witness = new Witness(client)
    client.on('error', () => {})
    client.on('close', () => witness.losses++)
    client.on('message', (topic, payload) => witness.hear(topic, payload))
    await client.subscribeAsync([`spBv1.0/${mill}/DDATA/#`, `spBv1.0/${mill}/NCMD/#`])
    return witness
  }

  /** Time of the newest message of a frame. */
  get newestMs(): number {
    return Math.max(0, ...this.newest.values())
  }

  /** Time that each frame which was ever heard has reached. */
  get reachedMs(): number {
    return Math.min(...this.newest.values())
  }

  /** Every frame that said something, with the times of its messages from a moment on and before another, epoch ms. */
  *heard(fromMs: number, toMs: number): Generator<[frame: string, atMs: number[]]> {
    for (const [frame, times] of this.frames) {
      yield [frame, [...times].filter((atMs) => atMs >= fromMs && atMs < toMs).sort((a, b) => a - b)]
    }
  }

  /** Those of the times of frames that it has not heard. */
  unheard(seconds: readonly [frame: string, atMs: number][]): [frame: string, atMs: number][] {
    return seconds.filter(([frame, atMs]) => !this.frames.get(frame)?.has(atMs))
  }

  /** Resolves when it has heard what the broker had for it: an answer comes after that. */
  async caughtUp(): Promise<void> {
    await this.client.subscribeAsync('caught-up')
  }

  stop(): Promise<void> {
    return this.client.endAsync(true)
  }

  private hear(topic: string, payload: Buffer): void {
    const [, , kind, gateway, machine] = topic.split('/') as [string, string, string, string, string?]
    const { timestampMs, metrics } = decodePayload(payload)
    if (kind === 'NCMD') {
      // A request for births has no number.
      const position = metrics.find(({ value }) => typeof value === 'number')?.value as number | undefined
      if (position !== undefined) this.watermarks.push({ atMs: performance.now(), gateway, position })
    } else if (machine !== undefined && isFrame(machine) && timestampMs !== undefined) {
      if (!tellsSpeeds(metrics)) return
      const times = this.frames.get(machine) ?? new Set()
      this.frames.set(machine, times.add(timestampMs))
      this.newest.set(machine, Math.max(this.newest.get(machine) ?? 0, timestampMs))
    }
  }
}
