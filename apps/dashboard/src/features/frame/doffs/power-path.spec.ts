import type { DoffPower } from '@wanding/contracts'
import { describe, expect, it } from 'vitest'
import { powerAxis, powerPath, spreadPath } from './power-path'

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
  const cells = [cell(0, 42), cell(1, 44), cell(2, null), cell(3, 48, 50)]

  it('lies on an axis of whole kilowatts that holds all of it', () => {
    expect(powerAxis(cells)).toEqual([40, 50])
    expect(powerAxis([cell(0, 42)])).toEqual([41, 43])
    expect(powerAxis([cell(0, null)])).toBeNull()
    const [least, most] = powerAxis([{ ...cell(0, 40), leastKw: 40, mostKw: 40 }])!
    expect(most).toBeGreaterThan(least)
  })

  it('breaks where nothing is known', () =>
    expect(powerPath(cells, ({ meanKw }) => meanKw, [40, 50])).toBe('M12.5 80.00L37.5 60.00M87.5 20.00'))

  it('has its spread around it, up to the most and back along the least', () =>
    expect(spreadPath(cells.slice(0, 2), [40, 50])).toBe('M12.5 70.00L37.5 50.00L37.5 70.00L12.5 90.00Z'))

  it('is nothing without a whole doff', () => expect(spreadPath([cell(0, null)], [40, 50])).toBe(''))
})
