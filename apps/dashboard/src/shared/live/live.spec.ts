import {
  encodeFrameRows,
  encodeSpindleChanges,
  type FrameRow,
  type MillRevision,
  type MillSnapshot,
} from '@wanding/contracts'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { Freshness } from './freshness.svelte'
import { MillState } from './mill-state.svelte'
import { SeriesWindow } from './series-window'

const aRow = (index: number, more: Partial<FrameRow> = {}): FrameRow => ({
  index,
  reason: 'producing',
  online: true,
  stale: false,
  doffProgressPercent: 50,
  spindleSpeedRpm: 18_500,
  producing: 4,
  endsDown: 0,
  idle: 0,
  noRoving: 0,
  slip: 0,
  rogue: 0,
  breaksPer1000SpindleHours: 6,
  powerKw: 47.4,
  timeToDoffS: 4000,
  ...more,
})

const SIZES = [4, 2, 6]
const aSnapshot = (more: Partial<MillSnapshot> = {}): MillSnapshot => ({
  mill: 'jimo',
  rev: 10,
  atMs: 1000,
  run: 'a',
  frames: SIZES.map((spindles, i) => ({ id: `RF0${i + 1}`, spindles, gateway: 'GW1', zone: 'Z1' })),
  rows: encodeFrameRows(SIZES.map((_, i) => aRow(i))),
  states: new Uint8Array(12).fill(1),
  ...more,
})
const aRevision = (more: Partial<MillRevision> = {}): MillRevision => ({
  mill: 'jimo',
  rev: 11,
  atMs: 2000,
  run: 'a',
  rows: new Uint8Array(),
  changes: new Uint8Array(),
  ...more,
})
const aMill = (): MillState => {
  const mill = new MillState()
  mill.apply(aSnapshot())
  return mill
}

describe('mill state', () => {
  it('is empty before the first snapshot', () => {
    expect(new MillState().loaded).toBe(false)
    expect(new MillState().revise(aRevision())).toBe('gap')
  })

  it('takes a snapshot, and does not keep its buffer', () => {
    const snapshot = aSnapshot()
    const mill = new MillState()
    mill.apply(snapshot)
    snapshot.states.fill(2)
    expect([...mill.statesOf(1)]).toEqual([1, 1])
    expect(mill.rows[2]?.spindleSpeedRpm).toBe(18_500)
    expect(mill.indexOf('RF03')).toBe(2)
    expect(mill.atMs).toBe(1000)
  })

  it('applies the next revision to the right spindle and row', () => {
    const mill = aMill()
    const told = vi.fn()
    mill.onChanged(told)
    const answer = mill.revise(
      aRevision({
        rows: encodeFrameRows([aRow(1, { reason: 'doffing' })]),
        changes: encodeSpindleChanges([{ frame: 2, position: 6, state: 0x12 }]),
      }),
    )
    expect(answer).toBe('applied')
    expect(mill.states[11]).toBe(0x12)
    expect(mill.rows.map(({ reason }) => reason)).toEqual(['producing', 'doffing', 'producing'])
    expect(mill.counts.reduce((sum, count) => sum + count, 0)).toBe(12)
    expect(mill.atMs).toBe(2000)
    expect(told).toHaveBeenCalledExactlyOnceWith(new Set([1, 2]), new Set([2]))
  })

  it.each([
    ['a missed revision', { rev: 12 }, 'gap'],
    ['another run', { run: 'b' }, 'gap'],
    ['another mill', { mill: 'lu' }, 'gap'],
    ['the revision it has', { rev: 10 }, 'old'],
    ['an older one', { rev: 3 }, 'old'],
    ['a row of no frame', { rows: encodeFrameRows([aRow(3)]) }, 'gap'],
    ['a spindle of no frame', { changes: encodeSpindleChanges([{ frame: 3, position: 1, state: 1 }]) }, 'gap'],
    ['no spindle', { changes: encodeSpindleChanges([{ frame: 1, position: 0, state: 2 }]) }, 'gap'],
    ['a spindle too many', { changes: encodeSpindleChanges([{ frame: 1, position: 3, state: 2 }]) }, 'gap'],
  ] as const)('%s changes nothing', (_, more, answer) => {
    const mill = aMill()
    expect(mill.revise(aRevision(more))).toBe(answer)
    expect([...mill.states]).toEqual(new Array(12).fill(1))
    expect(mill.atMs).toBe(1000)
    expect(mill.revise(aRevision())).toBe('applied')
  })

  it.each([
    ['states', { states: new Uint8Array(11) }],
    ['rows', { rows: encodeFrameRows([aRow(0), aRow(1)]) }],
    ['order', { rows: encodeFrameRows([aRow(0), aRow(2), aRow(1)]) }],
  ])('refuses a snapshot whose %s do not fit', (_, more) => {
    expect(() => new MillState().apply(aSnapshot(more))).toThrow(RangeError)
  })

  it('is after any revisions what the server has', () => {
    const change = fc.integer({ min: 0, max: 2 }).chain((frame) =>
      fc.record({
        frame: fc.constant(frame),
        position: fc.integer({ min: 1, max: SIZES[frame]! }),
        state: fc.nat(255),
      }),
    )
    fc.assert(
      fc.property(fc.array(fc.array(change)), (seconds) => {
        const mill = aMill()
        const server = [new Uint8Array(4).fill(1), new Uint8Array(2).fill(1), new Uint8Array(6).fill(1)]
        for (const [i, changes] of seconds.entries()) {
          for (const { frame, position, state } of changes) server[frame]![position - 1] = state
          expect(mill.revise(aRevision({ rev: 11 + i, changes: encodeSpindleChanges(changes) }))).toBe('applied')
        }
        for (const [frame, states] of server.entries()) expect(mill.statesOf(frame)).toEqual(states)
      }),
    )
  })

  it('forgets when cleared', () => {
    const mill = aMill()
    mill.clear()
    expect([mill.loaded, mill.frames.length, mill.rows.length, mill.states.length]).toEqual([false, 0, 0, 0])
  })
})

describe('freshness', () => {
  it('has no age before anything came', () => expect(new Freshness().ageMs).toBeNull())

  it('grows while nothing new comes, however often it is said again', () => {
    const freshness = new Freshness()
    freshness.heard(50_000, 1000, null)
    freshness.heard(50_000, 4000, null)
    freshness.tick(9000)
    expect(freshness.ageMs).toBe(8000)
    freshness.heard(50_001, 9500, null)
    expect(freshness.ageMs).toBe(0)
  })

  it('knows at the first word that it is old, by the server’s own clock', () => {
    const freshness = new Freshness()
    freshness.heard(50_000, 1000, 110_000)
    expect(freshness.ageMs).toBe(60_000)
  })

  it('is never negative', () => {
    const freshness = new Freshness()
    freshness.heard(50_000, 1000, 49_000)
    freshness.tick(500)
    expect(freshness.ageMs).toBe(0)
  })
})

describe('series window', () => {
  it('joins history and what is live without a double', () => {
    const series = new SeriesWindow(100, 1)
    series.add(50, 5)
    series.add(60, 6)
    series.fill([
      [40, 4, 4, 4],
      [50, 5.5, 5, 6],
    ])
    expect(series.samples).toEqual([
      [40, 4],
      [50, 5.5],
      [60, 6],
    ])
  })

  it('keeps one sample a step and no more than the window', () => {
    const times = fc.array(fc.nat(500), { minLength: 1 })
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 50 }), (steps, stepMs) => {
        const series = new SeriesWindow(200, stepMs)
        let at = 0
        for (const step of steps) {
          at += step
          series.add(at, at)
        }
        const kept = series.samples.map(([time]) => time)
        expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b))
        expect(kept.length).toBeLessThanOrEqual(200 / stepMs + 2)
        expect(kept.at(-1)).toBe(at)
        expect(kept[0]).toBeGreaterThanOrEqual(at - 200)
      }),
    )
  })

  it('takes nothing older than it has', () => {
    const series = new SeriesWindow(100, 1)
    series.add(10, 1)
    series.add(9, 2)
    series.add(10, 3)
    expect(series.samples).toEqual([[10, 1]])
  })
})
