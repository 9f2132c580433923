import { describe, expect, it } from 'vitest'
import { problemsOf, statusOf } from './problems'

type Parts = Parameters<typeof problemsOf>[0]

const well: Parts = {
  version: '0.1.0',
  uptimeSeconds: 60,
  mills: ['jimo'],
  broker: { connected: true, since: 1, embedded: true },
  messages: { received: 1, perSecond: 90, rejected: 0, seqGaps: 0, rebirthsRequested: 0, lastReceivedMs: 1 },
  gateways: { total: 15, online: 15, stale: [], rivals: [] },
  store: { kind: 'duckdb', ok: true, lagMs: 900, queued: 3, dropped: 0, lastError: null },
  spool: { waiting: 40, bytes: 30e6, problem: null },
  live: { clients: 2, skipped: 0 },
}

describe('health', () => {
  it('has nothing to say when all is well', () => {
    expect(problemsOf(well)).toEqual([])
    expect(statusOf(true, [])).toBe('ok')
  })

  it.each<[string, Partial<Parts>, RegExp]>([
    ['no broker', { broker: { ...well.broker, connected: false } }, /broker cannot be reached/],
    ['no mill', { mills: [] }, /no mill has sent a birth/],
    ['dark gateways', { gateways: { total: 15, online: 13, stale: [], rivals: [] } }, /2 of 15 gateways are offline/],
    ['silent gateways', { gateways: { total: 15, online: 15, stale: ['G03'], rivals: [] } }, /no data from G03/],
    [
      'two programs with one name',
      { gateways: { total: 15, online: 15, stale: [], rivals: ['jimo/G01', 'jimo/G02'] } },
      /two programs .* as jimo\/G01, jimo\/G02: end one of them/,
    ],
    ['a broken store', { store: { ...well.store, ok: false, lastError: 'disk full' } }, /duckdb store.*disk full/],
    ['a store at its start', { store: { ...well.store, ok: false } }, /being opened/],
    ['a late store', { store: { ...well.store, lagMs: 30_000 } }, /30 s behind/],
    [
      'a history that was set aside',
      { store: { ...well.store, lastError: 'the history was damaged and is set aside' } },
      /duckdb store: the history was damaged/,
    ],
    ['refusals', { store: { ...well.store, dropped: 7 } }, /7 rows were refused/],
    [
      'a full disk',
      { spool: { ...well.spool, problem: 'ENOSPC' } },
      /nothing more can be kept.*ENOSPC.*gateways keep theirs/,
    ],
  ])('says one sentence about %s', (_, over, sentence) => {
    const problems = problemsOf({ ...well, ...over })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(sentence)
  })

  it('is down without a broker and degraded with any other problem', () => {
    expect(statusOf(false, ['the broker cannot be reached'])).toBe('down')
    expect(statusOf(true, ['the store is 30 s behind'])).toBe('degraded')
  })
})
