import { encodeFrameRows, type KpiNow, type MillRevision, type MillSnapshot } from '@wanding/contracts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeChannel } from './live/fake-channel.builder'
import { Api } from './rest/api'
import { Session } from './session.svelte'
import { aKpi } from './time/picture.builder'

const START_MS = 1_800_000_000_000

const kpiAt = (second: number, more: Partial<KpiNow> = {}): KpiNow => aKpi(START_MS + second * 1000, more)
const aSnapshot = (rev: number): MillSnapshot => ({
  mill: 'jimo',
  rev,
  atMs: START_MS,
  run: 'a',
  frames: [],
  rows: encodeFrameRows([]),
  states: new Uint8Array(),
})
const aRevision = (rev: number, more: Partial<MillRevision> = {}): MillRevision => ({
  mill: 'jimo',
  rev,
  atMs: START_MS + rev,
  run: 'a',
  rows: new Uint8Array(),
  changes: new Uint8Array(),
  ...more,
})
const settled = () => vi.advanceTimersByTimeAsync(0)

describe('a session', () => {
  let channel: FakeChannel
  let session: Session
  let stop: () => void

  beforeEach(async () => {
    vi.useFakeTimers({ now: START_MS })
    channel = new FakeChannel()
    session = new Session(new Api(() => Promise.reject(new Error('no network'))), channel)
    stop = session.watch('jimo')
    channel.connect()
    channel.answerRoom('mill', { ok: true, room: 'mill', snapshot: aSnapshot(5) })
    channel.answerRoom('kpi', { ok: true, room: 'kpi', kpi: kpiAt(0) })
    await settled()
  })
  afterEach(() => {
    stop()
    vi.useRealTimers()
  })

  it('shows what the rooms brought, and goes on from it', () => {
    channel.send('mill', aRevision(6))
    channel.send('kpi', kpiAt(1))
    expect(session.mill.atMs).toBe(START_MS + 6)
    expect(session.kpi?.atMs).toBe(START_MS + 1000)
    expect(channel.joinsOf('mill')).toBe(1)
  })

  it.each([
    ['a missed revision', aRevision(7)],
    ['another run', aRevision(6, { run: 'b' })],
  ])('asks for a snapshot after %s, once a message, and takes it', async (_, revision) => {
    channel.send('mill', revision)
    expect(channel.joinsOf('mill')).toBe(2)
    channel.answerRoom('mill', { ok: true, room: 'mill', snapshot: aSnapshot(20) })
    await settled()
    channel.send('mill', aRevision(21))
    expect(session.mill.atMs).toBe(START_MS + 21)
    expect(channel.joinsOf('mill')).toBe(2)
  })

  it('does not mind what other mills do', () => {
    channel.send('mill', aRevision(99, { mill: 'lu' }))
    channel.send('kpi', kpiAt(50, { mill: 'lu' }))
    expect(channel.joinsOf('mill')).toBe(1)
    expect(session.kpi?.atMs).toBe(START_MS)
  })

  it('joins both rooms again when the line comes back, and keeps the last values meanwhile', () => {
    channel.disconnect()
    expect(session.kpi?.mill).toBe('jimo')
    expect(session.mill.loaded).toBe(true)
    channel.connect()
    expect([channel.joinsOf('mill'), channel.joinsOf('kpi')]).toEqual([2, 2])
  })

  it('holds the picture while paused, and goes on from what is now', async () => {
    const resumed = vi.fn()
    session.onResumed(resumed)
    session.togglePause()
    expect(session.pausedAtMs).toBe(START_MS)
    channel.send('mill', aRevision(6))
    channel.send('kpi', kpiAt(1))
    channel.send('kpi', kpiAt(2))
    expect([session.mill.atMs, session.kpi?.atMs]).toEqual([START_MS, START_MS])
    session.togglePause()
    expect(session.kpi?.atMs).toBe(START_MS + 2000)
    expect(session.paused).toBe(false)
    expect(channel.joinsOf('mill')).toBe(2)
    expect(resumed).toHaveBeenCalledTimes(1)
    channel.answerRoom('mill', { ok: true, room: 'mill', snapshot: aSnapshot(30) })
    await settled()
    channel.send('mill', aRevision(31))
    expect(session.mill.atMs).toBe(START_MS + 31)
  })

  it('held before all is there, it still takes what it has nothing of', async () => {
    stop()
    stop = session.watch('lu')
    session.togglePause()
    expect(session.paused).toBe(false)
    channel.answerRoom('kpi', { ok: true, room: 'kpi', kpi: kpiAt(4, { mill: 'lu' }) })
    await settled()
    session.togglePause()
    channel.answerRoom('mill', { ok: true, room: 'mill', snapshot: { ...aSnapshot(9), mill: 'lu' } })
    await settled()
    expect([session.pausedAtMs, session.mill.loaded]).toEqual([START_MS + 4000, true])
  })

  it('keeps the last hour of figures also while paused', () => {
    session.togglePause()
    channel.send('kpi', kpiAt(60))
    expect(session.history.samples('kgPerHour').map(([atMs]) => atMs)).toEqual([START_MS, START_MS + 60_000])
  })

  it('begins anew in another mill, and hears the old one no more', async () => {
    stop()
    stop = session.watch('lu')
    expect([session.kpi, session.mill.loaded, session.freshness.ageMs]).toEqual([null, false, null])
    channel.send('kpi', kpiAt(9))
    expect(session.kpi).toBeNull()
    expect(channel.left).toHaveLength(2)
  })
})
