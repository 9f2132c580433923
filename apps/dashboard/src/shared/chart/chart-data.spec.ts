import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Sample } from '../live/series-window'
import { progressAxis, timeAxis } from './chart-axis'
import { align, spreadLabels, timeTicks, toCsv, valueAt } from './chart-data'
import { stepDecimals } from './plot-options'
import { sparkPath, valueRange } from './spark-path'

const of = (...samples: Sample[]) => ({ samples })

describe('align', () => {
  it('puts series on one time axis', () => {
    expect(align([of([1, 10], [3, 30]), of([2, 200])], 100)).toEqual([
      [1, 2, 3],
      [10, undefined, 30],
      [undefined, 200, undefined],
    ])
  })

  it('breaks the line at a hole', () => {
    expect(align([of([1, 10], [50, 30])], 20)).toEqual([
      [1, 2, 50],
      [10, null, 30],
    ])
  })

  it('is empty without samples', () => expect(align([of()], 20)).toEqual([[], []]))
})

it('holds a value in time, and not along a doff', () => {
  const inHand = [44, undefined, undefined]
  expect([timeAxis(0, 0, 0).valueAt(inHand, 2), progressAxis('Doff').valueAt(inHand, 2)]).toEqual([44, null])
})

it('valueAt gives what holds', () => {
  const column = [undefined, 5, undefined, null, undefined, 7]
  expect([0, 1, 2, 3, 4, 5, 9].map((i) => valueAt(column, i))).toEqual([null, 5, 5, null, null, 7, 7])
})

describe('time ticks', () => {
  it('are round on the mill’s clock', () => {
    const from = Date.UTC(2026, 0, 1, 0, 3)
    const ticks = timeTicks(from, from + 3_600_000, 330, 8)
    expect(ticks.map((at) => new Date(at + 330 * 60_000).toISOString().slice(11, 16))).toEqual([
      '05:40',
      '05:50',
      '06:00',
      '06:10',
      '06:20',
      '06:30',
    ])
  })

  it('are within the span and not too many', () => {
    const spans = fc.integer({ min: 60_000, max: 5 * 86_400_000 })
    fc.assert(
      fc.property(
        fc.nat(2e12),
        spans,
        fc.integer({ min: -720, max: 840 }),
        fc.integer({ min: 2, max: 12 }),
        (from, span, offset, most) => {
          const ticks = timeTicks(from, from + span, offset, most)
          expect(ticks.length).toBeLessThanOrEqual(most + 1)
          expect(ticks.every((at) => at >= from && at <= from + span)).toBe(true)
        },
      ),
    )
  })
})

describe('labels at line ends', () => {
  it('stay where they are when there is room', () => expect(spreadLabels([10, 50], 14, 100)).toEqual([10, 50]))
  it('move apart', () => expect(spreadLabels([50, 50], 14, 100)).toEqual([50, 64]))
  it('stay inside', () => expect(spreadLabels([98, 99, 100], 14, 100)).toEqual([72, 86, 100]))
})

it.each([
  [[0, 2.5, 5], 1],
  [[0, 5000], 0],
  [[0.8, 0.85, 0.9], 2],
  [[0.1, 0.2, 0.3], 1],
  [[7], 0],
  [[], 0],
])('an axis with marks at %o has %i decimals', (splits, decimals) => expect(stepDecimals(splits)).toBe(decimals))

describe('CSV', () => {
  const onClock = (utcOffsetMinutes: number) => timeAxis(0, 0, utcOffsetMinutes)
  it('is what the chart shows, on the mill’s clock', () => {
    const columns = align([of([0, 1.5], [1000, 2]), of([1000, 7])], 5000)
    expect(toCsv(columns, ['speed, rpm', '功率'], onClock(480))).toBe(
      'time,"speed, rpm",功率\n1970-01-01T08:00:00.000+08:00,1.5,\n1970-01-01T08:00:01.000+08:00,2,7\n',
    )
  })
  it('writes what a program reads: no minus sign, no thousands', () =>
    expect(toCsv([[0], [-1234.5]], ['x'], onClock(0))).toMatch(/,-1234\.5\n$/))
  it('leaves the breaks out', () =>
    expect(toCsv(align([of([0, 1], [9000, 2])], 5000), ['x'], onClock(-90)).split('\n')).toHaveLength(4))
  it('has the axis of the chart in its first column', () =>
    expect(
      toCsv(
        [
          [2.5, 7.5],
          [42, 43],
        ],
        ['kW'],
        progressAxis('Of the doff'),
      ),
    ).toBe('"Of the doff, %",kW\n2.5,42\n7.5,43\n'))
  it('knows offsets west of Greenwich', () =>
    expect(toCsv([[0], [1]], ['x'], onClock(-90))).toContain('1969-12-31T22:30:00.000-01:30,1'))
})

describe('sparkline', () => {
  const box = { fromMs: 0, toMs: 100, least: 0, most: 10, width: 100, height: 20 }
  it('ends at the right edge', () =>
    expect(
      sparkPath(
        [
          [0, 0],
          [100, 10],
        ],
        box,
        1000,
      ),
    ).toBe('M0.0 20.0L100.0 0.0'))
  it('breaks at holes and leaves out what is outside', () => {
    expect(
      sparkPath(
        [
          [-5, 1],
          [0, 5],
          [10, 5],
          [90, 5],
        ],
        box,
        20,
      ),
    ).toBe('M0.0 10.0L10.0 10.0M90.0 10.0')
  })
  it('has a range around values and band', () => {
    const [least, most] = valueRange(
      [
        [0, 3],
        [1, 5],
      ],
      [4, 8],
    )
    expect([least < 3, most > 8]).toEqual([true, true])
    expect(valueRange([[0, 0]], null)[1]).toBeGreaterThan(0)
    expect(valueRange([], null)).toEqual([0, 1])
  })
})
