import { describe, expect, it } from 'vitest'
import { decodeState, encodeState, InvalidIdError, PrimaryHost } from './index'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('STATE', () => {
  it('is JSON with online and timestamp [tck-id-host-topic-phid-birth-payload, tck-id-host-topic-phid-death-payload]', () => {
    const payload = encodeState({ online: true, atMs: 1_700_000_000_000 })
    expect(new TextDecoder().decode(payload)).toBe('{"online":true,"timestamp":1700000000000}')
    expect(decodeState(payload)).toEqual({ online: true, atMs: 1_700_000_000_000 })
  })

  it.each([
    '',
    'ONLINE',
    'OFFLINE',
    'null',
    '[]',
    '"online"',
    '{"online":true}',
    '{"timestamp":1}',
    '{"online":"true","timestamp":1}',
    '{"online":true,"timestamp":"1"}',
    '{"online":true,"timestamp":-1}',
    '{"online":true,"timestamp":1.5}',
    '{"online":true,"timestamp":1e400}',
    '{"__proto__":{"online":true,"timestamp":1}}',
    `{"online":true,"timestamp":1,"pad":"${'x'.repeat(5_000)}"}`,
    '['.repeat(4_000),
    '\ud800',
  ])('%.40j is none', (text) => {
    expect(decodeState(bytes(text))).toBeUndefined()
  })

  it('invalid UTF-8 is none', () => {
    expect(decodeState(Uint8Array.of(0xff, 0xfe))).toBeUndefined()
  })
})

describe('primary host', () => {
  const host = () => new PrimaryHost('wanding')
  const state = (online: boolean, atMs: number) => encodeState({ online, atMs })
  const topic = 'spBv1.0/STATE/wanding'

  it('is offline until it says otherwise [tck-id-message-flow-edge-node-birth-publish-phid-wait, tck-id-message-flow-edge-node-birth-publish-phid-wait-online]', () => {
    const primary = host()
    expect(primary.online).toBe(false)
    expect(primary.receive(topic, state(true, 5))).toBe('online')
    expect(primary.online).toBe(true)
  })

  it('another host is ignored [tck-id-message-flow-edge-node-birth-publish-phid-wait-id]', () => {
    const primary = host()
    expect(primary.receive('spBv1.0/STATE/Wanding', state(true, 5))).toBe('ignored')
    expect(primary.receive('STATE/wanding', state(true, 5))).toBe('ignored')
    expect(primary.online).toBe(false)
  })

  it('offline as new or newer counts [tck-id-message-flow-edge-node-birth-publish-phid-offline, tck-id-operational-behavior-edge-node-termination-host-offline]', () => {
    const primary = host()
    primary.receive(topic, state(true, 5))
    expect(primary.receive(topic, state(false, 5))).toBe('offline')
    expect(primary.online).toBe(false)
  })

  it('an older message is ignored [tck-id-message-flow-edge-node-birth-publish-phid-wait-timestamp, tck-id-operational-behavior-edge-node-termination-host-offline-timestamp]', () => {
    const primary = host()
    primary.receive(topic, state(true, 5))
    expect(primary.receive(topic, state(false, 4))).toBe('ignored')
    expect(primary.online).toBe(true)
    primary.receive(topic, state(false, 6))
    expect(primary.receive(topic, state(true, 5))).toBe('ignored')
    expect(primary.online).toBe(false)
  })

  it('an unreadable message changes nothing', () => {
    const primary = host()
    primary.receive(topic, state(true, 5))
    expect(primary.receive(topic, bytes('OFFLINE'))).toBe('ignored')
    expect(primary.online).toBe(true)
  })

  it('needs an id that a topic can hold', () => {
    expect(() => new PrimaryHost('a/b')).toThrow(InvalidIdError)
  })
})
