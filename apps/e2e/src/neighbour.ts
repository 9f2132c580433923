import { encodePayload } from '@wanding/sparkplug'
import type { TestServer } from '@wanding/testkit'
import { connectAsync } from 'mqtt'
import { pause } from './full-mill'

/** So many messages of 10 kB at once, and so long until the next ones: a broker that is busy reading them writes none. */
const NOISE = 25
const NOISE_EVERY_MS = 50

/**
 * Somebody else on the same broker talks for a while. The buffers of a line hold half a minute of a mill: he fills those of who reads
 * nothing, and the mill's messages find no room.
 */
export async function neighbourTalks(broker: TestServer, ms: number): Promise<void> {
  const neighbour = await connectAsync(broker.url)
  const metrics = [{ name: 'noise', datatype: 'String' as const, value: 'x'.repeat(10_000) }]
  const noise = Buffer.from(encodePayload({ timestampMs: Date.now(), seq: 1, metrics }))
  const untilMs = performance.now() + ms
  while (performance.now() < untilMs) {
    for (let n = 0; n < NOISE; n++) await neighbour.publishAsync('spBv1.0/neighbour/NDATA/N1', noise)
    await pause(NOISE_EVERY_MS)
  }
  await neighbour.endAsync(true)
}
