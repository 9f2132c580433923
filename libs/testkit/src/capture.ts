import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IConnectPacket, IPublishPacket } from 'mqtt-packet'
import type { WirePacket } from './wire-recorder'

/** Messages as an independent checker reads them. */
export interface Capture {
  messages: { topic: string; qos: number; retain: boolean; payload_b64: string; at: number }[]
}

type Message = IPublishPacket | NonNullable<IConnectPacket['will']>

const DISCONNECT_WITH_WILL = 4

/**
 * The messages that programs gave a broker to publish, each with the QoS and retain flag it was given: not what the broker handed
 * on, and Wills where a connection ended without a goodbye, or with one that asked for them.
 */
export function captureOf(packets: readonly WirePacket[]): Capture {
  const messages: Capture['messages'] = []
  const wills = new Map<number, Message>()
  const add = ({ topic, qos, retain, payload }: Message, at: number) =>
    messages.push({
      topic,
      qos: qos ?? 0,
      retain: retain ?? false,
      payload_b64: Buffer.from(payload as Buffer).toString('base64'),
      at,
    })
  for (const { at, connection, from, packet } of packets) {
    if (packet.cmd === 'closed') {
      const will = wills.get(connection)
      if (will) add(will, at)
    }
    if (from === 'broker') continue
    if (packet.cmd === 'publish') add(packet, at)
    if (packet.cmd === 'connect' && packet.will) wills.set(connection, packet.will)
    if (packet.cmd === 'disconnect' && packet.reasonCode !== DISCONNECT_WITH_WILL) wills.delete(connection)
  }
  return { messages }
}

/** Writes the Sparkplug of a recording for an independent checker into the folder that WANDING_CAPTURES names; without it, nothing. */
export function keepCapture(name: string, packets: readonly WirePacket[]): void {
  const folder = process.env.WANDING_CAPTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const messages = captureOf(packets).messages.filter(({ topic }) => topic.startsWith('spBv1.0/'))
  writeFileSync(join(folder, `${name}.json`), JSON.stringify({ messages } satisfies Capture))
}
