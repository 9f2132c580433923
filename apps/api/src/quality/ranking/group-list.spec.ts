import { describe, expect, it } from 'vitest'
import { BUCKET_MS, type Bucket, noCounts } from '../ledger/bucket'
import { type GroupedFrame, groupList } from './group-list'

const BUCKETS = 96
const window = { fromMs: 0, toMs: BUCKETS * BUCKET_MS, slices: 8 }
const HEALTHY = { rate: 0.006, dispersion: 0.02 }

/** A frame that breaks so often per 1,000 spindle-hours, by stretches of five minutes. */
const frame = (group: string, rateAt: (bucket: number) => number): GroupedFrame => {
  let owed = 0
  const buckets = Array.from({ length: BUCKETS }, (_, i): Bucket => {
    owed += rateAt(i) / 10
    const running = Math.floor(owed)
    owed -= running
    const counts = { ...noCounts(), runHours: 100, running }
    return { startMs: i * BUCKET_MS, watchedMs: BUCKET_MS, counts, peakRepairS: 0, lot: group, countNe: 40 }
  })
  return { buckets, weight: 1, groupOf: ({ lot }) => lot }
}
const frames = (group: string, number: number, rateAt: (bucket: number) => number) =>
  Array.from({ length: number }, () => frame(group, rateAt))

describe('groupList', () => {
  it('proves the zone that breaks half as often again, and finds no drift in it', () => {
    const { list, drifts } = groupList([...frames('Z1', 10, () => 6), ...frames('Z2', 10, () => 9)], window, HEALTHY)
    expect(list.items.map(({ name, verdict, rank }) => [name, verdict, rank])).toEqual([
      ['Z2', 'proven', 1],
      ['Z1', 'chance', null],
    ])
    expect(drifts.map(({ verdict }) => verdict)).toEqual(['chance', 'chance'])
  })

  it('finds the group whose last quarter is not as the time before', () => {
    const drifting = (bucket: number) => (bucket < 0.75 * BUCKETS ? 6 : 9)
    const { drifts, series } = groupList([...frames('A', 10, () => 6), ...frames('B', 10, drifting)], window, HEALTHY)
    const [a, b] = drifts
    expect(a!.verdict).toBe('chance')
    expect(b).toMatchObject({ name: 'B', verdict: 'proven' })
    expect(b!.ratio).toBeCloseTo(1.5, 1)
    expect(b!.low).toBeGreaterThan(1)
    const points = series[1]!.points
    expect(points).toHaveLength(8)
    expect(points[0]!.rate).toBeCloseTo(6, 0)
    expect(points[7]!.rate).toBeCloseTo(9, 0)
  })

  it('gives a frame that changed its lot to each lot for its own time', () => {
    const changed = frame('L1', () => 6)
    changed.buckets.slice(48).forEach((bucket) => {
      bucket.lot = 'L2'
    })
    const { series } = groupList([changed, ...frames('L1', 2, () => 6)], window, HEALTHY)
    expect(series.map(({ name, frames, points }) => [name, frames, points.map(({ rate }) => rate !== null)])).toEqual([
      ['L1', 3, Array(8).fill(true)],
      ['L2', 1, [...Array(4).fill(false), ...Array(4).fill(true)]],
    ])
  })

  it('compares a single group with itself only', () => {
    const { list, series } = groupList(
      frames('L1', 3, () => 6),
      window,
      HEALTHY,
    )
    expect(list).toMatchObject({ basis: null, items: [] })
    expect(series).toHaveLength(1)
  })
})
