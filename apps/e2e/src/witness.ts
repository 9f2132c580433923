import { decodePayload } from '@wanding/sparkplug'
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

/** Hears at the broker itself what the frames say: the times at which they tell speeds are what the store must have, each once. */
export class Witness {
  /** Watermarks that the backend has told, by `performance.now()`. */
  readonly watermarks: ToldWatermark[] = []
  /** Time of the newest message of a frame. */
  newestMs = 0
  /** How often it has lost the broker, and may have missed something. */
  losses = 0
  private readonly frames = new Map<string, Set<number>>()

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

  /** Every frame that said something, with the times of its messages from a moment on and before another, epoch ms. */
  *heard(fromMs: number, toMs: number): Generator<[frame: string, atMs: number[]]> {
    for (const [frame, times] of this.frames) {
      yield [frame, [...times].filter((atMs) => atMs >= fromMs && atMs < toMs).sort((a, b) => a - b)]
    }
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
    } else if (machine !== undefined && FRAME.test(machine) && timestampMs !== undefined) {
      // A message that follows another within less than a second tells no speeds.
      if (!metrics.some(({ value }) => value instanceof Uint8Array && value.byteLength === SPEEDS_BYTES)) return
      const times = this.frames.get(machine) ?? new Set()
      this.frames.set(machine, times.add(timestampMs))
      this.newestMs = Math.max(this.newestMs, timestampMs)
    }
  }
}
