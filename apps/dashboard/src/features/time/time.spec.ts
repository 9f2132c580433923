import type { Anomaly } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { aFrameRow } from '../../shared/time/picture.builder'
import { changedSpindles, comparedFrames } from './compared'
import { fieldOf, timeOf } from './moment-field'
import { shareOf, tickPath, timeAt, windowOf } from './track'

const HOUR = 3_600_000
const T0 = Date.UTC(2026, 10, 22, 0)
const bounds = { fromMs: T0, toMs: T0 + 20 * HOUR }

describe('the track', () => {
  it('ends at the present, unless the moment lies before what it shows', () => {
    expect(windowOf(bounds, '8h', bounds.toMs)).toEqual({ fromMs: T0 + 12 * HOUR, toMs: T0 + 20 * HOUR })
    expect(windowOf(bounds, '8h', T0 + 12 * HOUR)).toEqual({ fromMs: T0 + 12 * HOUR, toMs: T0 + 20 * HOUR })
    expect(windowOf(bounds, '8h', T0 + 10 * HOUR)).toEqual({ fromMs: T0 + 6 * HOUR, toMs: T0 + 14 * HOUR })
    expect(windowOf(bounds, '8h', T0)).toEqual({ fromMs: T0, toMs: T0 + 8 * HOUR })
    expect(windowOf(bounds, '24h', T0)).toEqual(bounds)
    expect(windowOf(bounds, 'all', T0)).toEqual(bounds)
  })

  it('has a place for every moment, and a moment for every place', () => {
    expect(shareOf(T0 + 5 * HOUR, bounds)).toBe(0.25)
    expect(timeAt(0.25, bounds)).toBe(T0 + 5 * HOUR)
    expect([shareOf(T0 - 1, bounds), timeAt(7, bounds)]).toEqual([0, bounds.toMs])
  })

  it('draws anomalies of a priority once a pixel, the urgent ones higher', () => {
    const at = (hours: number, priority: Anomaly['priority']): Anomaly => ({
      atMs: T0 + hours * HOUR,
      kind: 'climate',
      priority,
      machine: 'AC01',
      value: null,
      limit: null,
    })
    const all = [at(5, 1), at(5.0001, 1), at(10, 2), at(15, 3), at(30, 1)]
    expect(tickPath(all, 1, bounds, 200, 30)).toBe('M50 0V30')
    expect(tickPath(all, 2, bounds, 200, 30)).toBe('M100 10V30')
    expect(tickPath(all, 3, bounds, 200, 30)).toBe('M150 20V30')
  })
})

it('a moment is written and read on the clock of the mill', () => {
  expect(fieldOf(T0 + 999, 480)).toBe('2026-11-22T08:00:00')
  expect(timeOf('2026-11-22T08:00:00', 480)).toBe(T0)
  expect(timeOf('2026-11-22T08:00', 480)).toBe(T0)
  expect(timeOf('', 480)).toBeNull()
})

describe('then and now', () => {
  const info = (id: string) => ({ id, spindles: 4, gateway: 'G1', zone: '' })

  it('tells the frames that differ most first, and none that does not', () => {
    const ids = ['RF01', 'RF02', 'RF03', 'RF04'].map(info)
    const then = ids.map((_, index) => aFrameRow(index))
    const now = [
      aFrameRow(0, { endsDown: 3 }),
      aFrameRow(1, { reason: 'fault' }),
      aFrameRow(2),
      aFrameRow(3, { breaksPer1000SpindleHours: 30 }),
    ]
    const found = comparedFrames(ids, then, ids, now, 10)
    expect(found.map(({ id }) => id)).toEqual(['RF02', 'RF04', 'RF01'])
    expect(found[1]).toMatchObject({ was: { breaksPer1000SpindleHours: 6 }, is: { breaksPer1000SpindleHours: 30 } })
    expect(comparedFrames(ids, then, ids, now, 1)).toHaveLength(1)
  })

  it('compares frames by their names, not by their places', () => {
    const was = [aFrameRow(0, { endsDown: 9 }), aFrameRow(1)]
    const is = [aFrameRow(0), aFrameRow(1, { endsDown: 9 })]
    expect(comparedFrames([info('RF01'), info('RF02')], was, [info('RF02'), info('RF01')], is, 9)).toEqual([])
  })

  it('counts spindles in another state, where the two can be laid over one another', () => {
    expect(changedSpindles(Uint8Array.of(1, 2, 1), Uint8Array.of(1, 1, 2))).toBe(2)
    expect(changedSpindles(Uint8Array.of(1), Uint8Array.of(1, 1))).toBeNull()
  })
})
