import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidIdError, type MessageKind, parseTopic, stateTopic, topicFor } from './index'

const nodeKinds: MessageKind[] = ['NBIRTH', 'NDEATH', 'NDATA', 'NCMD']
const deviceKinds: MessageKind[] = ['DBIRTH', 'DDEATH', 'DDATA', 'DCMD']
const badIds = ['', 'a/b', '+', 'a#', '\0', 'x'.repeat(6_000), '\ud800', 'a\udc00']
const id = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((text) => !/[+/#\0]/.test(text))

describe('topics', () => {
  it.each(nodeKinds)(
    '%s has no device [tck-id-topic-structure-namespace-device-id-non-associated-message-types]',
    (kind) => {
      expect(topicFor(kind, 'jimo', 'GW01')).toBe(`spBv1.0/jimo/${kind}/GW01`)
      expect(() => topicFor(kind, 'jimo', 'GW01', 'RF01')).toThrow(InvalidIdError)
      expect(parseTopic(`spBv1.0/jimo/${kind}/GW01/RF01`)).toBeUndefined()
    },
  )

  it.each(deviceKinds)(
    '%s has a device [tck-id-topic-structure-namespace-device-id-associated-message-types]',
    (kind) => {
      expect(topicFor(kind, 'jimo', 'GW01', 'RF01')).toBe(`spBv1.0/jimo/${kind}/GW01/RF01`)
      expect(() => topicFor(kind, 'jimo', 'GW01')).toThrow(InvalidIdError)
      expect(parseTopic(`spBv1.0/jimo/${kind}/GW01`)).toBeUndefined()
    },
  )

  it('STATE belongs to a host [tck-id-host-topic-phid-birth-topic]', () => {
    expect(stateTopic('wanding')).toBe('spBv1.0/STATE/wanding')
    expect(parseTopic('spBv1.0/STATE/wanding')).toEqual({ kind: 'STATE', hostId: 'wanding' })
  })

  it.each(badIds)(
    'the id %j is refused [tck-id-topic-structure-namespace-valid-group-id, tck-id-topic-structure-namespace-valid-edge-node-id, tck-id-topic-structure-namespace-valid-device-id]',
    (bad) => {
      expect(() => topicFor('NDATA', bad, 'GW01')).toThrow(
        expect.objectContaining({ code: 'sparkplug/invalid-id', role: 'group' }),
      )
      expect(() => topicFor('NDATA', 'jimo', bad)).toThrow(expect.objectContaining({ role: 'edge' }))
      expect(() => topicFor('DDATA', 'jimo', 'GW01', bad)).toThrow(expect.objectContaining({ role: 'device' }))
      expect(() => stateTopic(bad)).toThrow(expect.objectContaining({ role: 'host' }))
    },
  )

  it('any other UTF-8 is an id [tck-id-intro-group-id-string, tck-id-intro-edge-node-id-string, tck-id-intro-device-id-string]', () => {
    fc.assert(
      fc.property(fc.constantFrom(...nodeKinds, ...deviceKinds), id, id, id, (kind, group, edge, device) => {
        const own = kind.startsWith('D') ? device : undefined
        expect(parseTopic(topicFor(kind, group, edge, own))).toEqual({ kind, group, edge, device: own })
      }),
    )
  })

  it.each([
    '',
    'spBv1.0',
    'spBv1.0/',
    'spBv1.0/jimo',
    'spBv1.0/jimo/NDATA',
    'spBv1.0/jimo/NDATA/',
    'spBv1.0//NDATA/GW01',
    'spBv1.0/jimo/ndata/GW01',
    'spBv1.0/jimo/XDATA/GW01',
    'spBv1.0/jimo/toString/GW01',
    'spBv1.0/jimo/DDATA/GW01/',
    'spBv1.0/jimo/DDATA/GW01/RF01/more',
    'spBv1.0/STATE',
    'spBv1.0/STATE/',
    'spBv1.0/STATE/a+b',
    'spAv1.0/jimo/NDATA/GW01',
    'SPBV1.0/jimo/NDATA/GW01',
    '/spBv1.0/jimo/NDATA/GW01',
    'STATE/wanding',
    '$SYS/broker/uptime',
    `spBv1.0/jimo/NDATA/${'g'.repeat(65_535)}`,
  ])('%.60j is no Sparkplug topic [tck-id-topic-structure, tck-id-topic-structure-namespace-a]', (topic) => {
    expect(parseTopic(topic)).toBeUndefined()
  })

  it('a group may be called STATE', () => {
    expect(parseTopic('spBv1.0/STATE/NDATA/GW01')).toEqual({ kind: 'NDATA', group: 'STATE', edge: 'GW01' })
  })

  it('parsing never throws', () => {
    const level = fc.oneof(fc.string(), fc.constantFrom('spBv1.0', 'STATE', ...nodeKinds, ...deviceKinds))
    fc.assert(
      fc.property(fc.array(level, { maxLength: 8 }), (levels) => {
        const parsed = parseTopic(['spBv1.0', ...levels].join('/'))
        expect(parsed === undefined || parsed.kind.length > 3).toBe(true)
      }),
    )
  })
})
