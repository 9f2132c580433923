import { describe, expect, it } from 'vitest'
import { captureOf } from './capture'
import type { WirePacket } from './wire-recorder'

const will = { topic: 'will', payload: Buffer.from('gone'), qos: 1 as const, retain: true }
const connect = { cmd: 'connect', clientId: 'one', will } as const
const publish = { cmd: 'publish', topic: 'data', payload: Buffer.from('x'), qos: 0, retain: false, dup: false } as const

/** One connection: each packet as who sent it. */
const recording = (...lines: [WirePacket['from'], WirePacket['packet']][]): WirePacket[] =>
  lines.map(([from, packet], at) => ({ at, connection: 0, from, packet }))
const topics = (packets: WirePacket[]) => captureOf(packets).messages.map(({ topic, at }) => `${topic} at ${at}`)

describe('captureOf', () => {
  it('has what was published, as it was published', () => {
    const { messages } = captureOf(recording(['client', connect], ['client', publish], ['broker', publish]))
    expect(messages).toEqual([{ topic: 'data', qos: 0, retain: false, payload_b64: 'eA==', at: 1 }])
  })

  it('has the Will when the line was cut', () => {
    expect(topics(recording(['client', connect], ['client', publish], ['broker', { cmd: 'closed' }]))).toEqual([
      'data at 1',
      'will at 2',
    ])
  })

  it.each([
    [0, []],
    [4, ['will at 2']],
  ])('knows what becomes of the Will after DISCONNECT with reason %i', (reasonCode, expected) => {
    const lines = recording(
      ['client', connect],
      ['client', { cmd: 'disconnect', reasonCode }],
      ['client', { cmd: 'closed' }],
    )
    expect(topics(lines)).toEqual(expected)
  })
})
