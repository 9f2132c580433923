import type { Health } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { type ConnectionFacts, connectionOf } from './connection'

const aHealth = (mills: string[], brokerConnected = true): Health => ({
  status: 'ok',
  problems: [],
  version: '0.1.0',
  uptimeSeconds: 1,
  mills,
  broker: { connected: brokerConnected, since: 0, embedded: true },
  messages: { received: 0, perSecond: 0, rejected: 0, seqGaps: 0, rebirthsRequested: 0, lastReceivedMs: null },
  gateways: { total: 0, online: 0, stale: [], rivals: [] },
  store: { kind: 'duckdb', ok: true, lagMs: 0, queued: 0, dropped: 0, lastError: null },
  spool: { waiting: 0, bytes: 0, problem: null },
  live: { clients: 0, skipped: 0 },
})

const LIVE: ConnectionFacts = {
  connected: true,
  health: aHealth(['jimo']),
  unreachable: false,
  mill: 'jimo',
  hasFigures: true,
  ageMs: 400,
  clockSpeed: 1,
}
const NOTHING: Partial<ConnectionFacts> = { hasFigures: false, ageMs: null }

describe('connection', () => {
  it.each<[string, Partial<ConnectionFacts>, string]>([
    ['data flow', {}, 'live'],
    ['data flow and health was not asked yet', { health: null }, 'live'],
    ['data are 5 s old', { ageMs: 5000 }, 'live'],
    ['data are older', { ageMs: 5001 }, 'stale'],
    ['data are older because the mill is frozen', { ageMs: 60_000, clockSpeed: 0 }, 'stopped-clock'],
    ['the mill is frozen and has just said so', { clockSpeed: 0 }, 'stopped-clock'],
    ['the socket fell', { connected: false }, 'line-down'],
    ['the backend is gone', { connected: false, unreachable: true }, 'server-down'],
    [
      'the backend was never there',
      { connected: null, unreachable: true, health: null, mill: null, ...NOTHING },
      'server-down',
    ],
    ['the broker is away', { health: aHealth(['jimo'], false), ageMs: 9000 }, 'broker-down'],
    ['the broker was away, but data flow', { health: aHealth(['jimo'], false) }, 'live'],
    ['no mill was ever seen', { health: aHealth([]), mill: null, ...NOTHING }, 'no-mill'],
    ['another mill than any known was asked for', { mill: 'lu', ...NOTHING }, 'unknown-mill'],
    ['the asked mill has not come yet', { health: aHealth([]), ...NOTHING }, 'waiting'],
    ['the backend has restarted and waits for births', { health: aHealth([]), ageMs: 9000 }, 'waiting'],
    ['the page opens', { connected: null, health: null, mill: null, ...NOTHING }, 'starting'],
    ['the first figures are on their way', NOTHING, 'starting'],
  ])('when %s', (_, facts, expected) => expect(connectionOf({ ...LIVE, ...facts })).toBe(expected))
})
