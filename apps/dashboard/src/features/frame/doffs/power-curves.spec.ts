import type { DoffPower } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { align } from '../../../shared/chart/chart-data'
import { powerCurves } from './power-curves'

const cell = (i: number, mean: number | null, inHandKw: number | null = null): DoffPower => ({
  fromPercent: 25 * i,
  toPercent: 25 * (i + 1),
  doffs: mean === null ? 0 : 4,
  meanKw: mean,
  leastKw: mean === null ? null : mean - 1,
  mostKw: mean === null ? null : mean + 1,
  inHandKw,
})

describe('the saw-tooth', () => {
  const curves = powerCurves([cell(0, 42), cell(1, 44), cell(2, null), cell(3, 48, 50)])

  it('stands in the middle of its cells, with its spread around it', () => {
    expect(curves.mean).toEqual([
      [12.5, 42],
      [37.5, 44],
      [87.5, 48],
    ])
    expect(curves.least.map(([, kw]) => kw)).toEqual([41, 43, 47])
    expect(curves.most.map(([, kw]) => kw)).toEqual([43, 45, 49])
    expect(curves.inHand).toEqual([[87.5, 50]])
  })

  it('is broken where nothing is known', () => {
    const [, mean] = align([{ samples: curves.mean }], curves.gap)
    expect(mean).toEqual([42, 44, null, 48])
  })

  it('is nothing without a whole doff', () => expect(powerCurves([]).mean).toEqual([]))
})
